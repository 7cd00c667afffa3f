import type { Scalar } from '../model/index.js';

/**
 * A feature is what matching sees of a record: a named list of strings derived from standardised values
 * (`ein`, `nameCore`, `zip5`, `sizeTokens`). Features are computed once, when the record is standardised,
 * and stored with it, so that comparing two records touches nothing else.
 */
export interface FeatureRule {
  readonly name: string;
  /** Caption used in reasons: `tax id`. */
  readonly label: string;
  /** Attribute path: `legalName`, `taxIds.value`, `addresses`. A path through a list yields one value per element. */
  readonly from: readonly string[];
  /** Which face of the standardised value: its canonical `value`, its `key`, or a named part (`core`, `legalForm`, `zip5`). Default `key`. */
  readonly part: string;
  /** Only list elements whose sibling fields have these values: `{ type: [EIN] }`. */
  readonly where?: Readonly<Record<string, readonly Scalar[]>>;
  /** Values that say nothing (`999999999`): treated as absent. Compared after standardising. */
  readonly ignore?: readonly string[];
  /** Only these values (after splitting, where `tokens`): a vocabulary such as STERILE, NONSTERILE. */
  readonly only?: readonly string[];
  /** Only what stands before this text in the value (`:` makes NLC of NLC:0041127); a value without it is left out. */
  readonly upTo?: string;
  /** Split each value into tokens at spaces. */
  readonly tokens: boolean;
  /** The attribute's values are restricted or secret: reasons must not show them. */
  readonly masked: boolean;
}

/** One part of a block key: a feature, or what is cut out of it. */
export interface BlockKeyPart {
  readonly feature: string;
  /** Only the first n characters. */
  readonly prefix?: number;
  /** One key per token instead of one per value; `rarest` keeps the n rarest tokens by the frequency snapshot. */
  readonly tokens?: { readonly rarest: number };
  /** Sort the tokens and join them: word order stops mattering. */
  readonly sorted?: boolean;
}

/** Records that share the key of at least one blocking rule are compared; no others are. */
export interface BlockingRule {
  readonly name: string;
  readonly label: string;
  readonly parts: readonly BlockKeyPart[];
}

/**
 * The role of an identifier. A shared valid `strong` identifier supports a link by `weight` bits, discounted by how many
 * parties share the value; two different ones (no value in common while both have some) do what `conflict` says.
 */
export interface IdentifierRule {
  readonly name: string;
  readonly label: string;
  readonly feature: string;
  readonly role: 'strong' | 'supporting';
  /** Bits (log2) for a shared value that nobody else has. */
  readonly weight: number;
  /** `veto`: the records are different. `review`: never merged without a person. `weight`: counts `conflictWeight` bits. `none`: says nothing. */
  readonly conflict: 'veto' | 'review' | 'weight' | 'none';
  readonly conflictWeight?: number;
  /** A value shared by more source keys than this says nothing (group tax ids, call-centre phones). */
  readonly maxSharing: number;
  /** The identifier counts only for pairs where this holds for both records. */
  readonly when?: FeatureCondition;
}

/** A condition on a pair: it must hold for both records' features. */
export type FeatureCondition =
  | { readonly feature: string; readonly in: readonly string[] }
  | { readonly feature: string; readonly present: boolean }
  | { readonly all: readonly FeatureCondition[] }
  | { readonly any: readonly FeatureCondition[] }
  | { readonly not: FeatureCondition };

/**
 * One level of a comparison: the first level whose test holds counts.
 * `atLeast` compares the comparator's similarity (0 to 1). The level without a test is the last, `else`.
 * `weight` is log2(m/u) in bits; `m` and `u` are kept where they were learned, so that training can refine them.
 */
export interface LevelRule {
  readonly name: string;
  /** In words, for people: `same name`, `names differ by a letter`. */
  readonly label: string;
  readonly atLeast?: number;
  readonly weight: number;
  readonly m?: number;
  readonly u?: number;
  /** The weight grows with the rarity of the shared value by the frequency snapshot (only for exact levels). */
  readonly termFrequency?: boolean;
}

