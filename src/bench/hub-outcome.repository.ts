import type { Queryable } from '../platform/database/index.js';
import { unpackProvenance, type PackedProvenance } from '../core/survivorship/index.js';
import { recordName, type HubFault, type HubGolden, type HubOutcome } from './quality-facts.js';

interface FaultRow {
  readonly domain: string;
  readonly system: string;
  readonly key: string;
  readonly code: string;
}

/** Reads what a hub has made of everything that it was sent. Only benches read a hub like this: whole, and past masking. */
export class HubOutcomeRepository {
  constructor(private readonly database: Queryable) {}

  /** Whether the hub has never taken a record in. */
  async isEmpty(): Promise<boolean> {
    const rows = await this.database.query<{ used: boolean }>(
      `SELECT EXISTS (SELECT FROM source_record) OR EXISTS (SELECT FROM batch) AS used`,
    );
    return rows[0]?.used !== true;
  }

  async read(): Promise<HubOutcome> {
    const records = await this.database.query<{
      domain: string;
      system: string;
      key: string;
      goldenId: string;
    }>(
      `SELECT s.domain, s.system, s.source_key AS key, l.golden_record_id AS "goldenId"
         FROM source_record s JOIN link l ON l.source_record_id = s.id AND l.until IS NULL`,
    );
    const tasks = await this.database.query<{ domain: string; goldenIds: string[] }>(
      `SELECT domain, golden_record_ids AS "goldenIds" FROM task WHERE state IN ('open', 'snoozed')`,
    );
    return {
      records: records.map(({ domain, system, key, goldenId }) => ({
        domain,
        name: recordName(system, key),
        goldenId,
      })),
      tasks,
      faults: await this.#faults(),
      goldens: await this.#goldens(),
    };
  }

  /** Of accepted records what is noted on them, of the others why they are in quarantine. */
  async #faults(): Promise<HubFault[]> {
    const rows = await this.database.query<FaultRow>(
      `SELECT domain, system, source_key AS key, fault ->> 'code' AS code
         FROM source_record, jsonb_array_elements(faults) AS fault
       UNION
       SELECT domain, system, source_key, cause ->> 'code'
         FROM quarantine, jsonb_array_elements(causes) AS cause WHERE source_key IS NOT NULL`,
    );
    return rows.map(({ domain, system, key, code }) => ({ domain, name: recordName(system, key), code }));
  }

  async #goldens(): Promise<HubGolden[]> {
    const rows = await this.database.query<{
      id: string;
      attributes: Readonly<Record<string, unknown>>;
      provenance: PackedProvenance;
    }>(`SELECT id, attributes, provenance FROM golden_record WHERE status <> 'MERGED'`);
    return rows.map(({ id, attributes, provenance }) => ({
      id,
      attributes,
      winners: Object.fromEntries(
        Object.entries(unpackProvenance(provenance)).flatMap(([name, { winner }]) =>
          winner === undefined ? [] : [[name, winner.system] as const],
        ),
      ),
    }));
  }
}
