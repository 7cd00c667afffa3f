import type { Attributes } from '../model/index.js';
import type { RecordJudgement } from '../clustering/index.js';
import type { RuleSet } from '../rules/index.js';
import type { AuthorityTable, ContributorRecord, Pin, Provenance } from '../survivorship/index.js';
import type { ApprovalState } from './split-by-approval.js';
import type { GoldenStatus } from './golden-status.js';

/** Why a source record belongs to a golden record. */
export interface LinkEvidence {
  /** In words: `same tax id, same name`. */
  readonly reason: string;
  /** Bits; absent for links that people made. */
  readonly score?: number;
  /** Who or what made it. */
  readonly by: string;
}

/** Source record → golden record, in system time. Without `until` it is active. */
export interface Link extends LinkEvidence {
  readonly recordId: string;
  readonly goldenId: string;
  /** ISO instants. */
  readonly since: string;
  readonly until?: string;
}

/** What a golden record was when it was merged into another: what it takes to bring it back. */
export interface Absorption {
  readonly status: GoldenStatus;
  /** The links that ended with the merge. */
  readonly links: readonly (LinkEvidence & { readonly recordId: string })[];
}

/** A golden record in one version. */
export interface GoldenSnapshot {
  readonly id: string;
  readonly version: number;
  readonly status: GoldenStatus;
  readonly attributes: Attributes;
  readonly provenance: Provenance;
  /** 0 to 100. */
  readonly qualityScore: number;
  /** Business time (ISO) since which its newest contributor holds. */
  readonly validFrom: string;
  readonly createdAt: string;
  /** ISO instant from which on it must survive anew because time has passed. Absent: never. */
  readonly reviewAt?: string;
  /** Of the rules that it was last worked out by. Absent: not known. */
  readonly ruleVersion?: number;
  /** Only, and always, in status MERGED. It may be merged in turn: redirects are followed to their end. */
  readonly mergedInto?: string;
  /** Only in status MERGED. */
  readonly absorption?: Absorption;
}

/**
 * All that a plan may touch: golden records (merged ones too, where they can come back), every source record linked to
 * them or to be linked, and what people said about either.
 */
export interface Neighbourhood {
  readonly goldens: readonly GoldenSnapshot[];
  /** Active links of the contributors. */
  readonly links: readonly Link[];
  readonly contributors: readonly ContributorRecord[];
  readonly pins: readonly (Pin & { readonly goldenId: string })[];
  /** Golden record → its approvals; absent: none. `contested` is worked out by the plan. */
  readonly approvals: ReadonlyMap<string, Pick<ApprovalState, 'pending' | 'verdicts'>>;
  /** Judgements in force between the contributors. */
  readonly judgements: readonly RecordJudgement[];
}

/** On whose behalf, by which rules and when a plan is made. */
export interface PlanContext {
  readonly ruleSet: Pick<
    RuleSet,
    'domain' | 'attributes' | 'standardize' | 'survivorship' | 'quality' | 'approval'
  >;
  /** Golden records that were worked out by another version are described anew. Absent: there is none. */
  readonly ruleVersion?: number;
  readonly authority: AuthorityTable;
  /** ISO instant. */
  readonly now: string;
  readonly newId: () => string;
  /** Person or process. */
  readonly actor: string;
  /** In words, kept with links, judgements and the audit trail. */
  readonly reason: string;
}

/** The end of a chain of redirects: the golden record that an id stands for now. Unknown ids stand for themselves. */
export function resolveRedirect(
  id: string,
  goldens: readonly Pick<GoldenSnapshot, 'id' | 'mergedInto'>[],
): string {
  const into = new Map(goldens.map(golden => [golden.id, golden.mergedInto]));
  const seen = new Set<string>();
  let current = id;
  for (let next = into.get(current); next !== undefined && !seen.has(next); next = into.get(current)) {
    seen.add(next);
    current = next;
  }
  return current;
}
