import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GoldenWorld } from '../../../test/builders/golden-world.js';
import { contributor, supplierRules, supplierRulesWith } from '../../../test/builders/supplier-rules.js';
import {
  NO_APPROVALS,
  canTransition,
  deriveStatus,
  planMerge,
  planRebuild,
  planSplit,
  splitByApproval,
} from './index.js';
import type { GoldenStatus, StatusFacts } from './index.js';

const BANK = { reason: 'Bank details decide where money goes.', onFirstValue: false };
const RULES = supplierRules({ approval: { attributes: { bankAccount: BANK } } });
const OLD = { iban: 'DE89370400440532013000' };
const NEW = { iban: 'DE02120300000000202051' };

function supplierWith(bankAccount: { iban: string }, version: number) {
  return contributor('erp:1', { legalName: 'Meridian', phone: `${version}`, bankAccount }, { version });
}

/** A supplier with the old account published. */
function published(rules = RULES) {
  const world = new GoldenWorld(rules);
  world.resolve([supplierWith(OLD, 1)], [['erp:1']]);
  return { world, id: world.goldenFor('erp:1').id };
}

describe('a change under approval', () => {
  it('waits as a change request while the rest flows', () => {
    const { world, id } = published();
    const plan = world.resolve([supplierWith(NEW, 2)], []);
    expect(world.goldens.get(id)?.attributes).toMatchObject({ phone: '2', bankAccount: OLD });
    expect(plan.events[0]?.changed).toEqual(['phone']);
    expect(plan.requestsRaised).toMatchObject([
      {
        goldenId: id,
        attribute: 'bankAccount',
        from: OLD,
        to: NEW,
        requestedBy: 'machine',
        sourceRecordId: 'erp:1',
        reason: BANK.reason,
      },
    ]);
    expect(world.goldens.get(id)?.provenance['bankAccount']?.winner?.version).toBe(1);
    expect(JSON.stringify([plan.audit, plan.summary, plan.events])).not.toContain('DE02');
  });

  it('is requested once, however often the sources repeat it', () => {
    const { world } = published();
    world.resolve([supplierWith(NEW, 2)], []);
    const again = world.resolve([supplierWith(NEW, 3)], []);
    expect([again.requestsRaised, again.requestsSuperseded]).toEqual([[], []]);
    expect(world.pending).toHaveLength(1);
  });

  it('falls away when the source takes it back, and is replaced when the source says something else', () => {
    const { world } = published();
    world.resolve([supplierWith(NEW, 2)], []);
    world.resolve([supplierWith({ iban: 'FR1420041010050500013M02606' }, 3)], []);
    expect(world.pending.map(each => each.to)).toEqual([{ iban: 'FR1420041010050500013M02606' }]);
    const plan = world.resolve([supplierWith(OLD, 4)], []);
    expect(plan.requestsSuperseded).toMatchObject([{ because: 'the sources no longer propose it' }]);
    expect(world.pending).toEqual([]);
  });

  it('is published once approved, and not asked again', () => {
    const { world, id } = published();
    world.resolve([supplierWith(NEW, 2)], []);
    world.decide(id, 'bankAccount', 'approved');
    const plan = world.apply(planRebuild(world.neighbourhood(), world.context('approver')));
    expect(plan.events[0]?.changed).toEqual(['bankAccount']);
    const later = world.resolve([supplierWith(NEW, 3)], []);
    expect([world.goldens.get(id)?.attributes['bankAccount'], later.requestsRaised]).toEqual([NEW, []]);
  });

  it('must be approved anew when it goes back to a value that was approved before another one', () => {
    const { world, id } = published();
    for (const [version, account] of [NEW, OLD].entries()) {
      world.resolve([supplierWith(account, version + 2)], []);
      world.decide(id, 'bankAccount', 'approved');
      world.apply(planRebuild(world.neighbourhood(), world.context('approver')));
    }
    const plan = world.resolve([supplierWith(NEW, 9)], []);
    expect([world.goldens.get(id)?.attributes['bankAccount'], plan.requestsRaised.length]).toEqual([OLD, 1]);
  });

  it('stays out once rejected, without being asked again until the source says something else', () => {
    const { world, id } = published();
    world.resolve([supplierWith(NEW, 2)], []);
    world.decide(id, 'bankAccount', 'rejected');
    expect(world.resolve([supplierWith(NEW, 3)], []).requestsRaised).toEqual([]);
    expect(world.goldens.get(id)?.attributes['bankAccount']).toEqual(OLD);
    expect(world.resolve([supplierWith({ iban: 'X' }, 4)], []).requestsRaised).toHaveLength(1);
  });

  it('also waits when it comes from a pin, and the one who pinned it is the requester', () => {
    const { world, id } = published();
    world.pins = [
      {
        goldenId: id,
        attribute: 'bankAccount',
        value: NEW,
        reason: 'letter',
        by: 'steward-7',
        at: '2026-06-01T00:00:00Z',
      },
    ];
    const plan = world.apply(planRebuild(world.neighbourhood(), world.context('machine')));
    expect(plan.requestsRaised).toMatchObject([{ requestedBy: 'steward-7', sourceRecordId: null }]);
  });

  it('waits when the value would go', () => {
    const { world, id } = published();
    const plan = world.resolve([contributor('erp:1', { legalName: 'Meridian' }, { version: 2 })], []);
    expect(plan.requestsRaised).toMatchObject([{ from: OLD, to: null }]);
    expect(world.goldens.get(id)?.attributes['bankAccount']).toEqual(OLD);
  });

  it('cannot be brought in by a merge, nor by splitting its record off', () => {
    const { world, id } = published();
    world.resolve(
      [contributor('erp:2', { legalName: 'Other', bankAccount: NEW }, { effectiveAt: '2026-06-01' })],
      [['erp:2']],
    );
    const other = world.goldenFor('erp:2').id;
    const merge = planMerge(
      world.neighbourhood(),
      { goldenIds: [id, other], survivorId: id },
      world.context('steward-1'),
    );
    const merged = world.applyOk(merge);
    expect(merged.requestsRaised).toMatchObject([{ goldenId: id, requestedBy: 'steward-1', to: NEW }]);

    const two = published().world;
    two.resolve(
      [contributor('erp:2', { legalName: 'Meridian', bankAccount: NEW }, { effectiveAt: '2026-06-01' })],
      [['erp:1', 'erp:2']],
    );
    const split = planSplit(
      two.neighbourhood(),
      { goldenId: two.goldenFor('erp:1').id, parts: [['erp:2']] },
      two.context(),
    );
    two.applyOk(split);
    two.apply(planRebuild(two.neighbourhood(), two.context()));
    expect(two.goldenFor('erp:2').attributes).not.toHaveProperty('bankAccount');
    expect(two.pending.map(each => each.goldenId)).toContain(two.goldenFor('erp:2').id);
  });

  it('of a first value flows, unless the rules say otherwise', () => {
    const rules = supplierRules({
      approval: { attributes: { legalName: { reason: 'Legal', onFirstValue: true } } },
    });
    const world = new GoldenWorld(rules);
    world.resolve([supplierWith(OLD, 1)], [['erp:1']]);
    const golden = world.goldenFor('erp:1');
    expect(golden).toMatchObject({ status: 'PENDING_APPROVAL', attributes: { bankAccount: OLD } });
    expect(golden.attributes).not.toHaveProperty('legalName');
    world.decide(golden.id, 'legalName', 'approved');
    world.apply(planRebuild(world.neighbourhood(), world.context()));
    expect(world.goldenFor('erp:1')).toMatchObject({
      status: 'ACTIVE',
      attributes: { legalName: 'Meridian' },
    });
  });

  it('can be limited to some values', () => {
    const rules = supplierRules({
      approval: {
        attributes: { partyType: { reason: 'Payroll', onFirstValue: false, values: ['EMPLOYEE_PAYEE'] } },
      },
    });
    const held = (to: string) =>
      splitByApproval(rules, { partyType: 'PCARD' }, { partyType: to }).heldChanges.length;
    expect([held('EMPLOYEE_PAYEE'), held('ORGANISATION')]).toEqual([1, 0]);
  });

  it('holds back its whole atomic group, and what follows it, so that rows never mix', () => {
    const rules = {
      ...supplierRulesWith('phone', [{ by: 'follow', attribute: 'zip' }]),
      approval: { attributes: { street: { reason: 'Remit-to', onFirstValue: false } } },
    };
    const before = { street: '1 Main St', city: 'Chicago', zip: '60601', phone: '1', website: 'a' };
    const after = { street: 'PO Box 9', city: 'Gary', zip: '46402', phone: '2', website: 'b' };
    const split = splitByApproval(rules, before, after);
    expect(split.applied).toEqual({ ...before, website: 'b' });
    expect(split.heldChanges).toMatchObject([{ attribute: 'street', alongWith: ['city', 'phone', 'zip'] }]);
  });

  it('is held or published, never lost, and everything else flows', () => {
    const account = fc.constantFrom(undefined, 'A', 'B', 'C');
    const decided = fc.record({
      attribute: fc.constant('bankAccount'),
      to: fc.constantFrom(null, 'A', 'B'),
      verdict: fc.constantFrom('approved' as const, 'rejected' as const),
      at: fc.constantFrom('2026-01-01', '2026-01-02'),
    });
    fc.assert(
      fc.property(
        account,
        account,
        account,
        fc.array(decided, { maxLength: 3 }),
        (from, to, phone, verdicts) => {
          const shape = (bankAccount: string | undefined, other: string | undefined) => ({
            ...(bankAccount === undefined ? {} : { bankAccount }),
            ...(other === undefined ? {} : { phone: other }),
          });
          const { applied, heldChanges } = splitByApproval(RULES, shape(from, 'x'), shape(to, phone), {
            ...NO_APPROVALS,
            verdicts,
          });
          expect(applied['phone']).toBe(phone);
          expect(applied['bankAccount']).toBe(heldChanges.length > 0 ? from : to);
          if (from === to) expect(heldChanges).toEqual([]);
          if (verdicts.length === 0 && from !== undefined && from !== to)
            expect(heldChanges[0]?.to).toBe(to ?? null);
        },
      ),
    );
  });
});

