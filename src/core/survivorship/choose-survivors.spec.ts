import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contributor,
  ranks,
  supplierRules,
  supplierRulesWith,
} from '../../../test/builders/supplier-rules.js';
import type { AttributeValue } from '../model/index.js';
import { canonicalJson } from '../model/index.js';
import type { AttributeAuthority, Strategy } from '../rules/index.js';
import { authorityTable, chooseSurvivors } from './index.js';
import type { ContributorRecord, Pin } from './index.js';

const NOW = '2026-07-01T00:00:00Z';
const AUTHORITY = ranks({ erp: 1, vms: 2, ehr: 'never' });

function survive(
  contributors: readonly ContributorRecord[],
  rules = supplierRules(),
  pins: readonly Pin[] = [],
) {
  return chooseSurvivors(rules, contributors, AUTHORITY, pins, NOW);
}

/** Survivors of `legalName` under these strategies. */
function surviveName(strategies: readonly Strategy[], contributors: readonly ContributorRecord[]) {
  const { attributes, provenance } = survive(contributors, supplierRulesWith('legalName', strategies));
  return { value: attributes['legalName'], why: provenance['legalName'] };
}

describe('authority', () => {
  it('lets the best ranked system win and tells the others why they lost', () => {
    const { attributes, provenance } = survive([
      contributor('vms:9', { legalName: 'Meridian Surg' }),
      contributor('erp:1', { legalName: 'Meridian Surgical Supply, Inc.' }),
    ]);
    expect(attributes['legalName']).toBe('Meridian Surgical Supply, Inc.');
    expect(provenance['legalName']).toEqual({
      decidedBy: 'authority',
      reason: 'authority: erp ranks 1',
      winner: { recordId: 'erp:1', system: 'erp', key: '1', version: 1, effectiveAt: '2026-01-01' },
      losers: [
        {
          source: { recordId: 'vms:9', system: 'vms', key: '9', version: 1, effectiveAt: '2026-01-01' },
          value: 'Meridian Surg',
          because: 'authority: vms ranks 2',
        },
      ],
    });
  });

  it('keeps the value of a system that may never decide, without letting it survive even alone', () => {
    const { attributes, provenance } = survive([contributor('ehr:5', { legalName: 'MERIDIAN' })]);
    expect(attributes).not.toHaveProperty('legalName');
    expect(provenance['legalName']).toMatchObject({
      decidedBy: 'none',
      losers: [{ value: 'MERIDIAN', because: 'authority: ehr never decides legalName' }],
    });
  });

  it('ranks a system that the rules do not know after all others', () => {
    const { value, why } = surviveName(
      [{ by: 'authority' }],
      [contributor('new:1', { legalName: 'B' }), contributor('vms:1', { legalName: 'A' })],
    );
    expect(value).toBe('A');
    expect(why?.losers[0]?.because).toBe('authority: new has no rank');
  });

  it('is taken from the attribute, else from its group, else from the default of the system file', () => {
    const table = authorityTable(supplierRules().attributes, [
      {
        system: 'erp',
        authority: {
          default: { rank: 5 },
          groups: { address: { rank: 3 } },
          attributes: { city: { rank: 'never' } },
        },
      },
    ]);
    const of = (attribute: string) => table.get('erp')?.get(attribute)?.rank;
    expect([of('legalName'), of('zip'), of('city')]).toEqual([5, 3, 'never']);
  });
});

