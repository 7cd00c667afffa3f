/** What clustering is given and what it gives back. */

/** What the machine decided about two records. Only `same` edges join clusters. */
export interface Edge {
  readonly a: string;
  readonly b: string;
  /** Bits. */
  readonly score: number;
  readonly decision: 'same' | 'review' | 'different';
  readonly reason: string;
}

/** What a person said about two records. Only `same` and `different` bind. */
export interface RecordJudgement {
  readonly a: string;
  readonly b: string;
  readonly verdict: 'same' | 'different' | 'related' | 'unsure';
  /** ISO instant; of two judgements that cannot both hold the later one does. */
  readonly at?: string;
}

/**
 * What could not be decided, for a person to look at.
 * - `ambiguous`: the records fit several clusters that cannot be one, and stay out of all of them.
 * - `veto-bridge`: an edge says `same`, but the clusters at its ends conflict.
 * - `judgement-conflict`: judgements contradict each other or a veto; the judgement that holds outranks the veto.
 */
export interface ClusterConflict {
  readonly kind: 'veto-bridge' | 'ambiguous' | 'judgement-conflict';
  /** Sorted. For `ambiguous`: the records that stay out; for `judgement-conflict`: the judged pair. */
  readonly records: readonly string[];
  /** What conflicts, in words. */
  readonly label: string;
  /** The `same` edges that the conflict keeps from joining. */
  readonly edges: readonly Edge[];
  /** True when nobody needs to act: the better cluster led by the margin, or a judgement already says so. */
  readonly settled: boolean;
}

/** Everything that clustering depends on. */
export interface ClusterInput {
  readonly records: readonly string[];
  readonly edges: readonly Edge[];
  readonly judgements: readonly RecordJudgement[];
  /** Why two records cannot be one thing whatever their score, or `null`. Symmetric and pure. */
  readonly vetoBetween: (a: string, b: string) => string | null;
  /**
   * Records of equal signature have the same vetoes (their features that vetoes look at are equal). Lets a cluster of
   * thousands be checked by its few distinct signatures. Default: every record has its own.
   */
  readonly signatureOf?: (record: string) => string;
  /** The record's source if that source holds every thing at most once, else `null`: two of its records are never one. */
  readonly oneToOneSourceOf?: (record: string) => string | null;
  /** Bits by which the better of two excluding clusters must lead to take a record (`DecisionRules.margin`). */
  readonly margin: number;
}

/** What is one thing, and what could not be decided. */
export interface ClusterResult {
  /** Every record in exactly one cluster; records and clusters sorted by id. */
  readonly clusters: readonly (readonly string[])[];
  /** Sorted by kind, then records. */
  readonly conflicts: readonly ClusterConflict[];
}
