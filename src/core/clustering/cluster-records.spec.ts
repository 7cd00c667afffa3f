import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clusterRecords,
  type ClusterInput,
  type ClusterResult,
  type Edge,
  type RecordJudgement,
} from './index.js';

const same = (a: string, b: string, score = 10): Edge => ({
  a,
  b,
  score,
  decision: 'same',
  reason: 'same name',
});
const judged = (a: string, b: string, verdict: RecordJudgement['verdict'], at?: string): RecordJudgement =>
  at === undefined ? { a, b, verdict } : { a, b, verdict, at };
/** Vetoes given as pairs of record ids. */
const vetoing = (...pairs: string[]) => {
  const set = new Set(pairs.flatMap(pair => [pair, Array.from(pair).toReversed().join('')]));
  return (a: string, b: string) => (set.has(a + b) ? `different tax id (${[a, b].sort().join('/')})` : null);
};
const cluster = (input: Partial<ClusterInput>): ClusterResult =>
  clusterRecords({
    records: Array.from('ABCDE'),
    edges: [],
    judgements: [],
    vetoBetween: () => null,
    margin: 3,
    ...input,
  });
const shape = ({ clusters }: ClusterResult): string => clusters.map(records => records.join('')).join(' ');

describe('clusterRecords', () => {
  it('joins records along same edges, and no others', () => {
    const review: Edge = { ...same('C', 'D'), decision: 'review' };
    expect(shape(cluster({ edges: [same('A', 'B'), same('B', 'C'), review] }))).toBe('ABC D E');
  });

  it('does not join a chain whose ends conflict: the record between them stays out and is reported', () => {
    const result = cluster({ edges: [same('A', 'B'), same('B', 'C')], vetoBetween: vetoing('AC') });
    expect(shape(result)).toBe('A B C D E');
    expect(result.conflicts).toEqual([
      {
        kind: 'ambiguous',
        records: ['B'],
        label: 'different tax id (A/C)',
        edges: [same('A', 'B'), same('B', 'C')],
        settled: false,
      },
    ]);
  });

  it('gives the record between them to the cluster that leads by the margin', () => {
    const result = cluster({ edges: [same('A', 'B', 13), same('B', 'C', 10)], vetoBetween: vetoing('AC') });
    expect(shape(result)).toBe('AB C D E');
    expect(result.conflicts).toMatchObject([{ kind: 'veto-bridge', records: ['B', 'C'], settled: true }]);
    expect(
      shape(cluster({ edges: [same('A', 'B', 12.9), same('B', 'C', 10)], vetoBetween: vetoing('AC') })),
    ).toBe('A B C D E');
  });

  it('keeps records that fit two excluding clusters together as one open question', () => {
    const edges = ['AC', 'AD', 'BC', 'BD', 'CD'].map(pair => same(pair.charAt(0), pair.charAt(1)));
    const result = cluster({ edges, vetoBetween: vetoing('AB') });
    expect(shape(result)).toBe('A B CD E');
    expect(result.conflicts).toMatchObject([{ kind: 'ambiguous', records: ['C', 'D'] }]);
  });

  it('does not call a record ambiguous that itself conflicts with the other cluster', () => {
    const edges = [same('A', 'B', 11), same('C', 'D', 20), same('B', 'C', 10)];
    expect(shape(cluster({ edges, vetoBetween: vetoing('BD') }))).toBe('AB CD E');
  });

  it('joins what a person judged the same, without an edge and against a veto', () => {
    const result = cluster({ judgements: [judged('A', 'B', 'same')], vetoBetween: vetoing('AB') });
    expect(shape(result)).toBe('AB C D E');
    expect(result.conflicts).toMatchObject([
      { kind: 'judgement-conflict', label: 'judged the same although different tax id (A/B)', settled: true },
    ]);
  });

  it('never joins what a person judged different, not even through a third record', () => {
    const edges = [same('A', 'B', 20), same('B', 'C', 10)];
    const result = cluster({ edges, judgements: [judged('C', 'A', 'different')] });
    expect(shape(result)).toBe('AB C D E');
  });

  it('keeps a judgement through a re-clustering in which the records moved to larger clusters', () => {
    const edges = [same('A', 'B', 20), same('C', 'D', 20), same('B', 'C', 10)];
    expect(shape(cluster({ edges, judgements: [judged('A', 'D', 'different')] }))).toBe('AB CD E');
  });

  it('lets the later of two contradicting judgements hold, and reports the other', () => {
    const judgements = [
      judged('A', 'B', 'same', '2026-01-01T00:00:00Z'),
      judged('B', 'C', 'same', '2026-01-02T00:00:00Z'),
      judged('A', 'C', 'different', '2026-01-03T00:00:00Z'),
    ];
    const result = cluster({ judgements });
    expect(shape(result)).toBe('A BC D E');
    expect(result.conflicts).toMatchObject([
      { kind: 'judgement-conflict', records: ['A', 'B'], settled: false },
    ]);
  });

  it('assigns one to one where a source holds each thing once, the best pair first', () => {
    const oneToOneSourceOf = (record: string) => ('CD'.includes(record) ? 'GUDID' : null);
    const result = cluster({ edges: [same('A', 'C', 10), same('A', 'D', 11)], oneToOneSourceOf });
    expect(shape(result)).toBe('AD B C E');
    expect(result.conflicts).toEqual([]);
    expect(shape(cluster({ edges: [same('A', 'C'), same('A', 'D')], oneToOneSourceOf }))).toBe('A B C D E');
  });

  it('clusters a component of four thousand records with many conflicts without comparing all with all', () => {
    const records = Array.from({ length: 4000 }, (_, number) => `r${number}`);
    const edges = records.flatMap((record, number) =>
      [1, 2, 3, 7, 50].map(step =>
        same(record, records[(number + step) % 4000] ?? '', 5 + ((number * step) % 20)),
      ),
    );
    const taxId = (record: string) => (Number(record.slice(1)) % 40 === 0 ? record.slice(1, 3) : '');
    let asked = 0;
    const result = clusterRecords({
      records,
      edges,
      judgements: [],
      margin: 3,
      signatureOf: taxId,
      vetoBetween(a, b) {
        asked += 1;
        return taxId(a) && taxId(b) && taxId(a) !== taxId(b) ? 'different tax id' : null;
      },
    });
    expect(result.clusters.flat()).toHaveLength(4000);
    // One question for each of the eight million pairs would be the quadratic way.
    expect(asked).toBeLessThan(records.length);
  });
});

