import { describe, expect, it } from 'vitest';
import type { IdentifierRule, MatchRules } from '../rules/index.js';
import { chooseQuestions } from './choose-questions.js';
import type { EvidencePattern } from './count-patterns.js';
import { evidenceColumns, withWeights } from './evidence-columns.js';
import { refineWeights, type RefinedLevel, type RefinedWeights } from './refine-weights.js';

function identifier(name: string, weight: number, more: Partial<IdentifierRule> = {}): IdentifierRule {
  return { name, label: name, feature: name, role: 'strong', conflict: 'weight', conflictWeight: -2, weight, maxSharing: 9, ...more };
} // prettier-ignore

const RULES: MatchRules = {
  features: [],
  blocking: [],
  identifiers: [identifier('taxId', 10), identifier('phone', 6)],
  comparisons: [
    {
      name: 'name',
      label: 'name',
      feature: 'name',
      comparator: 'exact',
      levels: [
        { name: 'same', label: 'same name', atLeast: 1, weight: 8 },
        { name: 'near', label: 'near name', atLeast: 0.8, weight: 4 },
        { name: 'other', label: 'other name', weight: -6 },
      ],
    },
  ],
  vetoes: [],
  decision: { same: 8, review: 3, require: [], margin: 3, prior: -4 },
  blockSizeMax: 100,
};
const COLUMNS = evidenceColumns(RULES);
const NO_CHANCE = {
  pairs: 0,
  sampled: 0,
  counts: COLUMNS.map(({ levels }) => new Float64Array(levels.length)),
};

/** Digits of taxId, phone and name: 0 nothing, 1 the least alike. */
function pattern(
  levels: readonly number[],
  pairs: number,
  more: Partial<EvidencePattern> = {},
): EvidencePattern {
  const all = pairs + (more.judgedSame ?? 0) + (more.judgedOther ?? 0);
  return {
    levels: Uint8Array.from(levels),
    adjustment: 0,
    isForbidden: false,
    pairs,
    judgedSame: 0,
    judgedOther: 0,
    unshared: new Float64Array(levels.length).fill(all),
    ...more,
  };
}

/** Expected counts of independent evidence: shares of true and of other pairs at each level, missing in a tenth. */
function mixture(
  truth: readonly { readonly m: readonly number[]; readonly u: readonly number[] }[],
  { same, other }: { readonly same: number; readonly other: number },
): EvidencePattern[] {
  let patterns: { levels: number[]; same: number; other: number }[] = [{ levels: [], same, other }];
  for (const { m, u } of truth) {
    patterns = patterns.flatMap(each => [
      { levels: [...each.levels, 0], same: each.same / 10, other: each.other / 10 },
      ...m.map((share, level) => ({
        levels: [...each.levels, level + 1],
        same: each.same * 0.9 * share,
        other: each.other * 0.9 * (u[level] ?? 0),
      })),
    ]);
  }
  return patterns.map(each => pattern(each.levels, each.same + each.other));
}

const TRUTH = [
  { m: [0.1, 0.9], u: [0.9995, 0.0005] },
  { m: [0.3, 0.7], u: [0.98, 0.02] },
  { m: [0.1, 0.2, 0.7], u: [0.985, 0.01, 0.005] },
];
const PATTERNS = mixture(TRUTH, { same: 3_000, other: 48_000 });

const level = ({ levels }: RefinedWeights, column: number, place: number): RefinedLevel => {
  const found = levels[column]?.[place];
  if (found === undefined) throw new Error(`no level ${place} of column ${column}`);
  return found;
};

