import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GoldenWorld, groupBy } from '../../../test/builders/golden-world.js';
import { contributor, supplierRules } from '../../../test/builders/supplier-rules.js';
import {
  isEmptyPlan,
  planMerge,
  planRebuild,
  planSplit,
  planStatusChange,
  planUnmerge,
  resolveRedirect,
} from './index.js';
import type { MergePlan, PlanResult } from './index.js';

const MERIDIAN = contributor('erp:1', {
  legalName: 'Meridian Surgical',
  partyType: 'ORGANISATION',
  phone: '1',
});
const MERIDIAN_VMS = contributor('vms:1', { legalName: 'Meridian Surg', website: 'meridian.example' });
const HALVORSEN = contributor('vms:2', { legalName: 'Halvorsen Medical', phone: '2' });

/** Two golden records: Meridian from two sources, and Halvorsen. */
function twoSuppliers(rules = supplierRules()) {
  const world = new GoldenWorld(rules);
  world.resolve([MERIDIAN, MERIDIAN_VMS, HALVORSEN], [['erp:1', 'vms:1'], ['vms:2']]);
  return { world, meridian: world.goldenFor('erp:1').id, halvorsen: world.goldenFor('vms:2').id };
}

function merge(world: GoldenWorld, ...goldenIds: string[]): MergePlan {
  return world.applyOk(planMerge(world.neighbourhood(), { goldenIds }, world.context()));
}

function unmerge(world: GoldenWorld, request: { goldenId: string } | { recordId: string }): MergePlan {
  return world.applyOk(planUnmerge(world.neighbourhood(), request, world.context()));
}

function refusal(result: PlanResult): string | undefined {
  return result.ok ? undefined : result.refusal;
}