describe('strategies', () => {
  const old = { effectiveAt: '2020-01-01', recordedAt: '2026-06-30T00:00:00Z' };
  const fresh = { effectiveAt: '2026-05-01', recordedAt: '2026-05-02T00:00:00Z' };
  const cases: readonly [
    string,
    readonly Strategy[],
    readonly ContributorRecord[],
    AttributeValue,
    string,
  ][] = [
    [
      'recency goes by business time, not by arrival',
      [{ by: 'recency' }],
      [contributor('a:1', { legalName: 'Old' }, old), contributor('b:1', { legalName: 'New' }, fresh)],
      'New',
      'recency: newest (2026-05-01)',
    ],
    [
      'recency puts a record without business time last, whenever it arrived',
      [{ by: 'recency' }],
      [
        contributor('a:1', { legalName: 'Undated' }, { effectiveAt: null, recordedAt: NOW }),
        contributor('b:1', { legalName: 'Dated' }, old),
      ],
      'Dated',
      'recency: newest (2020-01-01)',
    ],
    [
      'oldest keeps what was said first',
      [{ by: 'oldest' }],
      [contributor('a:1', { legalName: 'Old' }, old), contributor('b:1', { legalName: 'New' }, fresh)],
      'Old',
      'oldest: oldest (2020-01-01)',
    ],
    [
      'sourceOrder takes the listed systems in order',
      [{ by: 'sourceOrder', order: ['vms', 'erp'] }],
      [contributor('erp:1', { legalName: 'E' }), contributor('vms:1', { legalName: 'V' })],
      'V',
      'sourceOrder: number 1 in the list',
    ],
    [
      'frequency counts systems before records, by key',
      [{ by: 'frequency' }],
      [
        contributor('a:1', { legalName: 'Gartner' }),
        contributor('a:2', { legalName: 'Gartner' }),
        contributor('a:3', { legalName: 'Gartner' }),
        contributor('b:1', { legalName: 'Gartner Inc' }),
        contributor('c:1', { legalName: 'GARTNER  INC' }),
      ],
      'Gartner Inc',
      'frequency: said by 2 of 5 records in 2 systems',
    ],
    [
      'completeness prefers the record with most attributes for scalars',
      [{ by: 'completeness' }],
      [
        contributor('a:1', { legalName: 'Sparse' }),
        contributor('b:1', { legalName: 'Full', website: 'x.example', phone: '+13125550101' }),
      ],
      'Full',
      'completeness: 3 attributes filled',
    ],
    [
      'longest prefers the value with most text',
      [{ by: 'longest' }],
      [contributor('a:1', { legalName: 'Meridian' }), contributor('b:1', { legalName: 'Meridian Surgical' })],
      'Meridian Surgical',
      'longest: longest value',
    ],
    [
      'valuePriority takes the listed values in order',
      [{ by: 'valuePriority', order: ['INDIVIDUAL', 'ORGANISATION'] }],
      [contributor('a:1', { legalName: 'ORGANISATION' }), contributor('b:1', { legalName: 'OTHER' })],
      'ORGANISATION',
      'valuePriority: number 2 in the list',
    ],
    [
      'a later strategy breaks the tie of an earlier one',
      [{ by: 'authority' }, { by: 'recency' }],
      [
        contributor('erp:1', { legalName: 'Old' }, old),
        contributor('erp:2', { legalName: 'New' }, fresh),
        contributor('vms:1', { legalName: 'Newest' }, { effectiveAt: '2026-06-01' }),
      ],
      'New',
      'authority: erp ranks 1, then recency: newest (2026-05-01)',
    ],
    [
      'what all strategies leave tied goes by system, then key',
      [{ by: 'authority' }],
      [contributor('erp:2', { legalName: 'Second' }), contributor('erp:1', { legalName: 'First' })],
      'First',
      'tie: first by system and source key',
    ],
  ];
  it.each(cases)('%s', (_title, strategies, contributors, value, reason) => {
    expect(surviveName(strategies, contributors)).toMatchObject({ value, why: { reason } });
  });

  it('min and max compare decimals by amount, not by text', () => {
    const records = [
      contributor('a:1', { creditLimit: '9.50' }),
      contributor('b:1', { creditLimit: '10.0' }),
    ];
    const limit = (by: 'min' | 'max') =>
      survive(records, supplierRulesWith('creditLimit', [{ by }])).attributes['creditLimit'];
    expect([limit('min'), limit('max')]).toEqual(['9.50', '10.0']);
  });

  it('says so when all sources agree, whichever form of the value survives', () => {
    const { why } = surviveName(
      [{ by: 'authority' }],
      [
        contributor('erp:1', { legalName: 'Gartner Inc' }),
        contributor('vms:1', { legalName: 'GARTNER INC' }),
      ],
    );
    expect(why).toMatchObject({
      decidedBy: 'agreement',
      reason: 'all 2 sources agree',
      losers: [{ agrees: true }],
    });
  });

  it('counts what has one key of the standardizer as the same', () => {
    const { why } = surviveName(
      [{ by: 'frequency' }],
      [contributor('a:1', { legalName: 'A & B, Inc.' }), contributor('b:1', { legalName: 'A and B Inc' })],
    );
    expect(why?.decidedBy).toBe('agreement');
  });
});

