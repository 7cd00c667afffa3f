import { DomainError } from './errors.js';

/** Deepest nesting accepted. Records are two or three levels deep; anything near this is an attack or a defect. */
const DEPTH_MAX = 200;

/**
 * One text for one JSON value, whatever order its keys were written in: the input of content hashes, of equality
 * and of signatures. Follows RFC 8785 (JSON Canonicalization Scheme): keys by UTF-16 code units, ECMAScript numbers and
 * string escapes, no spaces. Members that are `undefined` do not exist.
 *
 * @throws DomainError `CANONICAL_JSON.UNSUPPORTED` for what JSON cannot hold (NaN, functions, bigint) and
 * `CANONICAL_JSON.TOO_DEEP` beyond 200 levels
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  if (depth > DEPTH_MAX) {
    throw new DomainError('CANONICAL_JSON.TOO_DEEP', `value is nested deeper than ${DEPTH_MAX} levels`);
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) {
    return `[${value.map(item => (item === undefined ? 'null' : write(item, depth + 1))).join(',')}]`;
  }
  if (typeof value === 'object') return writeObject(value, depth);
  throw new DomainError('CANONICAL_JSON.UNSUPPORTED', `a ${typeof value} has no place in JSON`);
}

function writeObject(value: object, depth: number): string {
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${write(member, depth + 1)}`);
  return `{${members.join(',')}}`;
}