describe('resolution', () => {
  it('creates a golden record with links, one event and a reason for every value', () => {
    const world = new GoldenWorld();
    const plan = world.resolve([MERIDIAN, MERIDIAN_VMS], [['erp:1', 'vms:1']]);
    const [change] = plan.goldens;
    expect(change).toMatchObject({
      kind: 'created',
      after: {
        version: 1,
        status: 'ACTIVE',
        attributes: { legalName: 'Meridian Surgical', website: 'meridian.example' },
        validFrom: '2026-01-01',
      },
      members: ['erp:1', 'vms:1'],
    });
    expect(plan.events).toMatchObject([{ type: 'supplier.created', version: 1, recordId: change?.after.id }]);
    expect(plan.linksOpened).toMatchObject([
      { recordId: 'erp:1', reason: 'why erp:1', score: 12.5, by: 'machine' },
      {},
    ]);
    expect(plan.summary).toEqual([
      `Creates "Meridian Surgical" (${change?.after.id}) from 2 source records.`,
    ]);
  });

  it('does nothing when the same records come again', () => {
    const { world } = twoSuppliers();
    expect(isEmptyPlan(world.resolve([MERIDIAN, HALVORSEN], []))).toBe(true);
  });

  it('names what changed and leaves other golden records alone', () => {
    const { world, meridian } = twoSuppliers();
    const plan = world.resolve(
      [{ ...MERIDIAN, version: 2, attributes: { ...MERIDIAN.attributes, phone: '9' } }],
      [],
    );
    expect(plan.goldens.map(({ after, changed, kind }) => [after.id, after.version, kind, changed])).toEqual([
      [meridian, 2, 'updated', ['phone']],
    ]);
  });

  it('refreshes the reasons without a version when another source version confirms the values', () => {
    const { world, meridian } = twoSuppliers();
    const plan = world.resolve([{ ...MERIDIAN, version: 2 }], []);
    expect(plan.events).toEqual([]);
    expect(plan.refreshed.map(each => each.goldenId)).toEqual([meridian]);
    expect(world.goldenFor('erp:1').provenance['legalName']?.winner?.version).toBe(2);
  });

  it('tells subscribers that a source record joined even when no value changes', () => {
    const { world } = twoSuppliers();
    const plan = world.resolve(
      [contributor('vms:7', { legalName: 'Meridian' })],
      [['erp:1', 'vms:1', 'vms:7']],
    );
    expect(plan.goldens[0]?.changed).toEqual(['$sources']);
  });

  it('merges golden records when clustering does: the loser redirects, the oldest id stays', () => {
    const { world, meridian, halvorsen } = twoSuppliers();
    const [older, younger] = meridian < halvorsen ? [meridian, halvorsen] : [halvorsen, meridian];
    const plan = world.resolve([], [['erp:1', 'vms:1', 'vms:2']]);
    expect(plan.events.map(each => [each.recordId, each.type, each.mergedInto])).toEqual([
      [older, 'supplier.updated', undefined],
      [younger, 'supplier.merged', older],
    ]);
    expect(world.goldens.get(younger)).toMatchObject({ status: 'MERGED', mergedInto: older });
  });

  it('gives a part that leaves again the id back that it had before', () => {
    const { world, halvorsen, meridian } = twoSuppliers();
    world.resolve([], [['erp:1', 'vms:1', 'vms:2']]);
    const plan = world.resolve([], [['erp:1', 'vms:1'], ['vms:2']]);
    expect([world.goldenOf('erp:1'), world.goldenOf('vms:2')]).toEqual([meridian, halvorsen]);
    expect(plan.events.map(each => each.type).sort()).toEqual(['supplier.restored', 'supplier.unmerged']);
  });

  it('gives both ids back when the part that was merged in is the larger one', () => {
    const { world, meridian, halvorsen } = twoSuppliers();
    const other = contributor('erp:9', { legalName: 'Halvorsen' });
    world.resolve(
      [other],
      [
        ['erp:9', 'vms:2'],
        ['erp:1', 'vms:1'],
      ],
    );
    world.resolve([contributor('aaa:3', { legalName: 'Halvors' })], [['aaa:3', 'erp:9', 'vms:2']]);
    const survivor = { goldenIds: [meridian, halvorsen], survivorId: meridian };
    world.applyOk(planMerge(world.neighbourhood(), survivor, world.context()));
    world.resolve(
      [],
      [
        ['aaa:3', 'erp:9', 'vms:2'],
        ['erp:1', 'vms:1'],
      ],
    );
    expect([world.goldenOf('erp:1'), world.goldenOf('vms:2')]).toEqual([meridian, halvorsen]);
  });

  it('makes a golden record inactive, still readable, when all its sources delete it', () => {
    const { world } = twoSuppliers();
    world.resolve([{ ...HALVORSEN, deleted: true }], []);
    expect(world.goldenFor('vms:2')).toMatchObject({
      status: 'INACTIVE',
      attributes: { legalName: 'Halvorsen Medical' },
    });
    world.resolve([HALVORSEN], []);
    expect(world.goldenFor('vms:2').status).toBe('ACTIVE');
  });

  it('keeps a record with errors as a draft, and a published one published', () => {
    const required = {
      code: 'NO_PHONE',
      label: 'Phone',
      check: { required: 'phone' },
      severity: 'error' as const,
      downgrade: 0,
    };
    const world = new GoldenWorld(supplierRules({ quality: { rules: [required], faults: {} } }));
    world.resolve([contributor('erp:5', { legalName: 'A' }), MERIDIAN], [['erp:5'], ['erp:1']]);
    expect(world.goldenFor('erp:5').status).toBe('DRAFT');
    world.resolve([contributor('erp:1', { legalName: 'Meridian' }, { version: 2 })], []);
    expect(world.goldenFor('erp:1').status).toBe('ACTIVE');
  });

  it('carries the faults of surviving values to their place in the golden record', () => {
    const world = new GoldenWorld();
    const fault = {
      code: 'EIN_PREFIX',
      severity: 'warning' as const,
      message: 'x',
      attribute: 'taxIds[0].value',
    };
    const taxIds = [
      { type: 'VAT', value: '9' },
      { type: 'EIN', value: '1' },
    ];
    const plan = world.resolve(
      [contributor('erp:1', { legalName: 'A', taxIds }, { faults: [fault] })],
      [['erp:1']],
    );
    expect(plan.goldens[0]?.after.attributes['taxIds']).toEqual([
      { type: 'EIN', value: '1' },
      { type: 'VAT', value: '9' },
    ]);
    expect(plan.goldens[0]?.faults).toEqual([{ ...fault, attribute: 'taxIds[1].value' }]);
  });
});