describe('the status of a golden record', () => {
  const statuses: readonly GoldenStatus[] = [
    'DRAFT',
    'PENDING_APPROVAL',
    'ACTIVE',
    'HELD',
    'INACTIVE',
    'MERGED',
    'RETIRED',
  ];
  const facts: fc.Arbitrary<StatusFacts> = fc.record(
    {
      liveContributors: fc.nat({ max: 2 }),
      absorbsHold: fc.boolean(),
      awaitsApproval: fc.boolean(),
      publishable: fc.boolean(),
      mergedInto: fc.constant('G1'),
      request: fc.constantFrom('hold', 'release', 'retire', 'reactivate'),
    },
    { requiredKeys: ['liveContributors', 'absorbsHold', 'awaitsApproval', 'publishable'] },
  );

  it('only ever takes allowed steps', () => {
    fc.assert(
      fc.property(fc.constantFrom(...statuses), facts, (previous, given) => {
        expect(canTransition(previous, deriveStatus(previous, given))).toBe(true);
      }),
    );
  });

  it.each<[GoldenStatus | undefined, Partial<StatusFacts>, GoldenStatus]>([
    [undefined, {}, 'ACTIVE'],
    [undefined, { publishable: false }, 'DRAFT'],
    [undefined, { awaitsApproval: true }, 'PENDING_APPROVAL'],
    [undefined, { liveContributors: 0 }, 'INACTIVE'],
    ['ACTIVE', { publishable: false, awaitsApproval: true }, 'ACTIVE'],
    ['HELD', { liveContributors: 0 }, 'HELD'],
    ['INACTIVE', { publishable: false }, 'DRAFT'],
    ['RETIRED', { absorbsHold: true }, 'RETIRED'],
    ['RETIRED', { request: 'reactivate' }, 'ACTIVE'],
    ['ACTIVE', { mergedInto: 'G1', request: 'hold' }, 'MERGED'],
  ])('goes from %s with %j to %s', (previous, given, expected) => {
    const usual = { liveContributors: 1, absorbsHold: false, awaitsApproval: false, publishable: true };
    expect(deriveStatus(previous, { ...usual, ...given })).toBe(expected);
  });
});
