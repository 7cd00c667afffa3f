import { describe, expect, it } from 'vitest';
import { Frequencies, NO_FREQUENCIES } from '../comparison/index.js';
import { prepareMatching, scorePair } from '../matching/index.js';
import type { Features, MatchRules } from '../rules/index.js';
import { PatternCount } from './count-patterns.js';
import { weightsOf, withWeights } from './evidence-columns.js';
import { scorePattern } from './refine-weights.js';
import { rehearseWeights } from './rehearse-weights.js';
import { trainWeights } from './train-weights.js';

const feature = (name: string) => ({
  name,
  label: name,
  from: [name],
  part: 'key',
  tokens: false,
  masked: false,
});

const RULES: MatchRules = {
  features: ['taxId', 'phone', 'name', 'side'].map(feature),
  blocking: [],
  identifiers: [
    { name: 'taxId', label: 'tax id', feature: 'taxId', role: 'strong', weight: 12, conflict: 'veto', maxSharing: 6 },
    { name: 'phone', label: 'phone', feature: 'phone', role: 'supporting', weight: 6, conflict: 'none', maxSharing: 3 },
  ],
  comparisons: [
    {
      name: 'name',
      label: 'name',
      feature: 'name',
      comparator: 'exact',
      levels: [
        { name: 'same', label: 'same', atLeast: 1, weight: 6, termFrequency: true },
        { name: 'other', label: 'other', weight: -4 },
      ],
    },
  ],
  vetoes: [{ name: 'side', label: 'other sides', feature: 'side', test: 'differs', effect: 'different' }],
  decision: { same: 6, review: 2, require: [], margin: 3, prior: -4 },
  blockSizeMax: 100,
}; // prettier-ignore
const FREQUENCIES = new Frequencies({
  records: 1_000,
  features: { phone: { '1': 3, '2': 9 }, name: { ACME: 40, ZED: 2 } },
});
const MODEL = prepareMatching(RULES, FREQUENCIES);

const RECORDS: readonly Features[] = [
  { taxId: ['7'], phone: ['1'], name: ['ACME'] },
  { taxId: ['7'], phone: ['1'], name: ['ACME'], side: ['LEFT'] },
  { taxId: ['8'], phone: ['2'], name: ['ZED'], side: ['RIGHT'] },
  { phone: ['2'], name: ['ZED'] },
  { name: ['ACME'], phone: ['5'] },
];

describe('PatternCount', () => {
  it('sees of every pair what scoring it sees', () => {
    const count = new PatternCount(MODEL);
    const { columns } = count;
    const weights = weightsOf(columns);
    for (const left of RECORDS) {
      for (const right of RECORDS) {
        const pattern = count.patterns()[count.add(left, right)];
        const { score, comparisons, vetoes } = scorePair(MODEL, left, right);
        expect(pattern === undefined ? NaN : scorePattern(pattern, weights, -4)).toBeCloseTo(score, -0.5);
        expect(
          Array.from(pattern?.levels ?? [], (digit, place) => columns[place]?.levels[digit - 1]?.name),
        ).toEqual(
          comparisons.map(({ level }, place) =>
            columns[place]?.levels.some(({ name }) => name === level) ? level : undefined,
          ),
        );
        expect(pattern?.isForbidden).toBe(vetoes.some(({ effect }) => effect === 'different'));
      }
    }
  });

  it('counts a value that others have, too, by the share that the rules leave it', () => {
    const count = new PatternCount(MODEL);
    const [left = {}, right = {}] = RECORDS;
    const shared = count.patterns()[count.add(left, right)];
    expect(Array.from(shared?.unshared ?? [])).toEqual([1, 0.5, 1]);
  });
});

/** 600 things, each with two records that mostly agree, and neighbours that share a phone by chance. */
function things(): { records: { id: string; features: Features }[]; pairs: [string, string][] } {
  const records = Array.from({ length: 1_200 }, (_, index) => {
    const thing = index >> 1;
    const isSecond = index % 2 === 1;
    return {
      id: String(index + 1),
      features: {
        ...(thing % 3 === 0 ? {} : { taxId: [`T${thing}`] }),
        phone: [isSecond && thing % 5 === 0 ? `Q${index}` : `P${thing % 4 === 0 ? thing + 1 : thing}`],
        name: [isSecond && thing % 4 === 1 ? `OTHER ${index}` : `NAME ${thing}`],
      },
    };
  });
  const pairs = records.flatMap(({ id }, index) =>
    [1, 2, 3, 4, 5].flatMap((step): [string, string][] => {
      const other = records[index + step];
      return other === undefined ? [] : [[id, other.id]];
    }),
  );
  return { records, pairs };
}

describe('trainWeights', () => {
  const { records, pairs } = things();
  const model = prepareMatching(RULES, new Frequencies(NO_FREQUENCIES));

  it('knows the same records in another order by the same weights', () => {
    const forward = trainWeights({ model, records, pairs, judgements: [] });
    const backward = trainWeights({
      model,
      records: records.toReversed(),
      pairs: pairs.toReversed(),
      judgements: [],
    });
    expect(backward.refined.weights).toEqual(forward.refined.weights);
    expect(backward.chance).toEqual(forward.chance);
    expect(forward.refined.weights).not.toEqual(weightsOf(forward.refined.columns));
  });

  it('says how many judgements are on pairs that no block brings together', () => {
    const judgements = [
      { left: '1', right: '2', judgedAs: 'same' as const },
      { left: '1', right: '900', judgedAs: 'other' as const },
    ];
    const trained = trainWeights({ model, records, pairs, judgements });
    expect(trained.judgementsUnused).toBe(1);
    expect(trained.refined.levels.flat().reduce((sum, { judged }) => sum + judged, 0)).toBe(2);
  });

  it('rehearses what other weights would change, with the pairs that change most', () => {
    const lower = prepareMatching(withWeights(RULES, [[0, 3], [0, 3], [-4, 6]]), new Frequencies(NO_FREQUENCIES)); // prettier-ignore
    const rehearsal = rehearseWeights({ before: model, after: lower }, records, pairs, 2);
    expect(rehearsal.pairs).toBe(pairs.length);
    const moved = rehearsal.changes.reduce((sum, change) => sum + change.pairs, 0);
    expect(moved).toBeGreaterThan(0);
    expect(rehearsal.before.same).toBeGreaterThan(rehearsal.after.same);
    expect(rehearsal.changes.every(({ examples }) => examples.length > 0 && examples.length <= 2)).toBe(true);
    expect(rehearseWeights({ before: model, after: model }, records, pairs).changes).toEqual([]);
  });
});