describe('a merge by a steward', () => {
  it('moves the records, redirects the id and keeps every record together by judgements', () => {
    const { world, meridian, halvorsen } = twoSuppliers();
    const plan = merge(world, meridian, halvorsen);
    expect(world.active().every(link => link.goldenId === meridian)).toBe(true);
    expect(plan.judgementsMade.map(({ a, b, verdict }) => [a, b, verdict])).toEqual([
      ['erp:1', 'vms:2', 'same'],
      ['vms:1', 'vms:2', 'same'],
    ]);
    expect(plan.audit.map(each => each.action)).toContain('golden-record.merged');
    expect(JSON.stringify(plan.audit)).not.toContain('Halvorsen');
    expect(plan.summary).toEqual([
      `"Meridian Surgical" (${meridian}) keeps its values.`,
      `Merges "Halvorsen Medical" (${halvorsen}) into ${meridian}; its id keeps resolving.`,
      '1 source record moves to another golden record.',
      '2 judgements will keep it so.',
    ]);
  });

  it('lets the steward choose whose id stays', () => {
    const { world, meridian, halvorsen } = twoSuppliers();
    const request = { goldenIds: [meridian, halvorsen], survivorId: halvorsen };
    world.applyOk(planMerge(world.neighbourhood(), request, world.context()));
    expect(world.goldens.get(meridian)).toMatchObject({ status: 'MERGED', mergedInto: halvorsen });
  });

  it('is refused against a judgement, unless the steward takes that back', () => {
    const { world, meridian, halvorsen } = twoSuppliers();
    world.judgements = [{ a: 'vms:1', b: 'vms:2', verdict: 'different' }];
    const goldenIds = [meridian, halvorsen];
    expect(refusal(planMerge(world.neighbourhood(), { goldenIds }, world.context()))).toBe(
      'CONFLICTING_JUDGEMENT',
    );
    const plan = world.applyOk(
      planMerge(world.neighbourhood(), { goldenIds, withdrawDifferent: true }, world.context()),
    );
    expect(plan.judgementsWithdrawn).toEqual([{ a: 'vms:1', b: 'vms:2', verdict: 'different' }]);
  });

  it('does not lift a hold: what absorbs a held record is held', () => {
    const { world, meridian, halvorsen } = twoSuppliers();
    world.applyOk(planStatusChange(world.neighbourhood(), halvorsen, 'hold', world.context()));
    merge(world, meridian, halvorsen);
    expect(world.goldens.get(meridian)?.status).toBe('HELD');
  });

  it('is refused for unknown, merged and single records', () => {
    const { world, meridian, halvorsen } = twoSuppliers();
    const attempt = (...goldenIds: string[]) =>
      refusal(planMerge(world.neighbourhood(), { goldenIds }, world.context()));
    expect([attempt(meridian, 'nobody'), attempt(meridian), attempt(meridian, meridian)]).toEqual([
      'UNKNOWN_RECORD',
      'NOTHING_TO_DO',
      'NOTHING_TO_DO',
    ]);
    merge(world, meridian, halvorsen);
    expect(attempt(meridian, halvorsen)).toBe('NOT_LIVE');
  });

  it('lets the pins of the absorbed record rest, and has them back afterwards', () => {
    const { world, meridian, halvorsen } = twoSuppliers();
    world.pins = [
      {
        goldenId: halvorsen,
        attribute: 'phone',
        value: '99',
        reason: 'called',
        by: 's',
        at: '2026-06-01T00:00:00Z',
      },
    ];
    world.apply(planRebuild(world.neighbourhood(), world.context()));
    merge(world, meridian, halvorsen);
    expect(world.goldens.get(meridian)?.attributes['phone']).toBe('1');
    unmerge(world, { goldenId: halvorsen });
    expect(world.goldens.get(halvorsen)?.attributes['phone']).toBe('99');
  });
});

