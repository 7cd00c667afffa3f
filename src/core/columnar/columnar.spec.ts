import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterPairs } from './clusters/cluster-pairs.js';
import { profileColumn } from './fields/column-kind.js';
import { Competition } from './model/competition.js';
import { GoldenValues } from './clusters/golden-rows.js';
import { joinWords } from './fields/join-words.js';
import { Members } from './clusters/members.js';
import { bCubedQuality, pairwiseQuality } from './clusters/measure-clusters.js';
import { Pairs } from './blocking/pairs.js';
import { risingWeights } from './model/rising-weights.js';
import { Texts } from './table/texts.js';

const columnOf = (...values: readonly string[]): { name: string; ids: Int32Array; values: Texts } => {
  const distinct = ['', ...new Set(values.filter(value => value !== ''))];
  return {
    name: 'renamed',
    ids: Int32Array.from(values, value => distinct.indexOf(value)),
    values: Texts.from(distinct),
  };
};

describe('column kinds, read from the values', () => {
  it.each([
    ['date', ['19081209', '19990219', '19600210']],
    ['date', ['1/15/2001', '12/31/1999', '7/4/1976']],
    ['email', ['a@b.org', 'kari@x.com', 'not known']],
    ['phone', ['(617) 384-7579', '818-719-9351', '310/246-1501']],
    ['code', ['6988048', '7364009', '2635962']],
    ['code', ['AB-1234', 'CD-5678', 'EF-9012']],
    ['number', ['$399.00', '12.50', '7.99']],
    ['number', ['40.4276640', '-79.9688953', '55.95707']],
    ['number', ['120.2691612', '119.8812345', '120.0001234']],
    ['phone', ['555.1234', '384.7579', '246.1501']],
    ['phone', ['616.5550142', '480.5058800', '310.2461501']],
    ['phone', ['+1.4805058800', '+1.6165550142', '+44.2079460000']],
    ['code', ['15222.0', '15203.0', '15209.0']],
    ['number', ['3.0', '12.0', '7.5']],
    ['word', ['Smith', 'Halvorson', 'Lee']],
    ['organisation', ['Acme Surgical Supply Inc', 'Meridian Medical LLC', 'Northern Light Health']],
    ['address', ['100 Main Street', '12 Harbor Dr', '7 Elm Ave']],
    ['person', ['Robert Smith', 'Halvorson, Kari', 'Mary J. Jones', 'Lee Wong']],
    ['phrase', ['Northlake Hospital', 'Lakeside Clinic', 'Mercy General', 'Johnson Memorial']],
    ['phrase', ['Query planning in joins', 'Views over streams', 'Mining of rules']],
    ['constant', ['US', 'US', 'US']],
    ['blank', ['', '', '']],
  ] as const)('%s', (kind, values) => {
    expect(profileColumn(columnOf(...values)).kind).toBe(kind);
  });

  it('calls few values of many records a category', () => {
    const values = Array.from({ length: 100 }, (_, row) => ['NSW', 'VIC', 'QLD'][row % 3]!);
    expect(profileColumn(columnOf(...values)).kind).toBe('category');
  });
});

describe('clusters', () => {
  const links = (...list: readonly (readonly [number, number, number])[]) => ({
    count: list.length,
    left: list.map(([left]) => left),
    right: list.map(([, right]) => right),
    scores: list.map(([, , score]) => score),
  });
  const options = { rows: 4, threshold: 0, oneToOneSourceOf: () => -1, score: () => -20 };

  it('join what belongs together although one pair is weak', () => {
    const found = clusterPairs(links([0, 1, 12], [0, 2, -3], [1, 2, 8]), options);
    expect([...found]).toEqual([0, 0, 0, 3]);
  });

  it('do not chain two families over one wrong link', () => {
    const found = clusterPairs(links([0, 1, 12], [1, 2, 3], [2, 3, 12]), options);
    expect([...found]).toEqual([0, 0, 2, 2]);
  });

  it('hold one record of a source that holds each thing once', () => {
    const found = clusterPairs(links([0, 2, 9], [1, 2, 8]), {
      ...options,
      oneToOneSourceOf: row => (row < 2 ? 0 : 1),
    });
    expect([...found]).toEqual([0, 1, 0, 3]);
  });

  it('join equal links in the order of their rows', () => {
    const list = [
      [0, 1, 5],
      [0, 3, -9],
      [1, 2, 5],
      [2, 3, 5],
    ] as const;
    expect([...clusterPairs(links(...list), options)]).toEqual([0, 0, 2, 2]);
  });

  it('keep their rows in order however they were joined', () => {
    const joins = fc.array(fc.tuple(fc.nat({ max: 19 }), fc.nat({ max: 19 })), { maxLength: 30 });
    fc.assert(
      fc.property(joins, list => {
        const members = new Members(20);
        let expected = Array.from({ length: 20 }, (_, row) => [row]);
        for (const [left, right] of list) {
          const [a, b] = [members.clusterOf[left]!, members.clusterOf[right]!];
          if (a === b) continue;
          members.join(a, b);
          const joined = expected.filter(rows => rows[0] === a || rows[0] === b).flat();
          expected = expected.filter(rows => rows[0] !== a && rows[0] !== b);
          expected.push(joined.sort((x, y) => x - y));
        }
        for (const rows of expected) {
          expect(members.of(rows[0]!)).toEqual(rows);
          expect(members.sizes[rows[0]!]).toBe(rows.length);
          for (const row of rows) expect(members.clusterOf[row]).toBe(rows[0]);
        }
      }),
    );
  });
});

