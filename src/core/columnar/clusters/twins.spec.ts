import { describe, expect, it } from 'vitest';
import { dedupeTable } from '../dedupe-table.js';
import { Pairs } from '../blocking/pairs.js';
import { parseDelimited } from '../table/parse-delimited.js';
import { canonicalTable, type Table } from '../table/table.js';
import { sourcesWithTwins } from './twins.js';

describe('sources with twins', () => {
  /** Records 0 to 9 of one source, each with two partners of the other, `second` bits behind each other and `alike` bits as a pair. */
  const found = (second: number, alike: number, partnered = 10, best = 12): readonly number[] => {
    const pairs = new Pairs();
    const scores: number[] = [];
    for (let row = 0; row < partnered; row++) {
      pairs.add(row, 10 + 2 * row);
      pairs.add(row, 11 + 2 * row);
      scores.push(best, best - second);
    }
    const sourceOf = Array.from({ length: 30 }, (_, row) => (row < 10 ? 0 : 1));
    const input = { rows: 30, sourceOf, once: new Set([0, 1]), pairs, scores };
    return [...sourcesWithTwins({ ...input, score: () => alike })];
  };

  it('are those where two partners of a record are as good as each other and as alike', () => {
    expect(found(1, 11)).toEqual([1]);
  });

  it('are not those where one partner is clearly the best, or where the two are less alike than either is like the record', () => {
    expect(found(5, 11)).toEqual([]);
    expect(found(1, 7)).toEqual([]);
  });

  it('may differ by more where there is much to compare, and so much that may be wrong', () => {
    expect(found(20, 40, 10, 60)).toEqual([1]);
    expect(found(25, 40, 10, 60)).toEqual([]);
    expect(found(20, 35, 10, 60)).toEqual([]);
    expect(found(2, 2, 10, 4)).toEqual([1]);
  });

  it('are not found by a few', () => {
    expect(found(1, 11, 4)).toEqual([]);
  });
});

describe('a list in which things come several times, never twice in the same words', () => {
  const WORDS = 'adaptive queries over streaming graphs with bounded memory efficient indexing of spatial data parallel joins in main storage mining frequent patterns from large logs views under updates secure federated search'.split(' '); // prettier-ignore
  const FAMILY = ['halvorson', 'nowak', 'garcia', 'lindqvist', 'okafor', 'petrov', 'dubois', 'tanaka', 'rossi', 'kovacs', 'brandt', 'silva']; // prettier-ignore
  const GIVEN = ['kari', 'john', 'mary', 'robert', 'elena', 'tomas', 'ingrid', 'peter', 'lucia', 'oscar'];
  let state = 11;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
  const pick = (from: readonly string[]): string => from[next(from.length)]!;
  const rows: string[][] = [];
  const truth = new Map<string, string>();
  for (let paper = 0; paper < 300; paper++) {
    const title = Array.from({ length: 6 }, () => pick(WORDS));
    const authors = Array.from({ length: 2 }, () => [pick(GIVEN), pick(FAMILY)] as const);
    const year = String(1980 + next(25));
    const add = (id: string, ...cells: readonly string[]): void => {
      rows.push([id, ...cells]);
      truth.set(id, String(paper));
    };
    add(`a${paper}`, title.join(' '), authors.map(name => name.join(' ')).join(', '), year);
    const initials = authors.map(([given, family]) => `${given[0]} ${family}`).join(', ');
    const slip = next(6);
    for (let copy = 0; copy < paper % 4; copy++) {
      const words = title.map((word, at) => (at === (slip + copy) % 6 ? word.slice(1) : word));
      add(`b${paper}.${copy}`, words.join(' '), initials, copy === 1 ? '' : year);
    }
  }
  const parsed = parseDelimited(
    new TextEncoder().encode(
      [['id', 'title', 'authors', 'year'], ...rows]
        .map(cells => cells.map(cell => `"${cell}"`).join(','))
        .join('\n'),
    ),
  );
  const table: Table = canonicalTable({
    rows: parsed.rows,
    columns: parsed.columns.slice(1),
    recordIds: rows.map(([id]) => id!),
    sourceOf: Uint16Array.from(rows, ([id]) => (id!.startsWith('a') ? 0 : 1)),
    sources: ['bibliography', 'list'],
  });

  it('is not taken to hold each once, so that every copy finds its partner', () => {
    const { clusterOf, plan } = dedupeTable(table, { acrossOnly: true });
    expect(plan.oneToOne).toEqual(['bibliography']);
    const clusterOfPaper = new Map<string, number>();
    for (const [row, id] of table.recordIds.entries())
      if (id.startsWith('a')) clusterOfPaper.set(truth.get(id)!, clusterOf[row]!);
    const copies = [...table.recordIds.entries()].filter(([, id]) => id.startsWith('b'));
    const right = copies.filter(([row, id]) => clusterOf[row] === clusterOfPaper.get(truth.get(id)!));
    expect(right.length / copies.length).toBeGreaterThanOrEqual(0.95);
  });
});
