/** Clusters while they grow, with what is needed to refuse a union quickly: distinct signatures and one-to-one sources. */
import type { Edge } from './cluster-input.js';
import { compareText } from '../model/index.js';
import { DisjointSets } from './disjoint-sets.js';
import type { Obstacle, RecordIndex } from './record-index.js';

/** An edge whose union was refused. `left` and `right` are unit numbers. */
export interface Refusal {
  readonly left: number;
  readonly right: number;
  readonly edge: Edge;
  readonly obstacle: Obstacle;
}

interface Members {
  readonly records: string[];
  units: number;
  /** Signature → one record that has it: enough to ask for vetoes. */
  readonly signatures: Map<string, string>;
  readonly sources: Set<string>;
  /** Records that a person said some member is not. */
  readonly apart: Set<string>;
}

export class ClusterState {
  private readonly sets: DisjointSets;
  private readonly members: Members[];
  private readonly refused = new Map<string, Obstacle>();

  private readonly units: readonly (readonly string[])[];
  private readonly index: RecordIndex;

  constructor(units: readonly (readonly string[])[], index: RecordIndex) {
    this.units = units;
    this.index = index;
    this.sets = new DisjointSets(units.length);
    this.members = units.map(unit => this.newMembers(unit));
  }

  clusterOf(unit: number): number {
    return this.sets.rootOf(unit);
  }

  sizeInUnits(unit: number): number {
    return this.membersOf(this.clusterOf(unit)).units;
  }

  /** Joins the clusters of two units, or says what forbids it. */
  join(left: number, right: number): Obstacle | null {
    const [a, b] = [this.clusterOf(left), this.clusterOf(right)];
    if (a === b) return null;
    // An obstacle between two clusters stays as long as both do; a growing cluster only gains obstacles.
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    const known = this.refused.get(key);
    if (known !== undefined) return known;
    const obstacle = this.obstacleBetween(this.membersOf(a), this.membersOf(b));
    if (obstacle !== null) {
      this.refused.set(key, obstacle);
      return obstacle;
    }
    const root = this.sets.unite(a, b);
    this.absorb(root, root === a ? b : a);
    return null;
  }

  /** Whether the unit, taken alone, could be in the cluster: nothing in the cluster excludes the unit itself. */
  fits(unit: number, cluster: number): boolean {
    return this.obstacleBetween(this.newMembers(this.units[unit] ?? []), this.membersOf(cluster)) === null;
  }

  /** The clusters with their records sorted, in no particular order. */
  clusters(): readonly (readonly string[])[] {
    return this.members
      .filter((_, unit) => this.clusterOf(unit) === unit)
      .map(({ records }) => records.toSorted(compareText));
  }

  private newMembers(unit: readonly string[]): Members {
    const sources = new Set(
      unit.map(record => this.index.oneToOneSourceOf(record)).filter(source => source !== null),
    );
    const signatures = new Map(unit.map(record => [this.index.signatureOf(record), record]));
    const apart = new Set(unit.flatMap(record => [...this.index.judgedDifferentFrom(record)]));
    return { records: [...unit], units: 1, signatures, sources, apart };
  }

  private membersOf(cluster: number): Members {
    return this.members[cluster]!;
  }

  private absorb(root: number, joined: number): void {
    const [into, from] = [this.membersOf(root), this.membersOf(joined)];
    for (const record of from.records) into.records.push(record);
    into.units += from.units;
    for (const [signature, record] of from.signatures) into.signatures.set(signature, record);
    for (const source of from.sources) into.sources.add(source);
    for (const record of from.apart) into.apart.add(record);
  }

  private obstacleBetween(left: Members, right: Members): Obstacle | null {
    if (left.apart.size > 0 && right.records.some(record => left.apart.has(record))) {
      return { kind: 'judgement', label: 'judged different by a person' };
    }
    const veto = this.vetoBetween(left, right);
    if (veto !== null) return { kind: 'veto', label: veto };
    for (const source of left.sources) {
      if (right.sources.has(source)) return { kind: 'one-to-one', label: `${source} holds each thing once` };
    }
    return null;
  }

  private vetoBetween(left: Members, right: Members): string | null {
    // The smallest label of all, so that the words do not depend on who is asked first.
    let first: string | null = null;
    for (const a of left.signatures.values()) {
      for (const b of right.signatures.values()) {
        const veto = this.index.vetoOf(a, b);
        if (veto !== null && (first === null || veto < first)) first = veto;
      }
    }
    return first;
  }
}