/** An ordered list of levels over one comparator and one feature. Missing on either side: weight 0. */
export interface ComparisonRule {
  readonly name: string;
  readonly label: string;
  readonly feature: string;
  /** Comparator name (see core/comparison). With several values on a side the best pair counts. */
  readonly comparator: string;
  readonly options?: Readonly<Record<string, Scalar>>;
  readonly levels: readonly LevelRule[];
}

/** What numbers, sizes, sides, legal forms and department tails forbid, whatever the score says. */
export interface VetoRule {
  readonly name: string;
  readonly label: string;
  readonly feature: string;
  /**
   * `differs`: both have values and none in common. `contradicts`: each has a value that the other lacks (sizes
   * 7.5 and 200 against 8 and 200). `oneSided`: exactly one has a value. `incompatible`: two values from different `sets`.
   */
  readonly test: 'differs' | 'contradicts' | 'oneSided' | 'incompatible';
  /** Comparator under which two values count as the same when its similarity is 1 (`measures`: 7½ = 7.5). Default: equal text. */
  readonly comparator?: string;
  /** For `incompatible`: values of different sets exclude each other: `[[INC, CORP], [LP, LLP]]`. */
  readonly sets?: readonly (readonly string[])[];
  /** `different`: not the same thing. `review`: a person decides. */
  readonly effect: 'different' | 'review';
  /** The veto does not hold for pairs that share a value of one of these features (for instance the tax id). */
  readonly unlessShared?: readonly string[];
  /** The veto holds only for pairs that share a value of one of these features (for instance the numbering of two item numbers). */
  readonly whenShared?: readonly string[];
}

/** What it takes to merge without a person: at least one of the alternatives must hold in full. */
export interface AutoMergeRequirement {
  /** In words: `same tax id`, `same name and same street`. */
  readonly label: string;
  /** Each entry names a comparison and the lowest level that counts, or an identifier and `shared` (or `absent`: neither record has one). */
  readonly evidence: readonly { readonly of: string; readonly level: string }[];
}

export interface DecisionRules {
  /** Bits at and above which two records are the same, if a requirement holds. */
  readonly same: number;
  /** Bits at and above which a person looks. */
  readonly review: number;
  readonly require: readonly AutoMergeRequirement[];
  /** A record tied to two clusters that exclude each other joins the better one only when it leads by this many bits. */
  readonly margin: number;
  /** log2 odds that two records sharing a block are the same before anything is compared. */
  readonly prior: number;
}

/** `match.yaml` */
export interface MatchRules {
  readonly features: readonly FeatureRule[];
  readonly blocking: readonly BlockingRule[];
  readonly identifiers: readonly IdentifierRule[];
  readonly comparisons: readonly ComparisonRule[];
  readonly vetoes: readonly VetoRule[];
  readonly decision: DecisionRules;
  /** A block larger than this is too common to compare; it is reported, and its pairs count only through another key. */
  readonly blockSizeMax: number;
}

/**
 * How common values and tokens are, counted once and stored with the activated rule set version: scores
 * never drift with what happens to arrive. `records` is how many records were counted.
 */
export interface FrequencySnapshot {
  readonly records: number;
  /** Feature → value → how many records have it. Counts below 2 are left out. */
  readonly features: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Feature → token → how many records have it in a value, for features that comparators split at spaces. */
  readonly tokens?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Block key hash → records under it, for the blocks larger than `blockSizeMax`: they are skipped and reported. */
  readonly oversizedBlocks?: Readonly<Record<string, number>>;
  /** Features whose values nobody may read out of the snapshot: counted under a number that about a thousand values share. */
  readonly concealed?: readonly string[];
  /** Where it was counted. Says nothing to scoring. */
  readonly counted?: FrequencySource;
}

/** Where and when a snapshot was counted. */
export interface FrequencySource {
  /** Name of the hub's database. */
  readonly hub: string;
  /** ISO instant. */
  readonly at: string;
  /** The rule set version under which the records were standardised. */
  readonly ruleVersion: number;
}

/** Feature name → values, none of them blank. Absent or empty: the record has none. */
export type Features = Readonly<Record<string, readonly string[]>>;
