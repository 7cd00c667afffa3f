/**
 * What a standardizer is: a pure function from one raw value and what is known about its source to the
 * canonical value, its comparison key, the parts pulled out on the way and the faults found. Rule files
 * name standardizers; nothing else in the hub knows how an identifier or a name is written.
 */
import type { AttributeValue, Standardized } from '../model/index.js';
import { NOTHING, refused } from './outcome.js';
import { cleanLine } from './characters.js';
import { plainNumber } from './decimal-text.js';

/** What is known about the value before reading it. Everything is optional; the defaults are US ones. */
export interface StandardizeContext {
  /** Country assumed where the value names none (phones, addresses, tax ids); ISO 3166-1 alpha-2. Default `US`. */
  readonly country?: string;
  /** Source system the value came from. Absent for a value typed by a person, which is judged more strictly. */
  readonly system?: string;
  /** This source's unit code → canonical X12 element 355 code. Units are never mapped globally. */
  readonly uomCodes?: Readonly<Record<string, string>>;
  /** Date formats of the source, tried in order (`YYYYMMDD`, `MM/DD/YYYY`, `DD-MON-YY`, `EXCEL`…). Default: all unambiguous US ones. */
  readonly dateFormats?: readonly string[];
  /** Decimal separator of the source's numbers. Default `.`. */
  readonly decimalSeparator?: '.' | ',';
  /** This source's code → canonical code, for a code attribute. */
  readonly codes?: Readonly<Record<string, string>>;
  /** The canonical codes that exist, for a code attribute. */
  readonly allowed?: readonly string[];
  /** Longest text accepted without a warning, in UTF-16 units. Text is never cut. */
  readonly maxLength?: number;
}

/**
 * Turns one raw value into its canonical form. Never throws: whatever is wrong is a fault. Applying it to
 * its own canonical value gives that value again.
 */
export type Standardizer = (raw: AttributeValue, context: StandardizeContext) => Standardized;

/** Reads a non-empty, cleaned line of text. */
export type TextReader = (text: string, context: StandardizeContext) => Standardized;

/**
 * The text behind a scalar, or `null` for a composite or a list of several. A list of one counts as its only
 * element because joined files often deliver single values that way.
 */
export function textOf(raw: AttributeValue): string | null {
  let value: unknown = raw;
  while (Array.isArray(value)) {
    if (value.length > 1) return null;
    value = value[0] ?? '';
  }
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? plainNumber(value) : '';
  if (typeof value === 'boolean') return String(value);
  return value === undefined || value === null ? '' : null;
}

/** A standardizer for scalars: cleans the text, answers "nothing" for blanks and a fault for composites. */
export function fromText(read: TextReader): Standardizer {
  return (raw, context) => {
    const text = textOf(raw);
    if (text === null) return SHAPE_FAULT;
    const line = cleanLine(text);
    return line === '' ? NOTHING : read(line, context);
  };
}

/** Longest text that can be an identifier: the longest real one, a full UDI string, stays well below. */
const IDENTIFIER_LENGTH_MAX = 200;

/** As {@link fromText}, refusing text that is far too long to be an identifier before any pattern sees it. */
export function identifier(read: TextReader): Standardizer {
  return fromText((text, context) =>
    text.length > IDENTIFIER_LENGTH_MAX
      ? refused('IDENTIFIER_TOO_LONG', `An identifier of ${text.length} characters cannot be right.`)
      : read(text, context),
  );
}

const SHAPE_FAULT = refused('VALUE_SHAPE', 'A single value was expected, not a list or a group of fields.');
