/**
 * Decides which records are one thing, given the machine's pairwise decisions and people's judgements. Pairs
 * do not decide alone: a chain A–B–C is not one thing when A and C conflict. Judgements come first, vetoes and
 * `different` judgements are never violated, and a record that fits two clusters which cannot be one is not
 * guessed: it stays out and is reported. For example `NORTHERN MED SUPPLY` without a tax id, alike to two
 * companies of that name with different tax ids, joins neither.
 *
 * The result depends on the set of records, edges and judgements only, never on their order: each connected
 * component is decided by itself, in a total order of its edges.
 */
import { connectedComponents } from './connected-components.js';
import { contractJudgements } from './contract-judgements.js';
import { agglomerate } from './agglomerate.js';
import { RecordIndex } from './record-index.js';
import { compareText } from '../model/index.js';
import type { ClusterConflict, ClusterInput, ClusterResult } from './cluster-input.js';

/** Clusters records. Edges and judgements on records that are not given are left out. */
export function clusterRecords(input: ClusterInput): ClusterResult {
  const index = new RecordIndex(input);
  const clusters: (readonly string[])[] = [];
  const conflicts: ClusterConflict[] = [];
  for (const component of connectedComponents(index)) {
    if (component.records.length === 1) {
      clusters.push(component.records);
      continue;
    }
    const contracted = contractJudgements(component, index);
    const result = agglomerate(contracted.units, component.sameEdges, index);
    clusters.push(...result.clusters);
    conflicts.push(...contracted.conflicts, ...result.conflicts);
  }
  return {
    clusters: clusters.sort((left, right) => compareText(left[0] ?? '', right[0] ?? '')),
    conflicts: conflicts.sort(
      (left, right) =>
        compareText(left.kind, right.kind) ||
        compareText(left.records.join('\u0000'), right.records.join('\u0000')) ||
        compareText(left.label, right.label),
    ),
  };
}