describe('follow', () => {
  const follow = (strategies: readonly Strategy[]) => supplierRulesWith('phone', strategies);
  const erp = contributor('erp:1', { legalName: 'Meridian', website: 'erp.example' });
  const vms = contributor('vms:1', { legalName: 'Meridian Surg', phone: '+13125550101' });

  it('takes the value of the record that won the other attribute', () => {
    const withPhone = contributor('erp:1', { legalName: 'Meridian', phone: '+13125550199' });
    const { attributes, provenance } = survive(
      [withPhone, vms],
      follow([{ by: 'follow', attribute: 'legalName' }]),
    );
    expect(attributes['phone']).toBe('+13125550199');
    expect(provenance['phone']?.reason).toBe('follow: its record won legalName');
  });

  it('leaves the attribute empty when its leader has none and nothing else may decide', () => {
    const { attributes, provenance } = survive(
      [erp, vms],
      follow([{ by: 'follow', attribute: 'legalName' }]),
    );
    expect(attributes).not.toHaveProperty('phone');
    expect(provenance['phone']?.losers[0]?.because).toBe('follow: another record won legalName');
  });

  it('falls back to the next strategy when its leader has none', () => {
    const rules = follow([{ by: 'follow', attribute: 'legalName' }, { by: 'recency' }]);
    expect(survive([erp, vms], rules).attributes['phone']).toBe('+13125550101');
  });

  it('follows a group through any of its attributes', () => {
    const { attributes } = survive(
      [
        contributor('erp:1', { street: '1 Main St', city: 'Chicago', zip: '60601', phone: '+13125550101' }),
        contributor('vms:1', { city: 'Chicago', phone: '+13125550102' }),
      ],
      follow([{ by: 'follow', attribute: 'zip' }]),
    );
    expect(attributes['phone']).toBe('+13125550101');
  });

  it('ends, without deciding, when rules follow each other in a circle', () => {
    const rules = supplierRulesWith('phone', [{ by: 'follow', attribute: 'website' }, { by: 'recency' }]);
    const circle = {
      ...rules,
      survivorship: {
        ...rules.survivorship,
        attributes: {
          ...rules.survivorship.attributes,
          website: [{ by: 'follow' as const, attribute: 'phone' }],
        },
      },
    };
    expect(() => survive([erp, vms], circle)).not.toThrow();
  });
});

describe('atomic groups', () => {
  it('never mix the rows of two records', () => {
    const { attributes, provenance } = survive([
      contributor('erp:1', { street: '1 Main St', city: 'Chicago' }),
      contributor('vms:1', { street: 'PO Box 9', city: 'Gary', zip: '46402' }),
    ]);
    expect(attributes).toEqual({ street: 'PO Box 9', city: 'Gary', zip: '46402' });
    expect(provenance['street']).toMatchObject({ group: 'address', winner: { recordId: 'vms:1' } });
    expect(provenance['zip']?.losers).toEqual([]);
  });

  it('leave an attribute empty that the winning row lacks, and show the others', () => {
    const { attributes, provenance } = survive([
      contributor('erp:1', { street: '1 Main St', city: 'Chicago' }),
      contributor('vms:1', { zip: '46402' }),
    ]);
    expect(attributes).not.toHaveProperty('zip');
    expect(provenance['zip']?.losers).toMatchObject([
      { value: '46402', because: 'completeness: 1 fields filled' },
    ]);
  });
});

describe('aggregate', () => {
  it('joins the lists of all sources, folds same elements and names every contributor', () => {
    const { attributes, provenance } = survive([
      contributor('vms:1', { taxIds: [{ type: 'EIN', value: '84-2917306', primary: true }] }),
      contributor('erp:1', {
        taxIds: [
          { type: 'EIN', value: '84-2917306' },
          { type: 'VAT', value: 'DE136695976' },
        ],
      }),
    ]);
    expect(attributes['taxIds']).toEqual([
      { type: 'EIN', value: '84-2917306' },
      { type: 'VAT', value: 'DE136695976' },
    ]);
    expect(provenance['taxIds']?.reason).toBe('aggregate: 2 from 2 records');
    expect(provenance['taxIds']?.elements?.map(each => each.contributors.map(one => one.recordId))).toEqual([
      ['erp:1', 'vms:1'],
      ['erp:1'],
    ]);
    expect(provenance['taxIds']?.losers).toMatchObject([
      { source: { recordId: 'vms:1' }, because: 'authority: vms ranks 2' },
    ]);
  });

  it('counts a source that lists an element twice once', () => {
    const { attributes, provenance } = survive([contributor('erp:1', { aliases: ['Meridian', 'MERIDIAN'] })]);
    expect(attributes['aliases']).toEqual(['Meridian']);
    expect(provenance['aliases']?.elements?.[0]?.contributors).toHaveLength(1);
  });

  it('leaves out what systems say that may never decide the attribute', () => {
    const { attributes } = survive([
      contributor('erp:1', { aliases: ['Meridian'] }),
      contributor('ehr:1', { aliases: ['MSS'] }),
    ]);
    expect(attributes['aliases']).toEqual(['Meridian']);
  });
});

