/** Records that edges or `same` judgements connect, directly or through others: what happens in one component cannot touch another. */
import type { Edge, RecordJudgement } from './cluster-input.js';
import { DisjointSets } from './disjoint-sets.js';
import type { RecordIndex } from './record-index.js';

export interface Component {
  /** Sorted. */
  readonly records: readonly string[];
  readonly sameEdges: readonly Edge[];
  /** The one that holds first. A `different` judgement across two components binds nothing and is in neither. */
  readonly judgements: readonly RecordJudgement[];
}

/** The components, each with its records, edges and judgements in the order of the index. */
export function connectedComponents(index: RecordIndex): readonly Component[] {
  const numberOf = new Map(index.records.map((record, number) => [record, number]));
  const at = (record: string): number => numberOf.get(record) ?? 0;
  const sets = new DisjointSets(index.records.length);
  for (const edge of index.sameEdges) sets.unite(at(edge.a), at(edge.b));
  for (const judgement of index.judgements) {
    if (judgement.verdict === 'same') sets.unite(at(judgement.a), at(judgement.b));
  }
  const components = new Map<
    number,
    { records: string[]; sameEdges: Edge[]; judgements: RecordJudgement[] }
  >();
  for (const [number, record] of index.records.entries()) {
    const root = sets.rootOf(number);
    const component = components.get(root);
    if (component === undefined) components.set(root, { records: [record], sameEdges: [], judgements: [] });
    else component.records.push(record);
  }
  for (const edge of index.sameEdges) components.get(sets.rootOf(at(edge.a)))?.sameEdges.push(edge);
  for (const judgement of index.judgements) {
    const root = sets.rootOf(at(judgement.a));
    if (root === sets.rootOf(at(judgement.b))) components.get(root)?.judgements.push(judgement);
  }
  return [...components.values()];
}
