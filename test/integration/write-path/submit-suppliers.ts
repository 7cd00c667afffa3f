import { SubmitRecordsService, type WriteOutcome } from '../../../src/ingestion/index.js';
import type { TestHub } from '../../harness/index.js';

/** Hands rows of suppliers to the hub in one go, and returns what became of each. */
export function submitSuppliers(
  hub: TestHub,
  system: string,
  ...rows: Readonly<Record<string, string>>[]
): Promise<WriteOutcome[]> {
  return hub.get(SubmitRecordsService).submit({
    system,
    domain: 'supplier',
    rows: rows.map(fields => ({ fields })),
    actor: 'machine',
    correlationId: 'test',
  });
}