describe('trust', () => {
  const trust = (max: number, min: number, decayDays?: number): AttributeAuthority => ({
    rank: 1,
    trust: { max, min, decay: 'linear', ...(decayDays === undefined ? {} : { decayDays }) },
  });
  const table = new Map([
    ['portal', new Map([['legalName', trust(90, 10, 100)]])],
    ['erp', new Map([['legalName', trust(60, 60)]])],
    [
      'safe',
      new Map([
        ['legalName', { rank: 1, trust: { max: 80, min: 20, decay: 'linear' as const, reserveMin: true } }],
      ]),
    ],
  ]);
  const rules = {
    ...supplierRulesWith('legalName', [{ by: 'trust' }]),
    quality: { rules: [], faults: { NAME_DUMMY: { downgrade: 100 }, NAME_SHORT: { downgrade: 50 } } },
  };
  const fault = (code: string) =>
    [{ code, severity: 'warning', message: 'x', attribute: 'legalName' }] as const;
  const chosen = (contributors: readonly ContributorRecord[], now = NOW) =>
    chooseSurvivors(rules, contributors, table, [], now).attributes['legalName'];

  it('decays with age until a steadier system overtakes', () => {
    const records = [
      contributor('portal:1', { legalName: 'Portal' }, { effectiveAt: '2026-01-01' }),
      contributor('erp:1', { legalName: 'ERP' }, { effectiveAt: '2020-01-01' }),
    ];
    expect(chosen(records, '2026-01-20T00:00:00Z')).toBe('Portal');
    expect(chosen(records, '2026-03-20T00:00:00Z')).toBe('ERP');
  });

  it('is lowered by failed validation', () => {
    const records = [
      contributor('portal:1', { legalName: 'Portal' }, { effectiveAt: NOW, faults: fault('NAME_SHORT') }),
      contributor('erp:1', { legalName: 'ERP' }),
    ];
    expect(chosen(records)).toBe('ERP');
  });

  it('keeps a value from surviving even alone when validation takes all of it, unless a minimum is reserved', () => {
    expect(
      chosen([contributor('erp:1', { legalName: 'TEST' }, { faults: fault('NAME_DUMMY') })]),
    ).toBeUndefined();
    expect(chosen([contributor('safe:1', { legalName: 'TEST' }, { faults: fault('NAME_DUMMY') })])).toBe(
      'TEST',
    );
  });
});

describe('pins', () => {
  const pin: Pin = {
    attribute: 'legalName',
    value: 'Meridian Surgical Supply LLC',
    reason: 'W-9 of June',
    by: 'steward-1',
    at: '2026-06-01T00:00:00Z',
    until: '2026-12-31T00:00:00Z',
  };
  const erp = contributor('erp:1', { legalName: 'Meridian' });

  it('win over every source while they last, and show what they cover', () => {
    const { attributes, provenance, reviewAt } = survive([erp], supplierRules(), [pin]);
    expect(attributes['legalName']).toBe('Meridian Surgical Supply LLC');
    expect(provenance['legalName']).toMatchObject({
      decidedBy: 'pin',
      pin: { by: 'steward-1', reason: 'W-9 of June', until: '2026-12-31T00:00:00Z' },
      losers: [
        { value: 'Meridian', because: 'pin: would survive without it (the only source with a value)' },
      ],
    });
    expect(reviewAt).toBe('2026-12-31T00:00:00.000Z');
  });

  it('stop counting at the instant they expire', () => {
    const at = (now: string) =>
      chooseSurvivors(supplierRules(), [erp], AUTHORITY, [pin], now).attributes['legalName'];
    expect(at('2026-12-30T23:59:59Z')).toBe('Meridian Surgical Supply LLC');
    expect(at('2026-12-31T00:00:00Z')).toBe('Meridian');
  });

  it('can say that a record has no value at all', () => {
    expect(survive([erp], supplierRules(), [{ ...pin, value: null }]).attributes).not.toHaveProperty(
      'legalName',
    );
  });

  it('do not change which record other attributes follow', () => {
    const rules = supplierRulesWith('phone', [{ by: 'follow', attribute: 'legalName' }]);
    const withPhone = contributor('erp:1', { legalName: 'Meridian', phone: '+13125550101' });
    expect(survive([withPhone], rules, [pin]).attributes['phone']).toBe('+13125550101');
  });
});