describe('refineWeights', () => {
  it.each([
    {
      start: 'where they belong',
      weights: [
        [-3.3, 10.8],
        [-1.7, 5.1],
        [-3.3, 4.3, 7.1],
      ],
      apart: 0.15,
    },
    {
      start: 'two bits away, and near the start',
      weights: [
        [-1, 8],
        [0, 7],
        [-4, 2, 6],
      ],
      apart: 1.1,
    },
  ])('recovers the shares that pairs were made with when the weights start $start', ({ weights, apart }) => {
    const refined = refineWeights(evidenceColumns(withWeights(RULES, weights)), PATTERNS, NO_CHANCE, -4);
    for (const [column, { m, u }] of TRUTH.entries()) {
      for (const place of m.keys()) {
        const found = level(refined, column, place);
        const weight = Math.log2((m[place] ?? 0) / (u[place] ?? 1));
        expect(Math.abs(found.counted[0] - weight)).toBeLessThan(apart);
        expect(Math.abs(found.weight - weight)).toBeLessThan(Math.abs(found.old - weight) + 0.1);
        expect(Math.abs(found.m - (m[place] ?? 0))).toBeLessThan(0.1);
      }
    }
  });

  it('keeps what counts confirm, and does so when run again on its own outcome', () => {
    const once = refineWeights(COLUMNS, PATTERNS, NO_CHANCE, -4);
    const again = refineWeights(evidenceColumns(withWeights(RULES, once.weights)), PATTERNS, NO_CHANCE, -4);
    for (const [column, weights] of again.weights.entries())
      for (const [place, weight] of weights.entries())
        expect(Math.abs(weight - level(again, column, place).counted[0])).toBeLessThanOrEqual(
          Math.abs((once.weights[column]?.[place] ?? 0) - level(once, column, place).counted[0]) + 0.1,
        );
  });

  it('leaves a weight alone that lies between what pairs in blocks and what all pairs say', () => {
    const unblocked = NO_CHANCE.counts.map(counts =>
      Float64Array.from(counts, (_, place) => (place === 0 ? 1e9 : 0)),
    );
    const between = withWeights(RULES, [[-2, 13], [-2, 9], [-3, 4, 8]]); // prettier-ignore
    const refined = refineWeights(
      evidenceColumns(between),
      PATTERNS,
      { ...NO_CHANCE, counts: unblocked },
      -4,
    );
    const shared = level(refined, 1, 1);
    expect(shared.counted[0]).toBeLessThan(9);
    expect(shared.counted[1]).toBeGreaterThan(9);
    expect(shared).toMatchObject({ old: 9, weight: 9 });
  });

  it('never makes a less alike level better evidence', () => {
    const strange = mixture(
      [
        TRUTH[0] ?? { m: [], u: [] },
        TRUTH[1] ?? { m: [], u: [] },
        { m: [0.1, 0.6, 0.3], u: [0.975, 0.005, 0.02] },
      ],
      { same: 3_000, other: 48_000 },
    );
    const weights = refineWeights(COLUMNS, strange, NO_CHANCE, -4).weights[2] ?? [];
    expect(weights).toEqual([...weights].sort((left, right) => left - right));
  });

  it.each([
    {
      what: 'a column of which nothing is known',
      patterns: PATTERNS.filter(({ levels }) => levels[1] === 0),
      at: [1, 1],
      because: 'one-sided',
    },
    {
      what: 'a column in which all pairs agree',
      patterns: PATTERNS.filter(({ levels }) => levels[1] !== 1),
      at: [1, 1],
      because: 'one-sided',
    },
    {
      what: 'a level with few pairs',
      patterns: PATTERNS.map(each => (each.levels[2] === 2 ? { ...each, pairs: each.pairs / 1e3 } : each)),
      at: [2, 1],
      because: 'few-pairs',
    },
  ])('keeps the weight of $what, and says why', ({ patterns, at: [column = 0, place = 0], because }) => {
    const found = level(refineWeights(COLUMNS, patterns, NO_CHANCE, -4), column, place);
    expect(found).toMatchObject({ weight: found.old, keptBecause: because });
  });

  it('keeps what is set beyond what counts show', () => {
    const hard = withWeights(RULES, [[-2, 10], [-2, 6], [-22, 4, 8]]); // prettier-ignore
    expect(level(refineWeights(evidenceColumns(hard), PATTERNS, NO_CHANCE, -4), 2, 0)).toMatchObject({
      weight: -22,
      keptBecause: 'beyond-counting',
    });
  });

  it('takes pairs under a veto for different, and counts them for the column alone that vetoes', () => {
    const { identifiers } = RULES;
    const vetoing = evidenceColumns({
      ...RULES,
      identifiers: [identifier('taxId', 10, { conflict: 'veto' }), ...identifiers.slice(1)],
    });
    const forbidden = pattern([1, 2, 3], 1_000, { isForbidden: true });
    const without = refineWeights(vetoing, PATTERNS, NO_CHANCE, -4);
    const refined = refineWeights(vetoing, [...PATTERNS, forbidden], NO_CHANCE, -4);
    expect(refined.posterior.at(-1)).toBe(0);
    expect(level(refined, 0, 0).other).toBeCloseTo(level(without, 0, 0).other + 1_000, -1);
    expect(level(refined, 1, 1).other).toBeCloseTo(level(without, 1, 1).other, -1);
  });

  it.each([
    { known: 'because it comes from one attribute', u: [0.9999, 0.0001], half: 6, from: 'number' },
    { known: 'because other pairs agree on both, too', u: [0.97, 0.03], half: 2, from: 'phones' },
  ])(
    'gives evidence that says the same thing twice no more than it is worth, $known',
    ({ u, half, from }) => {
      // Who shares the tax id shares the phone, and the other way round: rules that know it give half to each.
      const twice = mixture([{ m: [0.1, 0.9], u }, TRUTH[2] ?? { m: [], u: [] }], {
        same: 3_000,
        other: 48_000,
      }).map(each => pattern([each.levels[0] ?? 0, each.levels[0] ?? 0, each.levels[1] ?? 0], each.pairs));
      const feature = (name: string, path: string) =>
      ({ name, label: name, from: [path], part: 'key', tokens: false, masked: false }); // prettier-ignore
      const features = [feature('taxId', 'number'), feature('phone', from)];
      const halves = withWeights({ ...RULES, features }, [[-2, half], [-2, half], [-6, 4, 8]]); // prettier-ignore
      const refined = refineWeights(evidenceColumns(halves), twice, NO_CHANCE, -4);
      const [taxId, phone] = [level(refined, 0, 1), level(refined, 1, 1)];
      expect(taxId.counted[0]).toBeGreaterThan(4);
      const worth = Math.max(2 * half, taxId.counted[0]);
      expect(taxId.weight + phone.weight).toBeLessThan(worth + 0.2);
      expect(level(refined, 0, 0).weight + level(refined, 1, 0).weight).toBeGreaterThanOrEqual(-4);
      const unlimited = refineWeights(evidenceColumns({ ...halves, features: [] }), twice, NO_CHANCE, -4);
      if (from === 'number')
        expect(level(unlimited, 0, 1).weight + level(unlimited, 1, 1).weight).toBeGreaterThan(worth + 2);
    },
  );

  it('learns from judgements: answers on one pattern move the weights that it has, in the direction of the answers', () => {
    const answered = (judged: Partial<EvidencePattern>): number => {
      const patterns = PATTERNS.map(each =>
        each.levels.join() === '1,2,2' ? pattern([1, 2, 2], 400, judged) : each,
      );
      return level(refineWeights(COLUMNS, patterns, NO_CHANCE, -4), 2, 1).weight;
    };
    expect(answered({ judgedOther: 40 })).toBeLessThan(answered({}));
    expect(answered({ judgedSame: 40 })).toBeGreaterThan(answered({}));
  });
});

