import { describe, expect, it } from 'vitest';
import { Pairs } from '../blocking/pairs.js';
import { measureResult } from '../decide-pairs.js';
import { dedupeTable } from '../dedupe-table.js';
import { fieldOf } from '../fields/field.js';
import { comparisonOf } from '../levels/comparison-levels.js';
import { WordVectors } from '../levels/word-vectors.js';
import { canonicalTable, type Table } from '../table/table.js';
import { parseDelimited } from '../table/parse-delimited.js';
import { learnFromHalves } from './learn-from-halves.js';
import { groupsOfWords } from './word-groups.js';
import { comparedInHalves, HALF_LEVELS } from './text-halves.js';

/** Random words that stay the same from run to run. */
function invent(seed: number): { readonly next: (below: number) => number; readonly word: () => string } {
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const syllable = (): string => 'bdfgklmnprstv'[next(13)]! + 'aeiou'[next(5)]!;
  return { next, word: () => syllable() + syllable() + syllable() };
}

const { next, word } = invent(5);
const pick = (from: readonly string[]): string => from[next(from.length)]!;
const saints = Array.from({ length: 80 }, word);
const towns = Array.from({ length: 120 }, word);
const units = Array.from({ length: 40 }, word);
const kinds = ['general hospital', 'memorial hospital', 'medical center', 'clinic', 'health system'];
const institutions = Array.from({ length: 150 }, () => `${pick(saints)} ${pick(towns)} ${pick(kinds)}`);

/** How publications name the institution: with a unit before it, without its kind, with what follows an address. */
function written(institution: string): string {
  const [saint = '', town = '', ...kind] = institution.split(' ');
  const name = next(4) === 0 ? `${saint} ${kind.join(' ')}` : `${saint} ${town} ${kind.join(' ')}`;
  const unit = next(2) === 0 ? `department of ${pick(units)} ` : '';
  return `${unit}${name}${next(3) === 0 ? ` ${town} ${pick(units)}` : ''}`;
}

function listOf(texts: readonly string[]): Table {
  const { columns, rows } = parseDelimited(new TextEncoder().encode(['name', ...texts].join('\n')));
  return canonicalTable({
    rows,
    columns,
    recordIds: texts.map((_, row) => `r${row}`),
    sourceOf: new Uint16Array(rows),
    sources: ['list'],
  });
}

describe('one list of texts', () => {
  it('has many records of each thing found, which fill the levels that chance was read off', () => {
    const whose = institutions.flatMap(name => Array.from({ length: 12 }, () => name));
    const table = listOf(whose.map(written));
    const truth = new Map(whose.map((name, row) => [`r${row}`, name]));
    const { pairwise } = measureResult(table, dedupeTable(table, { acrossOnly: false }), truth, false);
    expect(pairwise.precision).toBeGreaterThanOrEqual(0.9);
    expect(pairwise.recall).toBeGreaterThanOrEqual(0.7);
  });

  it('has hardly anything linked where each thing stands once', () => {
    const { clusterOf } = dedupeTable(listOf([...new Set(institutions)]), { acrossOnly: false });
    expect(clusterOf.filter((cluster, row) => cluster !== row).length).toBeLessThanOrEqual(5);
  });
});

describe('texts in halves', () => {
  const column = parseDelimited(new TextEncoder().encode('name\nmercy general\nmercy memorial\ngrace\n'))
    .columns[0]!;
  const field = fieldOf(column, 'phrase');
  const vectors = new WordVectors(field);
  const idOf = (row: number): number => field.ids[row]!;

  it('compare by the words of one half, and not at all where one has none', () => {
    const first = Uint8Array.from(vectors.words, each => (each.toLowerCase() === 'mercy' ? 0 : 1));
    expect(vectors.similarityWithin(idOf(0), idOf(1), first, 0)).toBeCloseTo(1, 12);
    expect(vectors.similarityWithin(idOf(0), idOf(1), first, 1)).toBe(0);
    expect(vectors.similarityWithin(idOf(0), idOf(2), first, 0)).toBeUndefined();
  });

  it('compare as whole texts do where all words are in one half', () => {
    const all = new Uint8Array(vectors.words.length);
    expect(vectors.similarityWithin(idOf(0), idOf(1), all, 0)).toBeCloseTo(
      vectors.similarity(idOf(0), idOf(1)),
      12,
    );
  });

  it('leave out pairs of which one has a single word', () => {
    const scope = { rows: 3, sourceOf: new Uint16Array(3), acrossOnly: false };
    const pairs = { left: Int32Array.of(0, 0), right: Int32Array.of(1, 2), count: 2 };
    for (const { cells, found } of comparedInHalves(field, scope, pairs)) {
      expect(cells[1]).toBe(-1);
      expect(found).toHaveLength(HALF_LEVELS ** 2);
      expect(found.reduce((sum, count) => sum + count, 0)).toBe(cells[0] === -1 ? 0 : 1);
    }
  });
});

describe('a list of single words', () => {
  it('is learned otherwise, however alike its words are', () => {
    const field = fieldOf(listOf(['mercy', 'mercy', 'grace', 'hope']).columns[0]!, 'phrase');
    const none = {
      patternOf: new Int32Array(2),
      counts: new Float64Array(0),
      levels: new Uint8Array(0),
      patterns: 0,
    };
    const pairs = new Pairs();
    pairs.add(0, 1);
    pairs.add(0, 2);
    const scope = { rows: 4, sourceOf: new Uint16Array(4), acrossOnly: false };
    const compared = { field, comparison: comparisonOf(field) };
    expect(
      learnFromHalves({ field: compared, scope, allPairs: 6, pairs, patterns: none, random: none }),
    ).toBeUndefined();
  });
});

describe('words that go together', () => {
  const texts = [
    ...Array.from({ length: 12 }, () => `${word()} early learning center`),
    ...Array.from({ length: 30 }, () => `${word()} center`),
  ];
  const field = fieldOf(listOf(texts).columns[0]!, 'phrase');
  const vectors = new WordVectors(field);
  const groups = groupsOfWords(vectors, field.counts);
  const groupOf = (text: string): string =>
    vectors.words[groups[vectors.words.findIndex(each => each.toLowerCase() === text)]!]!.toLowerCase();

  it('are one group under its most frequent word', () => {
    expect([groupOf('early'), groupOf('learning'), groupOf('center')]).toEqual([
      'center',
      'center',
      'center',
    ]);
  });

  it('are none where words are rare', () => {
    const alone = vectors.words.filter((each, at) => groups[at] === at);
    expect(alone).toHaveLength(vectors.words.length - 2);
  });
});
