import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OPEN_SETS, type OpenSet } from '../../bench/open-sets.js';
import { canonicalTable, dedupeTable, measureResult, type Table } from '../../src/core/columnar/index.js';

/**
 * What `touchstone dedupe --auto` reaches on data that other people labelled, held to a little less than was measured. The sets lie beside
 * the project where somebody measures (`OPEN_DATA`).
 */
const OPEN_DATA = process.env['OPEN_DATA'] ?? new URL('../../../shared/data', import.meta.url).pathname;
const FLOORS: readonly { readonly name: string; readonly f1: number; readonly calibrationError: number }[] = [
  { name: 'splink_fake_1000', f1: 0.965, calibrationError: 0.02 },
  { name: 'chicago_sites', f1: 0.905, calibrationError: 0.03 },
  { name: 'abt_buy', f1: 0.94, calibrationError: 0.02 },
  { name: 'fodors_zagats', f1: 0.97, calibrationError: 0.02 },
  { name: 'febrl3', f1: 0.995, calibrationError: 0.02 },
  { name: 'senzing_truthset', f1: 0.66, calibrationError: 0.02 },
];

const isThere = existsSync(OPEN_DATA);
if (!isThere) console.warn(`${OPEN_DATA} is not there: the quality on open sets is not checked`);

describe.each(FLOORS)('the open set $name', ({ name, f1, calibrationError }) => {
  const set = OPEN_SETS.find(one => one.name === name)!;

  it.skipIf(!isThere)(
    'is deduplicated as well as measured, and the same from its records in another order',
    async () => {
      const { table, truth } = await set.load(OPEN_DATA);
      const [found, again] = [clustered(set, table), clustered(set, reversed(table))];
      const metrics = measureResult(found.table, found.result, truth, set.linkOnly ?? false);
      expect(metrics.pairwise.f1).toBeGreaterThan(f1);
      expect(metrics.calibrationError).toBeLessThan(calibrationError);
      expect(again.byRecord).toEqual(found.byRecord);
    },
  );
});

function clustered(set: OpenSet, read: Table) {
  const table = canonicalTable(read);
  const result = dedupeTable(table, { acrossOnly: set.linkOnly ?? false });
  const byRecord = new Map(table.recordIds.map((id, row) => [id, table.recordIds[result.clusterOf[row]!]!]));
  return { table, result, byRecord };
}

/** The records from last to first. */
function reversed(table: Table): Table {
  return {
    ...table,
    recordIds: table.recordIds.toReversed(),
    sourceOf: table.sourceOf.toReversed(),
    columns: table.columns.map(column => ({ ...column, ids: column.ids.toReversed() })),
  };
}
