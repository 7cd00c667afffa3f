import type { Fields, RawRecord } from '../core/mapping/index.js';

/** How much goes into one transaction. */
export interface ChunkLimits {
  readonly records: number;
  /** Of all that the sources sent: memory and the length of a transaction go with it. A contract may have the text of fifty items. */
  readonly characters: number;
}

/** Cuts records into the parts of one transaction each: in order, none empty, within the limits but for a record that is too long alone. */
export function* chunkRows<Row extends { readonly raw: RawRecord }>(
  rows: readonly Row[],
  limits: ChunkLimits,
): Generator<readonly Row[]> {
  let start = 0;
  let characters = 0;
  for (const [place, { raw }] of rows.entries()) {
    const length = lengthOf(raw);
    const isFull = place - start >= limits.records || characters + length > limits.characters;
    if (isFull && place > start) {
      yield rows.slice(start, place);
      start = place;
      characters = 0;
    }
    characters += length;
  }
  if (start < rows.length) yield rows.slice(start);
}

/** Characters of all texts of a record; other values are short. */
function lengthOf({ fields, rows, joined }: RawRecord): number {
  // The head row of a group is among its rows.
  const own = rows ?? [fields];
  return sum(own, textLength) + sum(Object.values(joined ?? {}), file => sum(file, textLength));
}

function textLength(value: Fields[string] | Fields): number {
  if (typeof value === 'string') return value.length;
  return typeof value === 'object' && value !== null ? sum(Object.values(value), textLength) : 0;
}

function sum<Element>(list: readonly Element[], lengthOfElement: (element: Element) => number): number {
  let length = 0;
  for (const element of list) length += lengthOfElement(element);
  return length;
}
