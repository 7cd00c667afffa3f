import type { Scalar } from '../model/index.js';

/**
 * How the survivor of an attribute is chosen among the sources' values. Strategies are tried in order: each keeps the
 * best of what is left; the next one breaks the tie. What is still tied after the last goes by system, then source key,
 * so that the result never depends on the order of arrival.
 */
export type Strategy =
  /** The system with the best authority rank for the attribute (system files); systems that may `never` win are out. */
  | { readonly by: 'authority' }
  | { readonly by: 'sourceOrder'; readonly order: readonly string[] }
  /** Newest by business time (`effectiveAt` of the source record), never by arrival. */
  | { readonly by: 'recency' }
  | { readonly by: 'oldest' }
  /** The value that most sources agree on (compared by key). */
  | { readonly by: 'frequency' }
  /** The source record with the most attributes filled; for composites, the value with the most fields. */
  | { readonly by: 'completeness' }
  | { readonly by: 'longest' }
  | { readonly by: 'min' }
  | { readonly by: 'max' }
  /** Multi-valued: the union of all sources' values, same elements folded by the attribute's `identity`. */
  | { readonly by: 'aggregate' }
  | { readonly by: 'valuePriority'; readonly order: readonly Scalar[] }
  /** The source record that won another attribute. Cycles are refused when rules are loaded. */
  | { readonly by: 'follow'; readonly attribute: string }
  /** Highest trust now: the system's trust decayed by age and downgraded by failed validation. */
  | { readonly by: 'trust' };

/** `survivorship.yaml` */
export interface SurvivorshipRules {
  /** For attributes without an entry of their own. */
  readonly defaults: readonly Strategy[];
  readonly attributes: Readonly<Record<string, readonly Strategy[]>>;
  /** Attributes that survive together from one source record: an address never mixes rows. */
  readonly groups: readonly {
    readonly name: string;
    readonly attributes: readonly string[];
    readonly strategies: readonly Strategy[];
  }[];
}

/** How far a system's value of an attribute is trusted, 0 to 100, and how that decays with its age. */
export interface TrustRule {
  readonly max: number;
  readonly min: number;
  /** Days until trust has fallen from `max` to `min`. Absent: no decay. */
  readonly decayDays?: number;
  readonly decay: 'linear' | 'slowThenFast' | 'fastThenSlow';
  /**
   * True: failed validation never takes trust below `min`. Default false: a value downgraded by 100 percent cannot
   * survive where trust decides.
   */
  readonly reserveMin?: boolean;
}

/**
 * What a system may say about an attribute of a domain (from its system file). Rank 1 wins over 2; `never` values are kept
 * and shown but cannot survive.
 */
export interface AttributeAuthority {
  readonly rank: number | 'never';
  readonly trust?: TrustRule;
}
