/**
 * The distinct values of one column, met as bytes and numbered in the order of their first appearance: everything
 * after parsing works on numbers, and each distinct value is decoded, standardised and compared once however many
 * records have it.
 */
import { sharedBytes } from '../threads/shared-memory.js';
import { Texts, isAscii } from './texts.js';

/** FNV-1a, 32 bit: offset basis and prime of Fowler, Noll and Vo. */
const FNV_BASIS = 2166136261;
const FNV_PRIME = 16777619;
/** Most columns are small; those that are not double their way up. */
const INITIAL_SLOTS = 1 << 8;
/** Shorter values are copied byte by byte, which is faster than a call. */
const LONG_BYTES = 64;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const windows1252 = new TextDecoder('windows-1252');

/** Where the next values of a column stand in a text; empty ones are blank. */
export interface Cells {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly count: number;
}

/** Byte strings by number; number 0 is the blank value and never stored. */
export class Dictionary {
  /** A number and the hash of its value, side by side: most look-ups end there. */
  private slots = new Int32Array(2 * INITIAL_SLOTS);
  private offsets = new Uint32Array(INITIAL_SLOTS);
  private bytes = new Uint8Array(INITIAL_SLOTS * 8);
  private count = 1;
  private hashes = new Int32Array(0);
  private candidates = new Int32Array(0);

  /** How many numbers are taken, the blank's included. */
  get size(): number {
    return this.count;
  }

  /** The values of `texts` under the numbers that they have there; number 0 is blank. */
  static of({ bytes, offsets, length }: Texts): Dictionary {
    const dictionary = new Dictionary();
    for (let text = 1; text < length; text++) dictionary.idOf(bytes, offsets[text]!, offsets[text + 1]!);
    return dictionary;
  }

  /** The number of `source[start, end)`, which must not be empty; 0 when it is not there. */
  numberOf(source: Uint8Array, start: number, end: number): number {
    return this.slots[this.slotOf(hashOf(source, start, end), source, start, end)]!;
  }

  /** The number of `source[start, end)`, which must not be empty; a new one when it is not there. */
  idOf(source: Uint8Array, start: number, end: number): number {
    return this.find(hashOf(source, start, end), source, start, end);
  }

  /**
   * The numbers of many values, written to `ids` from `from` on. Hashes first, then where they lead, then the comparing: reads that do
   * not wait for each other hide how far the memory of a large column is.
   */
  idsOf(source: Uint8Array, { starts, ends, count }: Cells, ids: Int32Array, from: number): void {
    if (count > this.hashes.length) {
      this.hashes = new Int32Array(count);
      this.candidates = new Int32Array(count);
    }
    const { hashes, candidates, slots } = this;
    const mask = slots.length - 1;
    for (let at = 0; at < count; at++) hashes[at] = hashOf(source, starts[at]!, ends[at]!);
    for (let at = 0; at < count; at++) {
      const slot = (hashes[at]! << 1) & mask;
      candidates[at] = slots[slot + 1] === hashes[at] ? slots[slot]! : 0;
    }
    for (let at = 0; at < count; at++) {
      const [start, end, id] = [starts[at]!, ends[at]!, candidates[at]!];
      if (start === end) ids[from + at] = 0;
      else if (id !== 0 && this.holds(id, source, start, end)) ids[from + at] = id;
      else ids[from + at] = this.find(hashes[at]!, source, start, end);
    }
  }

  /** All values, by number. Bytes that are no UTF-8 are read as Windows-1252, which old exports use. */
  texts(): Texts {
    const { bytes, offsets, count } = this;
    const end = offsets[count]!;
    if (!isAscii(bytes, 0, end)) {
      const texts = Array.from({ length: count }, (_, id) =>
        decode(bytes.subarray(offsets[id], offsets[id + 1])),
      );
      return Texts.from(texts);
    }
    const shared = sharedBytes(end);
    shared.set(bytes.subarray(0, end));
    return new Texts({ bytes: shared, offsets: offsets.slice(0, count + 1), isPlain: true });
  }

  private find(hash: number, source: Uint8Array, start: number, end: number): number {
    const slot = this.slotOf(hash, source, start, end);
    return this.slots[slot]! || this.add(slot, hash, source, start, end);
  }

  /** Where a value stands, or would. */
  private slotOf(hash: number, source: Uint8Array, start: number, end: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = (hash << 1) & mask;
    for (let id = slots[slot]!; id !== 0; id = slots[slot]!) {
      if (slots[slot + 1] === hash && this.holds(id, source, start, end)) break;
      slot = (slot + 2) & mask;
    }
    return slot;
  }

  private holds(id: number, source: Uint8Array, start: number, end: number): boolean {
    let from = this.offsets[id]!;
    if (this.offsets[id + 1]! - from !== end - start) return false;
    for (let at = start; at < end; at++) if (this.bytes[from++] !== source[at]) return false;
    return true;
  }

  private add(slot: number, hash: number, source: Uint8Array, start: number, end: number): number {
    const id = this.count++;
    if (id + 2 > this.offsets.length) this.offsets = doubled(this.offsets);
    const offset = this.offsets[id]!;
    const needed = offset + end - start;
    if (needed > this.bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
      grown.set(this.bytes);
      this.bytes = grown;
    }
    if (end - start > LONG_BYTES) this.bytes.set(source.subarray(start, end), offset);
    else for (let at = start, to = offset; at < end;) this.bytes[to++] = source[at++]!;
    this.offsets[id + 1] = needed;
    this.slots[slot] = id;
    this.slots[slot + 1] = hash;
    if (this.count * 4 > this.slots.length) this.rehash();
    return id;
  }

  private rehash(): void {
    const before = this.slots;
    const slots = new Int32Array(before.length * 2);
    const mask = slots.length - 1;
    for (let at = 0; at < before.length; at += 2) {
      if (before[at] === 0) continue;
      let slot = (before[at + 1]! << 1) & mask;
      while (slots[slot] !== 0) slot = (slot + 2) & mask;
      slots[slot] = before[at]!;
      slots[slot + 1] = before[at + 1]!;
    }
    this.slots = slots;
  }
}

function hashOf(source: Uint8Array, start: number, end: number): number {
  let hash = FNV_BASIS;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ source[at]!, FNV_PRIME);
  return hash ^ (hash >>> 15);
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return windows1252.decode(bytes);
  }
}

function doubled(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(numbers.length * 2);
  grown.set(numbers);
  return grown;
}