describe('undoing', () => {
  it('brings the golden record back under its id, with the evidence that linked its records before', () => {
    const { world, meridian, halvorsen } = twoSuppliers();
    const before = world.picture();
    merge(world, meridian, halvorsen);
    const plan = unmerge(world, { goldenId: halvorsen });
    expect(world.picture()).toEqual(before);
    expect(plan.events.map(each => [each.recordId, each.type])).toEqual([
      [halvorsen, 'supplier.restored'],
      [meridian, 'supplier.unmerged'],
    ]);
  });

  it('keeps the machine from joining them again, and withdraws what said that they are the same', () => {
    const { world, meridian, halvorsen } = twoSuppliers();
    merge(world, meridian, halvorsen);
    unmerge(world, { goldenId: halvorsen });
    expect(world.judgements.map(({ a, b, verdict }) => [a, b, verdict])).toEqual([
      ['erp:1', 'vms:2', 'different'],
      ['vms:1', 'vms:2', 'different'],
    ]);
  });

  it('takes one record out: back to the golden record that it was, else to a new one', () => {
    const { world, meridian, halvorsen } = twoSuppliers();
    merge(world, meridian, halvorsen);
    unmerge(world, { recordId: 'vms:2' });
    expect(world.goldenOf('vms:2')).toBe(halvorsen);
    unmerge(world, { recordId: 'vms:1' });
    expect(world.goldens.get(world.goldenOf('vms:1') ?? '')).toMatchObject({
      version: 1,
      attributes: { legalName: 'Meridian Surg' },
    });
    expect(world.events.at(-1)).toMatchObject({ recordId: meridian, type: 'supplier.split' });
  });

  it('works for a record merged twice over: it comes back from wherever it is now', () => {
    const { world, meridian, halvorsen } = twoSuppliers();
    world.resolve([contributor('erp:9', { legalName: 'Northlake' })], [['erp:9']]);
    const northlake = world.goldenFor('erp:9').id;
    world.applyOk(
      planMerge(
        world.neighbourhood(),
        { goldenIds: [meridian, halvorsen], survivorId: meridian },
        world.context(),
      ),
    );
    world.applyOk(
      planMerge(
        world.neighbourhood(),
        { goldenIds: [meridian, northlake], survivorId: northlake },
        world.context(),
      ),
    );
    expect(resolveRedirect(halvorsen, world.neighbourhood().goldens)).toBe(northlake);
    unmerge(world, { goldenId: halvorsen });
    expect([world.goldenOf('vms:2'), world.goldenOf('erp:1')]).toEqual([halvorsen, northlake]);
    unmerge(world, { goldenId: meridian });
    expect([world.goldenOf('vms:2'), world.goldenOf('erp:1'), world.goldenOf('vms:1')]).toEqual([
      halvorsen,
      meridian,
      meridian,
    ]);
  });

  it('refuses what cannot be undone', () => {
    const { world, meridian } = twoSuppliers();
    const attempt = (request: { goldenId: string } | { recordId: string }) =>
      refusal(planUnmerge(world.neighbourhood(), request, world.context()));
    expect([
      attempt({ goldenId: meridian }),
      attempt({ goldenId: 'x' }),
      attempt({ recordId: 'vms:2' }),
    ]).toEqual(['NOT_MERGED', 'UNKNOWN_RECORD', 'NOTHING_TO_DO']);
  });
});

