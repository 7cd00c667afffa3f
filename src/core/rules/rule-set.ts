import type { Attributes, Fault } from '../model/index.js';
import type { DomainAttributes } from './attribute-rules.js';
import type { Features, FrequencySnapshot, MatchRules } from './match-rules.js';
import type { ApprovalRules, QualityRules } from './quality-rules.js';
import type { SurvivorshipRules } from './survivorship-rules.js';

/** `standardize.yaml`: attribute path → standardizer, where the attribute's own default is not enough. */
export interface StandardizeRules {
  readonly attributes: Readonly<
    Record<
      string,
      {
        readonly with: string;
        readonly country?: string;
        readonly dateFormats?: readonly string[];
        /**
         * Parts that the standardizer pulls out (`dba`) → the attribute path that they move to (`dbaNames`). A single-valued
         * attribute takes the part only when the source gave it no value; a list gets it as a further element.
         */
        readonly parts?: Readonly<Record<string, string>>;
      }
    >
  >;
}

/** Everything the hub knows about one domain: the parsed and checked files of its folder. */
export interface RuleSet {
  readonly domain: string;
  readonly attributes: DomainAttributes;
  readonly standardize: StandardizeRules;
  readonly match: MatchRules;
  readonly survivorship: SurvivorshipRules;
  readonly quality: QualityRules;
  readonly approval: ApprovalRules;
  readonly frequencies: FrequencySnapshot;
}

/**
 * A record after mapping and standardising: what is stored beside the raw form and what all later steps use.
 * `features` are what matching sees; `faults` are what was wrong with it.
 */
export interface StandardizedRecord {
  readonly attributes: Attributes;
  readonly features: Features;
  readonly faults: readonly Fault[];
}
