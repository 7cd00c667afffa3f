/**
 * People's judgements first: records judged the same become one unit before the machine joins anything.
 * Judgements that cannot all hold are reported, and the later one holds; a judgement against a veto holds.
 */
import type { ClusterConflict, RecordJudgement } from './cluster-input.js';
import { compareText } from '../model/index.js';
import type { Component } from './connected-components.js';
import { DisjointSets } from './disjoint-sets.js';
import { pairKey, type RecordIndex } from './record-index.js';

export interface ContractedComponent {
  /** Units of records that people hold to be one thing, in order of their smallest record; most have one record. */
  readonly units: readonly (readonly string[])[];
  readonly conflicts: readonly ClusterConflict[];
}

export function contractJudgements(component: Component, index: RecordIndex): ContractedComponent {
  const { records, judgements } = component;
  const numberOf = new Map(records.map((record, number) => [record, number]));
  const at = (record: string): number => numberOf.get(record) ?? 0;
  const sets = new DisjointSets(records.length);
  const conflicts: ClusterConflict[] = [];
  const held = new Map<string, RecordJudgement>();
  const apart: (readonly [number, number])[] = [];

  for (const judgement of judgements) {
    const key = pairKey(judgement.a, judgement.b);
    const earlier = held.get(key);
    if (earlier !== undefined) {
      if (earlier.verdict !== judgement.verdict) conflicts.push(contradiction(judgement));
      continue;
    }
    const [a, b] = [sets.rootOf(at(judgement.a)), sets.rootOf(at(judgement.b))];
    if (judgement.verdict === 'different') {
      if (a === b) {
        conflicts.push(contradiction(judgement));
        continue;
      }
      index.keepApart(judgement.a, judgement.b);
      apart.push([at(judgement.a), at(judgement.b)]);
    } else if (a !== b) {
      const isApart = apart.some(([left, right]) => joins(sets.rootOf(left), sets.rootOf(right), a, b));
      if (isApart) {
        conflicts.push(contradiction(judgement));
        continue;
      }
      sets.unite(a, b);
    }
    held.set(key, judgement);
    const veto = judgement.verdict === 'same' ? index.vetoOf(judgement.a, judgement.b) : null;
    if (veto !== null) conflicts.push(overruledVeto(judgement, veto));
  }
  return { units: unitsOf(records, sets), conflicts };
}

function joins(left: number, right: number, a: number, b: number): boolean {
  return (left === a && right === b) || (left === b && right === a);
}

function unitsOf(records: readonly string[], sets: DisjointSets): string[][] {
  const units = new Map<number, string[]>();
  for (const [number, record] of records.entries()) {
    const root = sets.rootOf(number);
    const unit = units.get(root);
    if (unit === undefined) units.set(root, [record]);
    else unit.push(record);
  }
  return [...units.values()];
}

function contradiction(judgement: RecordJudgement): ClusterConflict {
  const label =
    judgement.verdict === 'same'
      ? 'judged the same, but another judgement keeps them apart'
      : 'judged different, but other judgements make them one';
  return { ...conflictOf(judgement, label), settled: false };
}

function overruledVeto(judgement: RecordJudgement, veto: string): ClusterConflict {
  return { ...conflictOf(judgement, `judged the same although ${veto}`), settled: true };
}

function conflictOf(judgement: RecordJudgement, label: string) {
  const records = [judgement.a, judgement.b].sort(compareText);
  return { kind: 'judgement-conflict', records, label, edges: [] } as const;
}