describe('a split', () => {
  it('makes new golden records of the parts, apart from each other and from the rest', () => {
    const world = new GoldenWorld();
    const ids = ['erp:1', 'erp:2', 'erp:3'];
    world.resolve(
      ids.map(id => contributor(id as 'erp:1', { legalName: id })),
      [ids],
    );
    const goldenId = world.goldenFor('erp:1').id;
    const parts = [['erp:2'], ['erp:3']];
    const plan = world.applyOk(planSplit(world.neighbourhood(), { goldenId, parts }, world.context()));
    expect(plan.events.map(each => each.type)).toEqual([
      'supplier.created',
      'supplier.created',
      'supplier.split',
    ]);
    expect(plan.judgementsMade.map(({ a, b }) => `${a} ${b}`)).toEqual([
      'erp:1 erp:2',
      'erp:1 erp:3',
      'erp:2 erp:3',
    ]);
    expect(new Set(ids.map(id => world.goldenOf(id))).size).toBe(3);
  });

  it('is refused when nothing would stay, or a record would leave twice', () => {
    const { world, meridian } = twoSuppliers();
    const attempt = (...parts: string[][]) =>
      refusal(planSplit(world.neighbourhood(), { goldenId: meridian, parts }, world.context()));
    expect([
      attempt(['erp:1'], ['vms:1']),
      attempt(['erp:1', 'erp:1']),
      attempt([]),
      attempt(['vms:2']),
    ]).toEqual(['NOTHING_TO_DO', 'NOTHING_TO_DO', 'NOTHING_TO_DO', 'UNKNOWN_RECORD']);
  });
});

describe('status requests', () => {
  it('hold until released and retire until reactivated, whatever sources do', () => {
    const { world, halvorsen } = twoSuppliers();
    const ask = (request: 'hold' | 'release' | 'retire' | 'reactivate') =>
      world.applyOk(planStatusChange(world.neighbourhood(), halvorsen, request, world.context())).events[0]
        ?.type;
    ask('hold');
    world.resolve([{ ...HALVORSEN, version: 2, attributes: { legalName: 'Halvorsen' } }], []);
    expect(world.goldens.get(halvorsen)).toMatchObject({
      status: 'HELD',
      attributes: { legalName: 'Halvorsen' },
    });
    expect([ask('release'), ask('retire'), ask('reactivate')]).toEqual([
      'supplier.updated',
      'supplier.retired',
      'supplier.restored',
    ]);
    expect(world.goldens.get(halvorsen)?.status).toBe('ACTIVE');
  });

  it('are refused where they make no sense', () => {
    const { world, halvorsen } = twoSuppliers();
    expect(refusal(planStatusChange(world.neighbourhood(), halvorsen, 'release', world.context()))).toBe(
      'NOT_ALLOWED',
    );
  });
});