describe('deleted source records', () => {
  it('contribute nothing but stay visible', () => {
    const { attributes, provenance } = survive([
      contributor('erp:1', { legalName: 'Gone' }, { deleted: true }),
      contributor('vms:1', { legalName: 'Here' }),
    ]);
    expect(attributes['legalName']).toBe('Here');
    expect(provenance['legalName']?.losers).toMatchObject([
      { source: { recordId: 'erp:1', deleted: true }, because: 'deleted in erp' },
    ]);
  });

  it('keep the last known values readable when none is left', () => {
    const { attributes } = survive([contributor('erp:1', { legalName: 'Gone' }, { deleted: true })]);
    expect(attributes['legalName']).toBe('Gone');
  });
});

describe('every golden record', () => {
  const word = fc.constantFrom('Meridian', 'MERIDIAN', 'Halvorsen', 'Halvorsen Medical', '', '  ');
  const strategy: fc.Arbitrary<Strategy> = fc.constantFrom<Strategy>(
    { by: 'authority' },
    { by: 'recency' },
    { by: 'oldest' },
    { by: 'frequency' },
    { by: 'completeness' },
    { by: 'longest' },
    { by: 'min' },
    { by: 'max' },
    { by: 'trust' },
    { by: 'follow', attribute: 'website' },
    { by: 'sourceOrder', order: ['vms'] },
    { by: 'valuePriority', order: ['Halvorsen'] },
    { by: 'aggregate' },
  );
  const record = fc.record({
    system: fc.constantFrom('erp', 'vms', 'ehr', 'new'),
    key: fc.stringMatching(/^[0-9]{1,2}$/),
    attributes: fc.record(
      {
        legalName: word,
        website: word,
        street: word,
        zip: word,
        aliases: fc.array(word, { maxLength: 3 }),
        taxIds: fc.array(fc.record({ type: fc.constantFrom('EIN', 'VAT'), value: word }), { maxLength: 3 }),
      },
      { requiredKeys: [] },
    ),
    effectiveAt: fc.constantFrom(null, '2025-01-01', '2026-01-01T10:00:00Z', '2026-02-01'),
    deleted: fc.boolean(),
  });
  const records = fc
    .uniqueArray(record, { selector: each => `${each.system}:${each.key}`, maxLength: 6 })
    .map(list =>
      list.map(each =>
        contributor(`${each.system}:${each.key}`, JSON.parse(JSON.stringify(each.attributes)), {
          effectiveAt: each.effectiveAt,
          deleted: each.deleted,
        }),
      ),
    );

  it('is the same, byte for byte, in whatever order its contributors come', () => {
    fc.assert(
      fc.property(
        records.chain(list =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        fc.array(strategy, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('legalName', 'aliases', 'taxIds', 'phone'),
        ([given, shuffled], strategies, attribute) => {
          const rules = supplierRulesWith(attribute, strategies);
          expect(JSON.stringify(survive(shuffled, rules))).toBe(JSON.stringify(survive(given, rules)));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('holds only values that one of its sources has, and explains each of them', () => {
    fc.assert(
      fc.property(records, strategy, (given, first) => {
        const rules = supplierRulesWith('legalName', [first, { by: 'recency' }]);
        const { attributes, provenance } = survive(given, rules);
        for (const [name, value] of Object.entries(attributes)) {
          const said = given.flatMap(each => {
            const own = each.attributes[name];
            return Array.isArray(own) ? own : [own];
          });
          const texts = new Set(said.map(each => canonicalJson(each ?? null)));
          const values: readonly unknown[] = Array.isArray(value) ? value : [value];
          for (const each of values) expect(texts).toContain(canonicalJson(each));
          expect(provenance[name]?.reason).toBeTruthy();
        }
      }),
      { numRuns: 300 },
    );
  });
});
