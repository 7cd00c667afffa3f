/** Builders for what standardizers return, so that each reads as "accepted", "refused" or "nothing there". */
import type { AttributeValue, Fault, Severity, Standardized } from '../model/index.js';

/** No value: blank, or a token that means "none" (`00000000` as a date). Not a fault. */
export const NOTHING: Standardized = { value: null, key: null, parts: {}, faults: [] };

const NO_FAULTS: readonly Fault[] = [];
const NO_PARTS: Readonly<Record<string, string>> = {};

/** Offending values are quoted up to this many characters (contract of `Fault.value`). */
const QUOTED_LENGTH_MAX = 200;

/**
 * Keys are cut here: a key is stored in B-tree indexes, whose rows hold about 2,700 bytes, and a character
 * may take four.
 */
const KEY_LENGTH_MAX = 500;

export interface FaultOptions {
  /** The value as received; leave out for restricted values. */
  readonly raw?: string;
  readonly fix?: string;
}

export function fault(code: string, severity: Severity, message: string, options: FaultOptions = {}): Fault {
  return {
    code,
    severity,
    message,
    ...(options.raw === undefined ? {} : { value: options.raw.slice(0, QUOTED_LENGTH_MAX) }),
    ...(options.fix === undefined ? {} : { fix: options.fix }),
  };
}

export function accepted(
  value: AttributeValue,
  key: string | null,
  parts: Readonly<Record<string, string>> = NO_PARTS,
  faults: readonly Fault[] = NO_FAULTS,
): Standardized {
  return { value, key: key === null || key === '' ? null : key.slice(0, KEY_LENGTH_MAX), parts, faults };
}

/** Nothing usable is left. An error unless said otherwise. */
export function refused(
  code: string,
  message: string,
  options: FaultOptions & { readonly severity?: Severity } = {},
): Standardized {
  return { ...NOTHING, faults: [fault(code, options.severity ?? 'error', message, options)] };
}

/** The last four characters, for messages about restricted values: `*****6789`. */
export function masked(value: string): string {
  const shown = value.length > 6 ? value.slice(-4) : '';
  return '*'.repeat(Math.max(0, Math.min(value.length, 20) - shown.length)) + shown;
}

/** Drops the parts that are empty or absent. */
export function presentParts(
  parts: Readonly<Record<string, string | null | undefined>>,
): Readonly<Record<string, string>> {
  const present: Record<string, string> = {};
  for (const [name, value] of Object.entries(parts)) if (value) present[name] = value;
  return present;
}