describe('competition', () => {
  it('leaves a pair without rivals as it is and halves two equal ones', () => {
    const pairs = new Pairs();
    pairs.add(0, 2);
    pairs.add(1, 3);
    pairs.add(1, 4);
    const exclusion = { sourceOf: [0, 0, 1, 1, 1], sources: 2, once: new Set([0, 1]) };
    const [alone, first, second] = new Competition(pairs, 5, exclusion).rescore(Float64Array.of(3, 10, 10));
    expect(alone).toBeCloseTo(3);
    expect(first).toBeCloseTo(0, 1);
    expect(second).toBe(first);
  });

  it('is among partners in a source that holds each thing once, and not among those in one that may hold it twice', () => {
    const pairs = new Pairs();
    pairs.add(0, 2);
    pairs.add(0, 3);
    pairs.add(1, 3);
    const exclusion = { sourceOf: [0, 0, 1, 1], sources: 2, once: new Set([0]) };
    const [twice, first, second] = new Competition(pairs, 4, exclusion).rescore(Float64Array.of(10, 10, 10));
    expect(twice).toBeCloseTo(10);
    expect(first).toBeCloseTo(0, 1);
    expect(second).toBe(first);
  });
});

describe('measures', () => {
  const found = [1, 1, 1, 2, 2];
  const truth = [1, 1, 2, 2, 2];

  it('count pairs', () => {
    expect(pairwiseQuality(found, truth)).toEqual({ precision: 0.5, recall: 0.5, f1: 0.5 });
  });

  it('count records (B-cubed)', () => {
    // Precision: (2/3 + 2/3 + 1/3 + 1 + 1) / 5.
    expect(bCubedQuality(found, truth).precision).toBeCloseTo(11 / 15, 10);
    expect(bCubedQuality(found, truth).recall).toBeCloseTo((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5, 10);
  });

  it('call nothing found where nothing is to find right', () => {
    expect(pairwiseQuality([1, 2], [1, 2]).f1).toBe(1);
  });
});

describe('small parts', () => {
  it('weights never fall as the level rises', () => {
    const weights = risingWeights(
      Float64Array.of(0, 0.1, 0.5, 0.1, 0.3),
      Float64Array.of(0, 0.6, 0.1, 0.2, 0.1),
      5,
    );
    for (let level = 2; level < 5; level++)
      expect(weights[level]!).toBeGreaterThanOrEqual(weights[level - 1]!);
    expect(weights[0]).toBe(0);
  });

  it('joins words that others write as one', () => {
    expect(joinWords(['', 'SONY PS LX350H', 'PSLX350H TURNTABLE'], [0, 1, 1])).toEqual([
      '',
      'SONY PSLX350H',
      'PSLX350H TURNTABLE',
    ]);
  });

  it('takes the commonest value of a cluster, then the longest', () => {
    const column = columnOf('ACME', 'ACME INC', 'ACME', '', 'BOLT', 'BOLT CO');
    const values = new GoldenValues(column);
    const golden = (...rows: readonly number[]): string =>
      column.values.at(values.of(Int32Array.from(rows), 0, rows.length));
    expect(golden(0, 1, 2, 3)).toBe('ACME');
    expect(golden(4, 5)).toBe('BOLT CO');
    expect(golden(3)).toBe('');
    expect(golden(1, 0)).toBe('ACME INC');
  });
});
