import type { AttributeValue } from './values.js';

/**
 * How bad a fault is. `error`: the record cannot be accepted and goes to quarantine. `warning`: it is
 * accepted, the fault is kept with the value and may lower its trust. `info`: worth showing, nothing more.
 */
export type Severity = 'error' | 'warning' | 'info';

/**
 * Something wrong with one value or one record, said so that a person can act on it: which field, which
 * rule, which value, and what would fix it. `code` is stable (`EIN_DUMMY`); `message` is a sentence.
 */
export interface Fault {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Attribute path in the canonical record, for instance `taxIds[0].value`. Absent for record-level faults. */
  readonly attribute?: string;
  /** Column or JSON path in the source's own format, where it differs from the attribute. */
  readonly field?: string;
  /** The offending value as received, cut to 200 characters. Never set for restricted or secret attributes. */
  readonly value?: AttributeValue;
  /** What would fix it, as a sentence, or a proposed replacement value. */
  readonly fix?: string;
}

/**
 * What standardising one raw value yields.
 * @property value the canonical form (`84-2917306`, `+13165550142`), `null` when nothing usable is left
 * @property key the form used for equality and blocking only (upper case, no punctuation), `null` when none
 * @property parts named components pulled out on the way (legal form, DBA name, ZIP5…)
 * @property faults what was wrong with it; never thrown
 */
export interface Standardized<Value extends AttributeValue = AttributeValue> {
  readonly value: Value | null;
  readonly key: string | null;
  readonly parts: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
}
