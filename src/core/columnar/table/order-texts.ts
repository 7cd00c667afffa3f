/**
 * Texts in the order of their code units, without comparing most of them: the first few characters of each are one number, numbers are
 * sorted by their digits, and only where they are equal the next characters are looked at (radix sort from the front, McIlroy, Bostic and
 * McIlroy 1993).
 */
import { radixSort } from './radix-sort.js';

/** So few texts are sorted by inserting: the digits of a number have more room than they have texts. */
const INSERTED_MAX = 24;
const LATIN_MAX = 255;

/** Texts that are equal up to a place. */
interface Group {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

/** The numbers of the texts in their order; equal texts in the order of their numbers. */
export function orderTexts(texts: readonly string[]): Int32Array {
  const order = new Int32Array(texts.length);
  for (let text = 0; text < order.length; text++) order[text] = text;
  const { least, most } = codesOf(texts);
  // A text that ends counts as going on with zeros, from which a character of that number could not be told.
  if (least === 0) return order.sort((a, b) => (comesBefore(texts, a, b) ? -1 : 1));
  const bits = most <= LATIN_MAX ? 8 : 16;
  const groups: Group[] = [{ start: 0, end: order.length, depth: 0 }];
  for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
    if (group.end - group.start <= INSERTED_MAX) insert(texts, order, group);
    else sortGroup(texts, order, group, bits, groups);
  }
  return order;
}

/** The least and the greatest code unit. */
function codesOf(texts: readonly string[]): { readonly least: number; readonly most: number } {
  let [least, most] = [LATIN_MAX, 0];
  for (const text of texts) {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code < least) least = code;
      if (code > most) most = code;
    }
  }
  return { least, most };
}

/** Up to where the texts of a group are alike. */
function commonDepth(texts: readonly string[], order: Int32Array, { start, end, depth }: Group): number {
  const first = texts[order[start]!]!;
  let common = first.length;
  for (let at = start + 1; at < end && common > depth; at++) {
    const text = texts[order[at]!]!;
    let alike = depth;
    while (alike < common && text.charCodeAt(alike) === first.charCodeAt(alike)) alike++;
    common = alike;
  }
  return common;
}

/** Sorts a group by its next characters; those that are equal there too are groups of their own. */
function sortGroup(
  texts: readonly string[],
  order: Int32Array,
  group: Group,
  bits: number,
  groups: Group[],
): void {
  const { start, end } = group;
  // Where one has ended all have, and are equal.
  if (group.depth > texts[order[start]!]!.length) return;
  const depth = commonDepth(texts, order, group);
  const size = end - start;
  const width = 32 / bits;
  const keys = new Int32Array(size);
  for (let at = 0; at < size; at++) keys[at] = keyAt(texts[order[start + at]!]!, depth, bits, width);
  const sorted = radixSort(keys, order.slice(start, end), size);
  order.set(sorted.rows, start);
  for (let from = 0, to = 0; from < size; from = to) {
    for (to = from + 1; to < size && sorted.keys[to] === sorted.keys[from];) to++;
    if (to - from > 1) groups.push({ start: start + from, end: start + to, depth: depth + width });
  }
}

/** `width` characters as one number; where the text has ended they are 0. */
function keyAt(text: string, depth: number, bits: number, width: number): number {
  let key = 0;
  for (let at = depth; at < depth + width; at++) {
    key = (key << bits) | (at < text.length ? text.charCodeAt(at) : 0);
  }
  return key;
}

function insert(texts: readonly string[], order: Int32Array, { start, end }: Group): void {
  for (let at = start + 1; at < end; at++) {
    const row = order[at]!;
    let place = at;
    for (; place > start && comesBefore(texts, row, order[place - 1]!); place--)
      order[place] = order[place - 1]!;
    order[place] = row;
  }
}

function comesBefore(texts: readonly string[], row: number, other: number): boolean {
  const [text, than] = [texts[row]!, texts[other]!];
  return text < than || (text === than && row < other);
}