describe('any history of merges', () => {
  const names = ['erp:1', 'erp:2', 'vms:1', 'vms:2', 'vms:3', 'new:1'] as const;
  const partition = fc.array(fc.nat({ max: 3 }), { minLength: names.length, maxLength: names.length });
  const value = fc.constantFrom('A', 'B', 'C', '');

  function worldOf(groups: readonly number[]): GoldenWorld {
    const world = new GoldenWorld();
    const clusters = [...groupBy(names, (_, index) => groups[index] ?? 0).values()];
    world.resolve(
      names.map((name, index) => contributor(name, { legalName: `N${index}`, phone: `${index}` })),
      clusters,
    );
    return world;
  }

  function live(world: GoldenWorld): string[] {
    return [...world.goldens.values()].filter(golden => golden.status !== 'MERGED').map(golden => golden.id);
  }

  it('is undone without loss by unmerging in reverse, changes of sources in between included', () => {
    fc.assert(
      fc.property(
        partition,
        fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat({ max: 5 }), value), { maxLength: 5 }),
        (groups, steps) => {
          const merged = worldOf(groups);
          const control = worldOf(groups);
          const undo: string[] = [];
          for (const [first, second, changedRecord, name] of steps) {
            const ids = live(merged);
            const pair = [ids[first % ids.length] ?? '', ids[second % ids.length] ?? ''];
            if (pair[0] !== pair[1]) {
              const plan = merge(merged, ...pair);
              undo.push(...plan.goldens.filter(each => each.kind === 'merged').map(each => each.after.id));
            }
            const recordId = names[changedRecord] ?? 'erp:1';
            const change = contributor(
              recordId,
              { legalName: `${name}${changedRecord}` },
              { version: 2 + undo.length },
            );
            merged.resolve([change], []);
            control.resolve([change], []);
          }
          for (const goldenId of undo.reverse()) unmerge(merged, { goldenId });
          expect(merged.picture()).toEqual(control.picture());
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is undone without loss in any order of unmerging', () => {
    fc.assert(
      fc.property(
        partition,
        fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 5 }),
        fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
        (groups, steps, order) => {
          const world = worldOf(groups);
          const before = world.picture();
          for (const [first, second] of steps) {
            const ids = live(world);
            const pair = [ids[first % ids.length] ?? '', ids[second % ids.length] ?? ''];
            if (pair[0] !== pair[1]) merge(world, ...pair);
          }
          const undo = [...world.goldens.values()]
            .filter(golden => golden.status === 'MERGED')
            .map(golden => golden.id);
          for (const pick of order) {
            const [goldenId] = undo.splice(pick % Math.max(1, undo.length), 1);
            if (goldenId !== undefined) unmerge(world, { goldenId });
          }
          expect(world.picture()).toEqual(before);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps every id, one event per version in order, and every record in one live golden record', () => {
    fc.assert(
      fc.property(
        partition,
        fc.array(
          fc.tuple(fc.constantFrom('merge', 'out', 'back', 'cluster'), fc.nat(), fc.nat(), partition),
          { maxLength: 8 },
        ),
        (groups, steps) => {
          const world = worldOf(groups);
          for (const [step, first, second, regroup] of steps) {
            const ids = live(world);
            const all = [...world.goldens.keys()];
            const known = new Set(all);
            if (step === 'merge') {
              const goldenIds = [ids[first % ids.length] ?? '', ids[second % ids.length] ?? ''];
              const result = planMerge(
                world.neighbourhood(),
                { goldenIds, withdrawDifferent: true },
                world.context(),
              );
              if (result.ok) world.apply(result.plan);
            } else if (step === 'out' || step === 'back') {
              const request =
                step === 'out'
                  ? { recordId: names[first % names.length] ?? '' }
                  : { goldenId: all[first % all.length] ?? '' };
              const result = planUnmerge(world.neighbourhood(), request, world.context());
              if (result.ok) world.apply(result.plan);
            } else {
              world.resolve([], [...groupBy(names, (_, index) => regroup[index] ?? 0).values()]);
            }
            for (const id of known) expect(world.goldens.has(id)).toBe(true);
          }
          for (const golden of world.goldens.values()) {
            const versions = world.events
              .filter(event => event.recordId === golden.id)
              .map(event => event.version);
            expect(versions).toEqual(Array.from({ length: golden.version }, (_, index) => index + 1));
            const end = world.goldens.get(resolveRedirect(golden.id, world.neighbourhood().goldens));
            expect(end?.status).not.toBe('MERGED');
          }
          expect(
            world
              .active()
              .map(link => link.recordId)
              .sort(),
          ).toEqual([...names].sort());
          for (const link of world.active())
            expect(world.goldens.get(link.goldenId)?.status).not.toBe('MERGED');
        },
      ),
      { numRuns: 60 },
    );
  });
});