/** Up to nine records a–i with edges, vetoes and judgements at random; scores repeat, so that ties happen. */
const problem = fc
  .record({
    edges: fc.array(fc.tuple(letter(), letter(), fc.integer({ min: 5, max: 12 })), { maxLength: 22 }),
    vetoes: fc.array(fc.tuple(letter(), letter()), { maxLength: 6 }),
    judgements: fc.array(
      fc.tuple(letter(), letter(), fc.constantFrom('same' as const, 'different' as const, 'unsure' as const)),
      { maxLength: 4 },
    ),
    margin: fc.integer({ min: 0, max: 4 }),
  })
  .map(({ edges, vetoes, judgements, margin }) => ({
    records: Array.from('abcdefghi'),
    edges: edges.filter(([a, b]) => a !== b).map(([a, b, score]) => same(a, b, score)),
    vetoBetween: vetoing(...vetoes.filter(([a, b]) => a !== b).map(([a, b]) => a + b)),
    judgements: judgements.filter(([a, b]) => a !== b).map(([a, b, verdict]) => judged(a, b, verdict)),
    margin,
  }));

function letter() {
  return fc.constantFrom(...Array.from('abcdefghi'));
}

const clusterOf = ({ clusters }: ClusterResult, record: string) =>
  clusters.find(records => records.includes(record));

