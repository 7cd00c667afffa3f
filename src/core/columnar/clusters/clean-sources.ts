/**
 * Which sources hold each thing once. A source with duplicates has, among them, some that were copied nearly letter for letter; a
 * catalogue or a bibliography has look-alikes, but hardly two entries that agree on everything.
 */
import type { PairComparer } from '../levels/compare-pairs.js';
import type { Pairs } from '../blocking/pairs.js';
import type { Table } from '../table/table.js';

/** Share of records with a copy in the same source from which that source is taken to have duplicates. */
const COPIED_SHARE_MAX = 0.05;
/** Fields that two records must both have before their agreement on all means anything. */
const FIELDS_MIN = 2;

/** The clean sources, by number, judged by pairs of records of one source. */
export function findCleanSources(table: Table, inside: Pairs, comparer: PairComparer): ReadonlySet<number> {
  if (table.sources.length < 2) return new Set();
  const copied = new Uint8Array(table.rows);
  const rows = new Float64Array(table.sources.length);
  for (const source of table.sourceOf) rows[source]!++;
  const tops = comparer.fields.map(({ comparison }) => comparison.labels.length - 1);
  const needed = Math.min(FIELDS_MIN, tops.length);
  const { patternOf, levels } = comparer.compare(inside.left, inside.right, inside.count);
  for (let pair = 0; pair < inside.count; pair++) {
    if (table.sourceOf[inside.left[pair]!] !== table.sourceOf[inside.right[pair]!]) continue;
    const at = patternOf[pair]! * tops.length;
    let present = 0;
    let isCopy = true;
    for (const [field, top] of tops.entries()) {
      const level = levels[at + field]!;
      if (level === 0) continue;
      present++;
      if (level < top - 1) isCopy = false;
    }
    if (isCopy && present >= needed) copied[inside.left[pair]!] = copied[inside.right[pair]!] = 1;
  }
  const copies = new Float64Array(table.sources.length);
  for (const [row, flag] of copied.entries()) copies[table.sourceOf[row]!]! += flag;
  return new Set(
    [...table.sources.keys()].filter(source => copies[source]! <= COPIED_SHARE_MAX * rows[source]!),
  );
}
