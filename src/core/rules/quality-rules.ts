import type { Scalar, Severity } from '../model/index.js';
import type { Condition } from './attribute-rules.js';

/** A check on one record; attribute paths may reach into objects and lists (`taxIds.value`). */
export type Check =
  | { readonly required: string }
  | { readonly atLeastOneOf: readonly string[] }
  | { readonly pattern: string; readonly of: string }
  | { readonly oneOf: readonly Scalar[]; readonly of: string }
  | { readonly maxLength: number; readonly of: string }
  | { readonly range: { readonly min?: string; readonly max?: string }; readonly of: string }
  /** Compares two attributes of the same record; dates and decimals compare by value. */
  | {
      readonly compare: {
        readonly left: string;
        readonly operator: '<' | '<=' | '=' | '>=' | '>';
        readonly right: string;
      };
    }
  /** Values of a list must be unique by these fields. */
  | { readonly uniqueBy: readonly string[]; readonly of: string }
  /** Elements of a list that agree in the `by` fields must not overlap in time (`from` to `to`, both included; empty = open). */
  | {
      readonly noOverlap: { readonly from: string; readonly to: string; readonly by: readonly string[] };
      readonly of: string;
    }
  /** The sum of a field over a list, for instance allocation percentages = 100. */
  | { readonly sum: string; readonly of: string; readonly equals: string }
  /** A check on every element of a list (those where the condition holds); its paths start at the element. */
  | { readonly each: string; readonly where?: Condition; readonly check: ElementCheck };

/** A check on one element of a list: any check but another `each`. */
export type ElementCheck = Exclude<Check, { readonly each: string }>;

/** One rule of `quality.yaml`. Standardizers report format faults themselves; these are the rules across attributes. */
export interface QualityRule {
  /** Stable code in upper case: `LEGAL_NAME_MISSING`. */
  readonly code: string;
  readonly label: string;
  readonly check: Check;
  readonly when?: Condition;
  readonly severity: Severity;
  /** Percent by which a failed check lowers the trust of the attribute's value. Default 0. */
  readonly downgrade: number;
  /** What would fix it, in words. */
  readonly fix?: string;
}

/** `quality.yaml`. `faults` changes the severity and downgrade of a standardizer's fault codes for this domain. */
export interface QualityRules {
  readonly rules: readonly QualityRule[];
  readonly faults: Readonly<Record<string, { readonly severity?: Severity; readonly downgrade?: number }>>;
}

/** `approval.yaml`: changes of these attributes wait for another person. */
export interface ApprovalRules {
  readonly attributes: Readonly<
    Record<
      string,
      {
        /** In words, shown to the approver. */
        readonly reason: string;
        /** Also when the golden record has no value yet. Default false: a first value flows. */
        readonly onFirstValue: boolean;
        /** Only when the new value is one of these (for instance status HELD). */
        readonly values?: readonly Scalar[];
      }
    >
  >;
}
