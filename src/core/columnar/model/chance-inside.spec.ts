import { describe, expect, it } from 'vitest';
import { learnFromInside, type InsideInput } from './chance-inside.js';
import { comparisonOf } from '../levels/comparison-levels.js';
import { measureResult } from '../decide-pairs.js';
import { dedupeTable } from '../dedupe-table.js';
import { fieldOf } from '../fields/field.js';
import { Pairs } from '../blocking/pairs.js';
import { parseDelimited } from '../table/parse-delimited.js';
import { canonicalTable, type Table } from '../table/table.js';

/** Two lists of names, `a` and `b`, of one column. */
function twoLists(a: readonly string[], b: readonly string[]): Table {
  const { columns, rows } = parseDelimited(new TextEncoder().encode(['name', ...a, ...b].join('\n')));
  return canonicalTable({
    rows,
    columns,
    recordIds: Array.from({ length: rows }, (_, row) => (row < a.length ? `a${row}` : `b${row - a.length}`)),
    sourceOf: Uint16Array.from({ length: rows }, (_, row) => (row < a.length ? 0 : 1)),
    sources: ['a', 'b'],
  });
}

describe('two lists of names', () => {
  let state = 3;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const syllable = (): string => 'bdfgklmnprstv'[next(13)]! + 'aeiou'[next(5)]!;
  const word = (): string => syllable() + syllable() + syllable();
  const towns = Array.from({ length: 120 }, word);
  const saints = Array.from({ length: 60 }, word);
  const kinds = ['general hospital', 'memorial hospital', 'medical center', 'clinic', 'health system'];
  const pick = (from: readonly string[]): string => from[next(from.length)]!;
  const names = [
    ...new Set(Array.from({ length: 600 }, () => `${pick(saints)} ${pick(towns)} ${pick(kinds)}`)),
  ];
  const variants = names.slice(0, 200).map((name, at) => {
    const [first = '', second = '', ...kind] = name.split(' ');
    if (at % 3 === 0) return `${second} ${first} ${kind.join(' ')}`;
    return at % 3 === 1 ? `the ${name}` : `${first} ${second.slice(0, -1)} ${kind.join(' ')}`;
  });
  const truth = new Map(
    names.flatMap(
      (_, at) =>
        [[`a${at}`, `t${at}`], ...(at < 200 ? [[`b${at}`, `t${at}`] as const] : [])] as [string, string][],
    ),
  );

  it('are linked where more are alike across the lists than inside them', () => {
    const table = twoLists(names, variants);
    const { pairwise } = measureResult(table, dedupeTable(table, { acrossOnly: true }), truth, true);
    expect(pairwise.precision).toBeGreaterThanOrEqual(0.95);
    expect(pairwise.recall).toBeGreaterThanOrEqual(0.6);
  });

  it('are linked no otherwise where a plan says what is compared and what holds each thing once', () => {
    const table = twoLists(names, variants);
    const { plan, clusterOf } = dedupeTable(table, { acrossOnly: true });
    const { weights: _, ...unlearned } = plan;
    const again = dedupeTable(table, { acrossOnly: true, plan: unlearned });
    expect(plan.oneToOne).not.toEqual([]);
    expect(again.clusterOf).toEqual(clusterOf);
  });

  it('are not linked where as many are alike inside as across', () => {
    const [one, other] = [names.slice(0, 250), names.slice(250, 500)];
    const { clusterOf } = dedupeTable(twoLists(one, other), { acrossOnly: true });
    expect(clusterOf.filter((cluster, row) => cluster !== row).length).toBeLessThanOrEqual(5);
  });
});

describe('learning from pairs inside a list', () => {
  const table = twoLists(['mercy', 'grace', 'hope', 'faith'], ['mercy', 'grace', 'joy', 'peace']);
  const field = fieldOf(table.columns[0]!, 'word');
  const all = new Pairs();
  for (let left = 0; left < table.rows; left++)
    for (let right = left + 1; right < table.rows; right++) all.add(left, right);
  const input: InsideInput = {
    field: { field, comparison: comparisonOf(field) },
    scope: { rows: table.rows, sourceOf: table.sourceOf, acrossOnly: false },
    allPairs: 28,
    pairs: all,
    patterns: patternsOf(all),
    inside: all,
    insidePatterns: patternsOf(all),
    once: new Set([0, 1]),
  };

  /** Each pair has a pattern of its own, whose level says whether the two are equal. */
  function patternsOf({ left, right, count }: Pairs) {
    const levels = Uint8Array.from({ length: count }, (_, pair) =>
      field.ids[left[pair]!] === field.ids[right[pair]!] ? comparisonOf(field).labels.length - 1 : 1,
    );
    const patternOf = Int32Array.from({ length: count }, (_, pair) => pair);
    return { levels, patternOf, counts: new Float64Array(count).fill(1), patterns: count };
  }

  it('counts as true what is above chance, of the pairs that may be true', () => {
    const { matches, prior, u, weights } = learnFromInside(input);
    // Two equal pairs across, none among the twelve inside: half a pair in thirteen.
    expect(u[0]!.at(-1)).toBeCloseTo(0.5 / 13, 6);
    expect(matches).toBeCloseTo(2 - (0.5 / 13) * 16, 6);
    expect(prior).toBeCloseTo(Math.log2(matches / (16 - matches)), 6);
    expect(weights[0]!.at(-1)).toBeGreaterThan(weights[0]![1]!);
  });

  it('does not end at a level that hardly any pair has', () => {
    const top = input.field.comparison.labels.length - 1;
    const rows = 200;
    const pairs = new Pairs();
    const levels: number[] = [];
    const add = (count: number, level: number, isAcross: boolean): void => {
      for (let place = 0; place < count; place++) {
        pairs.add(place, isAcross ? 100 + place : place + 1);
        levels.push(level);
      }
    };
    add(40, top, true);
    // As many as by chance here, and far more below.
    add(6, top - 1, true);
    add(4, top - 1, false);
    add(60, top - 2, true);
    add(10, top - 2, false);
    const patterns = {
      levels: Uint8Array.from(levels),
      patternOf: Int32Array.from(levels, (_, pair) => pair),
      counts: new Float64Array(levels.length).fill(1),
      patterns: levels.length,
    };
    const { matches } = learnFromInside({
      ...input,
      scope: {
        rows,
        sourceOf: Uint16Array.from({ length: rows }, (_, row) => (row < 100 ? 0 : 1)),
        acrossOnly: false,
      },
      allPairs: (rows * (rows - 1)) / 2,
      pairs,
      patterns,
      inside: pairs,
      insidePatterns: patterns,
    });
    expect(matches).toBeGreaterThan(40 + 40);
  });
});
