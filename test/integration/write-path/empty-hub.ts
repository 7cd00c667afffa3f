import type { Database } from '../../../src/platform/database/index.js';

/** Forgets every record and all that came of them; rules, accounts and keys stay. */
export async function emptyHub(database: Database): Promise<void> {
  await database.query(
    `TRUNCATE source_record, source_record_version, quarantine, match_key, crowded_key, candidate_pair, judgement,
              golden_record, golden_record_version, link, pin, change_request, task, outbox, batch_join_row, batch_seen,
              batch_part, batch_file, batch, loaded_record, load_part, ingest_request RESTART IDENTITY`,
  );
}
