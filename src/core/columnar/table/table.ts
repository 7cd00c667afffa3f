/** Records as columns of numbers: what parsing gives and the engine works on. */

import { radixSort } from './radix-sort.js';
import type { Texts } from './texts.js';

/** One column: row r holds `values.at(ids[r])`; number 0 is blank. */
export interface Column {
  readonly name: string;
  readonly ids: Int32Array;
  readonly values: Texts;
}

/** Records of one or several sources, column by column. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
  /** Id of each row, unique. */
  readonly recordIds: readonly string[];
  /** Source of each row, as a number into `sources`. */
  readonly sourceOf: Uint16Array;
  readonly sources: readonly string[];
}

/** A table in an order of its own, with the one that it was read as. */
export interface CanonicalTable extends Table {
  readonly read: Table;
  /** The row of `read` that each row was. */
  readonly readRows: Int32Array;
}

/**
 * The same records in an order that depends on their ids and nothing else, every column's values renumbered in the order of
 * their first appearance. All that follows is a function of this form, so the order of the input cannot matter.
 */
export function canonicalTable(table: Table): CanonicalTable {
  const order = idOrder(table.recordIds);
  const recordIds: string[] = Array.from({ length: table.rows });
  const sourceOf = new Uint16Array(table.rows);
  for (let row = 0; row < table.rows; row++) {
    recordIds[row] = table.recordIds[order[row]!]!;
    sourceOf[row] = table.sourceOf[order[row]!]!;
  }
  const columns = table.columns.map(column => renumber(column, order));
  return { ...table, recordIds, sourceOf, columns, read: table, readRows: order };
}

function renumber({ name, ids, values }: Column, order: Int32Array): Column {
  const numberOf = new Int32Array(values.length);
  // Number 0 stays, and no value comes twice.
  const former = new Int32Array(values.length);
  let count = 1;
  const result = new Int32Array(order.length);
  for (let row = 0; row < order.length; row++) {
    const id = ids[order[row]!]!;
    if (id === 0) continue;
    if (numberOf[id] === 0) {
      former[count] = id;
      numberOf[id] = count++;
    }
    result[row] = numberOf[id]!;
  }
  return { name, ids: result, values: values.select(former.subarray(0, count)) };
}

/** Rows by a hash of their ids, so that neighbours in the order are unrelated; equal hashes by id. */
function idOrder(recordIds: readonly string[]): Int32Array {
  const rows = recordIds.length;
  const hashes = new Int32Array(rows);
  const order = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    hashes[row] = textHash(recordIds[row]!);
    order[row] = row;
  }
  const sorted = radixSort(hashes, order, rows);
  for (let start = 0, end = 0; start < rows; start = end) {
    for (end = start + 1; end < rows && sorted.keys[end] === sorted.keys[start];) end++;
    if (end - start > 1)
      sorted.rows.subarray(start, end).sort((a, b) => compareIds(recordIds[a]!, recordIds[b]!));
  }
  return sorted.rows;
}

const compareIds = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** 32-bit FNV-1a over UTF-16 code units with a final mix (Murmur3), as an unsigned number. */
export function textHash(text: string): number {
  let hash = 2166136261;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
