import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../core/model/index.js';
import type { FeedFilter } from './feed-event.js';

/** A place in the feed as readers hold it. */
export interface Cursor {
  /** Which life of the log the position belongs to; see `FeedEpochs`. */
  readonly epoch: string;
  readonly position: bigint;
  /** `filterDigest` of the filter that the reader used. */
  readonly filter: string;
}

/** What a text that claims to be a cursor turned out to be. */
export type DecodedCursor =
  | { readonly kind: 'genuine'; readonly cursor: Cursor }
  /** Of the right form, but signed with another key: another hub's, or tampered with. */
  | { readonly kind: 'unsigned'; readonly epoch: string }
  | { readonly kind: 'malformed' };

/** Half of SHA-256 is what RFC 2104 recommends at least; it keeps cursors short. */
const SIGNATURE_BYTES = 16;
/** Longer texts are no cursors of ours and are not looked at. */
const CURSOR_LENGTH_MAX = 512;

/** Writes and reads cursors: opaque, URL-safe and signed, so that no reader can make one up. */
export class CursorCodec {
  readonly #key: Buffer;

  /** @param key 32 bytes, kept for this purpose alone */
  constructor(key: Buffer) {
    this.#key = key;
  }

  encode({ epoch, position, filter }: Cursor): string {
    const body = Buffer.from(JSON.stringify({ v: 1, e: epoch, p: String(position), f: filter }));
    return `${body.toString('base64url')}.${this.#sign(body).toString('base64url')}`;
  }

  decode(text: string): DecodedCursor {
    const [bodyText, signatureText, ...rest] = text.length > CURSOR_LENGTH_MAX ? [] : text.split('.');
    if (bodyText === undefined || signatureText === undefined || rest.length > 0)
      return { kind: 'malformed' };
    const body = Buffer.from(bodyText, 'base64url');
    const cursor = readBody(body);
    // Base64url has several spellings of the same bytes; only the one that we write is ours.
    if (cursor === null || body.toString('base64url') !== bodyText) return { kind: 'malformed' };
    const signature = Buffer.from(signatureText, 'base64url');
    const isGenuine =
      signature.toString('base64url') === signatureText &&
      signature.length === SIGNATURE_BYTES &&
      timingSafeEqual(signature, this.#sign(body));
    return isGenuine ? { kind: 'genuine', cursor } : { kind: 'unsigned', epoch: cursor.epoch };
  }

  #sign(body: Buffer): Buffer {
    return createHmac('sha256', this.#key).update(body).digest().subarray(0, SIGNATURE_BYTES);
  }
}

function readBody(body: Buffer): Cursor | null {
  try {
    const read: unknown = JSON.parse(body.toString('utf8'));
    if (typeof read !== 'object' || read === null) return null;
    if (!('v' in read && 'e' in read && 'p' in read && 'f' in read) || read.v !== 1) return null;
    const { e: epoch, p: position, f: filter } = read;
    if (typeof epoch !== 'string' || typeof position !== 'string' || typeof filter !== 'string') return null;
    return /^\d{1,19}$/.test(position) ? { epoch, position: BigInt(position), filter } : null;
  } catch {
    return null;
  }
}

/** The same text for the same filter, whatever the order of its values; empty for no filter at all. */
export function filterDigest(filter: FeedFilter): string {
  const parts = Object.entries(filter).flatMap(([name, values]: [string, readonly string[] | undefined]) =>
    values === undefined ? [] : [[name, [...new Set(values)].sort()] as const],
  );
  if (parts.length === 0) return '';
  return createHash('sha256')
    .update(canonicalJson(Object.fromEntries(parts)))
    .digest('base64url')
    .slice(0, 16);
}
