import type { AttributeValue, Fault } from '../model/index.js';
import { isComposite, isList, isScalar } from '../model/index.js';
import type { DomainAttributes, StandardizeRules } from '../rules/index.js';
import type { StandardizeContext } from '../standardize/index.js';
import { isSensitive } from '../validation/index.js';
import type { Face } from './face.js';

/** What standardising leaves behind besides values. */
export interface Trace {
  readonly faults: Fault[];
  readonly faces: Face[];
  /** Equality key by concrete path. */
  readonly keys: Map<string, string>;
  /** Texts that a standardizer pulled out and the rules move elsewhere: target path and text. */
  readonly moved: { readonly to: string; readonly text: string }[];
}

/** What standardising needs to know. */
export interface StandardizeSettings {
  readonly domain: DomainAttributes;
  readonly overrides: StandardizeRules['attributes'];
  readonly context: StandardizeContext;
}

/** Nothing found yet. */
export function newTrace(): Trace {
  return { faults: [], faces: [], keys: new Map(), moved: [] };
}

/** Adds what was found out about a part to what is known of the whole. */
export function joinTrace(whole: Trace, part: Trace): void {
  whole.faults.push(...part.faults);
  whole.faces.push(...part.faces);
  whole.moved.push(...part.moved);
  for (const [path, key] of part.keys) whole.keys.set(path, key);
}

/** Texts shorter than this are in any sentence by chance (`IN`, `12`); hiding them would garble it. */
const HIDDEN_LENGTH_MIN = 3;

/**
 * Puts a standardizer's fault in its place. Of restricted and secret values nothing goes with it: no value, no proposed
 * fix (which may be a value too), and no quotation in the message.
 */
export function placed(
  fault: Fault,
  raw: AttributeValue,
  place: string,
  settings: StandardizeSettings,
): Fault {
  const attribute = fault.attribute === undefined ? place : `${place}.${fault.attribute}`;
  if (!isSensitive(settings.domain, place)) return { ...fault, attribute };
  const unquoted = fault.message.replace(/"[^"]*"|'[^']*'|“[^”]*”/gu, '…');
  const message = textsOf(raw)
    .filter(text => text.length >= HIDDEN_LENGTH_MIN)
    .reduce((shown, text) => shown.replaceAll(text, '…'), unquoted);
  return { code: fault.code, severity: fault.severity, message, attribute };
}

function textsOf(raw: AttributeValue): readonly string[] {
  if (isScalar(raw)) return [String(raw).trim()];
  const parts = isList(raw) ? raw : isComposite(raw) ? Object.values(raw) : [];
  return parts.flatMap(part => (part === null || part === undefined ? [] : textsOf(part)));
}
