import type { Attributes, AttributeValue } from '../model/index.js';
import type { FrequencySnapshot } from './match-rules.js';

/** One record of an example, raw: as a source system would deliver it after mapping. */
export interface ExampleRecord {
  /** Source system; matters for golden examples only. */
  readonly system?: string;
  /** Source key; matters for ties only. */
  readonly key?: string;
  /** Business time of the version. */
  readonly effectiveAt?: string;
  readonly attributes: Attributes;
}

/** Two or more records and what the machine must decide about every two of them. */
export interface PairExample {
  readonly name: string;
  /** Id of the duplicate pattern that it stands for: `D1`, `N3`. */
  readonly pattern?: string;
  readonly records: readonly ExampleRecord[];
  /** `apart` accepts review and different: never merged without a person. */
  readonly decision: 'same' | 'review' | 'different' | 'apart';
  /** Captions that must be among the reasons. */
  readonly because: readonly string[];
  /** How common values are in this example; absent: nothing was counted. */
  readonly frequencies?: FrequencySnapshot;
}

/** Records held to be one thing, and the golden values that must survive. Attributes not named are not checked. */
export interface GoldenExample {
  readonly name: string;
  readonly records: readonly ExampleRecord[];
  /** Attribute → system → rank (1 wins) or `never`; stands in for the system files. */
  readonly authority: Readonly<Record<string, Readonly<Record<string, number | 'never'>>>>;
  readonly golden: Attributes;
}

/** A raw value and what standardising it must yield. */
export interface ValueExample {
  readonly attribute: string;
  readonly raw: AttributeValue;
  readonly value?: AttributeValue | null;
  readonly key?: string | null;
  readonly parts?: Readonly<Record<string, string>>;
  /** Fault codes, all of them; absent: not checked. */
  readonly faults?: readonly string[];
}

/** A record and the codes of the faults that it must have, and must not have. */
export interface QualityExample {
  readonly name: string;
  readonly record: Attributes;
  readonly faults: readonly string[];
  readonly without: readonly string[];
}

/** `examples/*.yaml`: what analysts promise each other that the rules do. They run as tests. */
export interface RuleExamples {
  readonly pairs: readonly PairExample[];
  readonly golden: readonly GoldenExample[];
  readonly values: readonly ValueExample[];
  readonly quality: readonly QualityExample[];
}