/** The first promise that a result breaks, or `null`: also what the mutants below must trip over. */
function brokenPromise(input: ClusterInput, result: ClusterResult): string | null {
  const reported = new Set(
    result.conflicts
      .filter(({ kind }) => kind === 'judgement-conflict')
      .map(({ records }) => records.join('')),
  );
  const units = clusterRecords({ ...input, edges: [] });
  if (result.clusters.flat().sort().join('') !== input.records.join('')) return 'a record is lost or doubled';
  for (const { a, b, verdict } of input.judgements) {
    const together = clusterOf(result, a) === clusterOf(result, b);
    if (reported.has([a, b].sort().join(''))) continue;
    if (verdict === 'same' && !together) return 'a same judgement is not kept';
    if (verdict === 'different' && together) return 'a different judgement is violated';
  }
  for (const records of result.clusters) {
    for (const a of records) {
      for (const b of records) {
        if (a < b && input.vetoBetween(a, b) !== null && clusterOf(units, a) !== clusterOf(units, b))
          return 'a veto is violated';
      }
    }
  }
  return null;
}

describe('whatever the records, edges, vetoes and judgements', () => {
  it('loses no record, keeps same judgements, and violates neither vetoes nor different judgements', () => {
    fc.assert(
      fc.property(problem, input => {
        expect(brokenPromise(input, clusterRecords(input))).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the same clusters and conflicts in any order of records, edges, judgements and of the two sides of a pair', () => {
    const shuffled = problem.chain(input =>
      fc.record({
        input: fc.constant(input),
        records: fc.shuffledSubarray(input.records, { minLength: input.records.length }),
        edges: fc.shuffledSubarray(input.edges, { minLength: input.edges.length }),
        judgements: fc.shuffledSubarray(input.judgements, { minLength: input.judgements.length }),
        flip: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ input, records, edges, judgements, flip }) => {
        const turned = edges.map(edge => (flip ? { ...edge, a: edge.b, b: edge.a } : edge));
        expect(clusterRecords({ ...input, records, edges: turned, judgements })).toEqual(
          clusterRecords(input),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('changes nothing elsewhere when an unrelated record arrives', () => {
    fc.assert(
      fc.property(problem, input => {
        const before = clusterRecords(input);
        const after = clusterRecords({
          ...input,
          records: ['z1', ...input.records, 'z2'],
          edges: [same('z1', 'z2', 30), ...input.edges],
        });
        expect(after.clusters.filter(records => !records.includes('z1'))).toEqual(before.clusters);
        expect(after.conflicts).toEqual(before.conflicts);
      }),
    );
  });

  it('leaves no record in a cluster whose lead over another fitting, excluded cluster is below the margin', () => {
    fc.assert(
      fc.property(problem, input => {
        const plain = { ...input, judgements: [] };
        const result = clusterRecords(plain);
        const open = new Set(
          result.conflicts.filter(({ kind }) => kind === 'ambiguous').flatMap(({ records }) => records),
        );
        const { edges } = plain;
        for (const record of input.records.filter(name => !open.has(name))) {
          const own = clusterOf(result, record) ?? [];
          const best = new Map<readonly string[], number>();
          for (const { a, b, score } of edges) {
            const other = a === record ? b : b === record ? a : null;
            const at = other === null || open.has(other) ? undefined : clusterOf(result, other);
            if (at) best.set(at, Math.max(best.get(at) ?? -Infinity, score));
          }
          const ownBest = best.get(own);
          if (ownBest === undefined) continue;
          for (const [other, score] of best) {
            if (other === own || other.some(member => input.vetoBetween(member, record) !== null)) continue;
            expect(ownBest - score).toBeGreaterThanOrEqual(input.margin);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each<[string, (input: ClusterInput) => ClusterInput, string]>([
    ['vetoes are not asked', input => ({ ...input, vetoBetween: () => null }), 'a veto is violated'],
    [
      'different judgements are dropped',
      input => ({ ...input, judgements: input.judgements.filter(({ verdict }) => verdict !== 'different') }),
      'a different judgement is violated',
    ],
    [
      'same judgements are dropped',
      input => ({ ...input, judgements: input.judgements.filter(({ verdict }) => verdict !== 'same') }),
      'a same judgement is not kept',
    ],
  ])('would be caught if %s', (_, mutate, promise) => {
    const broken = fc
      .sample(problem, { numRuns: 1000, seed: 7 })
      .map(input => brokenPromise(input, clusterRecords(mutate(input))));
    expect(broken).toContain(promise);
  });
});
