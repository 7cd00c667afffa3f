import { describe, expect, it } from 'vitest';
import { GoldenWorld } from '../../../test/builders/golden-world.js';
import { contributor, supplierRules } from '../../../test/builders/supplier-rules.js';
import { planMerge, planRebuild, planSplit, planUnmerge } from './index.js';

const ASKED = { reason: 'Decides where money goes.', onFirstValue: false };
const RULES = supplierRules({ approval: { attributes: { bankAccount: ASKED, taxIds: ASKED } } });
const taxId = (value: string) => ({ type: 'EIN', value });
const MERIDIAN = contributor('erp:1', {
  legalName: 'Meridian',
  phone: '1',
  bankAccount: { iban: 'DE01' },
  taxIds: [taxId('84-1')],
});
const HALVORSEN = contributor('vms:2', {
  legalName: 'Halvorsen',
  bankAccount: { iban: 'DE02' },
  taxIds: [taxId('38-2')],
});
const NAMELESS = contributor('vms:3', { legalName: 'Meridian Surg' });

/** One golden record that the machine made of records that turn out to be two parties. */
function wronglyOne(...records: (typeof MERIDIAN)[]) {
  const world = new GoldenWorld(RULES);
  world.resolve(records, [records.map(record => record.recordId)]);
  return { world, id: world.goldenFor(records[0]?.recordId ?? '').id };
}

function splitOff(world: GoldenWorld, goldenId: string, ...part: string[]): void {
  world.applyOk(planSplit(world.neighbourhood(), { goldenId, parts: [part] }, world.context()));
}

describe('a value whose source record leaves the golden record', () => {
  it('goes with it at once, although approval asks for changes', () => {
    const { world, id } = wronglyOne(MERIDIAN, NAMELESS);
    splitOff(world, id, 'erp:1');
    expect(world.goldens.get(id)?.attributes).toEqual({ legalName: 'Meridian Surg' });
    expect(world.goldenFor('erp:1').attributes).toMatchObject({ bankAccount: { iban: 'DE01' } });
    expect(world.pending).toEqual([]);
    expect(JSON.stringify(world.goldens.get(id))).not.toContain('DE01');
  });

  it('goes out of a list while the other elements stay', () => {
    const { world, id } = wronglyOne(MERIDIAN, HALVORSEN);
    expect(world.goldens.get(id)?.attributes['taxIds']).toEqual([taxId('38-2'), taxId('84-1')]);
    splitOff(world, id, 'vms:2');
    expect(world.goldens.get(id)?.attributes['taxIds']).toEqual([taxId('84-1')]);
    expect(world.pending).toEqual([]);
  });

  it('also goes when the machine moves the record', () => {
    const { world } = wronglyOne(MERIDIAN, NAMELESS, contributor('vms:4', { legalName: 'Meridian Su' }));
    world.resolve([], [['erp:1'], ['vms:3', 'vms:4']]);
    expect(world.goldenFor('vms:3').attributes).not.toHaveProperty('taxIds');
  });

  it('is not replaced by what remains without the approver: that is a change of where money goes', () => {
    const { world, id } = wronglyOne(MERIDIAN, HALVORSEN);
    splitOff(world, id, 'erp:1');
    expect(world.goldens.get(id)?.attributes).toEqual({ legalName: 'Halvorsen', taxIds: [taxId('38-2')] });
    expect(world.pending).toMatchObject([
      { goldenId: id, attribute: 'bankAccount', from: null, to: { iban: 'DE02' } },
    ]);
    world.apply(planRebuild(world.neighbourhood(), world.context()));
    expect(world.goldens.get(id)?.attributes).not.toHaveProperty('bankAccount');
    world.decide(id, 'bankAccount', 'approved');
    world.apply(planRebuild(world.neighbourhood(), world.context()));
    expect(world.goldens.get(id)?.attributes).toMatchObject({ bankAccount: { iban: 'DE02' } });
  });

  it('stays where a record that stays says the same', () => {
    const twin = contributor('vms:5', { legalName: 'Meridian', bankAccount: { iban: 'de01' } });
    const { world, id } = wronglyOne(MERIDIAN, twin);
    splitOff(world, id, 'erp:1');
    expect(world.goldens.get(id)).toMatchObject({
      attributes: { bankAccount: { iban: 'de01' } },
      provenance: { bankAccount: { winner: { recordId: 'vms:5' } } },
    });
    expect(world.pending).toEqual([]);
  });

  it('stays when a steward pinned it', () => {
    const { world, id } = wronglyOne(MERIDIAN, NAMELESS);
    const pin = { reason: 'letter', by: 'steward-7', at: '2026-06-01T00:00:00Z' };
    world.pins = [{ goldenId: id, attribute: 'bankAccount', value: { iban: 'DE01' }, ...pin }];
    world.apply(planRebuild(world.neighbourhood(), world.context()));
    splitOff(world, id, 'erp:1');
    expect(world.goldens.get(id)?.attributes).toMatchObject({ bankAccount: { iban: 'DE01' } });
  });

  it('is held when a record that stays withdraws it', () => {
    const { world, id } = wronglyOne(MERIDIAN, NAMELESS);
    world.resolve([contributor('erp:1', { legalName: 'Meridian' }, { version: 2 })], []);
    expect(world.goldens.get(id)?.attributes).toMatchObject({ bankAccount: { iban: 'DE01' } });
    expect(world.pending.map(each => [each.attribute, each.to])).toEqual([
      ['bankAccount', null],
      ['taxIds', null],
    ]);
  });

  it('of an unmerged golden record is what it had, and the survivor loses only the values of the other', () => {
    const world = new GoldenWorld(RULES);
    world.resolve([MERIDIAN, HALVORSEN], [['erp:1'], ['vms:2']]);
    const [meridian, halvorsen] = [world.goldenFor('erp:1').id, world.goldenFor('vms:2').id];
    const before = world.picture();
    world.applyOk(planMerge(world.neighbourhood(), { goldenIds: [meridian, halvorsen] }, world.context()));
    for (const request of world.pending) world.decide(request.goldenId, 'taxIds', 'approved');
    world.apply(planRebuild(world.neighbourhood(), world.context()));
    expect(world.goldens.get(meridian)?.attributes['taxIds']).toHaveLength(2);
    world.applyOk(planUnmerge(world.neighbourhood(), { goldenId: halvorsen }, world.context()));
    expect(world.picture()).toEqual(before);
    expect(world.pending).toEqual([]);
  });
});