describe('chooseQuestions', () => {
  const patterns = [
    pattern([2, 2, 3], 500),
    pattern([1, 1, 1], 50_000),
    pattern([0, 2, 2], 40),
    pattern([0, 0, 2], 3),
    pattern([2, 0, 2], 30, { isForbidden: true }),
  ];
  const pairs = patterns.flatMap((each, number) =>
    Array.from({ length: Math.min(each.pairs, 20) }, (_, place): readonly [string, string] => [
      String(1_000 * number + 2 * place),
      String(1_000 * number + 2 * place + 1),
    ]),
  );
  const patternOf = Int32Array.from(pairs, ([left]) => Math.floor(Number(left) / 1_000));
  const refined = {
    ...refineWeights(COLUMNS, patterns, NO_CHANCE, -4),
    posterior: Float64Array.of(0.99999, 0.0001, 0.5, 0.6, 0),
  };
  const training = {
    refined,
    patterns,
    patternOf,
    chance: NO_CHANCE,
    judged: new Map(),
    judgementsUnused: 0,
  };
  const ask = (count: number, judged = new Map<string, 'same' | 'other'>()) =>
    chooseQuestions({ ...training, judged }, pairs, { decision: RULES.decision, count });

  it('asks where the machine is torn and many pairs compare alike, before what it is sure of', () => {
    expect(ask(1)).toMatchObject([{ pattern: 2, alike: 40, probability: 0.5 }]);
    expect(ask(30).map(each => each.pattern)).toContain(3);
  });

  it('asks about different kinds of pairs, never twice about one, and never where the machine is sure or a veto has decided', () => {
    const questions = ask(50);
    expect(new Set(questions.map(({ pattern: number }) => number))).toEqual(new Set([2, 3]));
    expect(new Set(questions.map(({ left, right }) => `${left} ${right}`)).size).toBe(questions.length);
  });

  it('leaves out what is judged', () => {
    const [first] = ask(1);
    const judged = new Map([[`${first?.left} ${first?.right}`, 'same' as const]]);
    expect(ask(50, judged).map(({ left }) => left)).not.toContain(first?.left);
  });
});
