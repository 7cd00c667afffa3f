import type { TrainingJudgement } from '../core/training/index.js';
import type { Attributes } from '../core/model/index.js';
import type { Features } from '../core/rules/index.js';
import { Database, Transaction } from '../platform/database/index.js';

/** What training reads of a domain, as of one moment. */
export interface HubFacts {
  /** Live records of the domain, of which `records` may be a part. */
  readonly live: number;
  readonly records: readonly { readonly id: string; readonly features: Features }[];
  /** Keys of blocks that are too large to compare, as stored. */
  readonly crowded: ReadonlySet<string>;
  /** Pairs that people have called the same, or not the same. */
  readonly judgements: readonly TrainingJudgement[];
}

/** A source record as people know it. */
export interface NamedRecord {
  readonly id: string;
  readonly system: string;
  readonly key: string;
  readonly attributes: Attributes;
  readonly goldenId: string | null;
}

/** A source record as it was standardised. */
export interface AttributedRecord {
  readonly id: string;
  readonly system: string;
  readonly attributes: Attributes;
}

/** Two records of different golden records. */
export interface AskedPair {
  readonly records: readonly [string, string];
  readonly goldens: readonly [string, string];
}

/** A task that waits for an answer. */
export interface OpenTask {
  readonly id: string;
  /** Whether it shows the two records, or others of their golden records. */
  readonly shows: boolean;
}

/** A record takes part in a sample when the last twenty bits of its id's hash are below a bound. */
const SAMPLE_STEPS = 2 ** 20;

/** Every query of training. It only reads. */
export class HubPairsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Reads a domain in one pass.
   *
   * @param recordsMax beyond it a sample of about as many is read, the same ones every time
   * @param sizeMax records in a block that may be compared
   */
  async read(domain: string, recordsMax: number, sizeMax: number): Promise<HubFacts> {
    return this.database.transaction(
      async tx => {
        const live = await countLive(tx, domain);
        const bound = sampleBound(live, recordsMax);
        const records: { id: string; features: Features }[] = [];
        const rows = tx.stream<{ id: string; features: Features }>(
          `SELECT id, features FROM source_record
            WHERE domain = $1 AND NOT deleted AND (hashint8(id) & ${SAMPLE_STEPS - 1}) < $2 ORDER BY id`,
          [domain, bound],
        );
        for await (const row of rows) records.push({ id: row.id, features: row.features });
        const crowded = await tx.query<{ key: string }>(
          `SELECT key FROM crowded_key WHERE domain = $1 AND records > $2`,
          [domain, sizeMax],
        );
        const judged = await tx.query<{ left_id: string; right_id: string; verdict: string }>(
          `SELECT left_id, right_id, verdict FROM judgement
            WHERE domain = $1 AND withdrawn_at IS NULL AND verdict <> 'unsure' ORDER BY left_id, right_id`,
          [domain],
        );
        return {
          live,
          records,
          crowded: new Set(crowded.map(({ key }) => key)),
          judgements: judged.map(({ left_id: left, right_id: right, verdict }) => ({
            left,
            right,
            // A branch is not its parent company: related records are two things.
            judgedAs: verdict === 'same' ? 'same' : 'other',
          })),
        };
      },
      { isolation: 'repeatable read' },
    );
  }

  /**
   * Hands over the standardised attributes of live records, as of one moment, one by one.
   *
   * @param recordsMax as for `read`
   * @returns how many live records there are
   */
  async eachRecord(
    domain: string,
    recordsMax: number,
    take: (record: AttributedRecord, live: number) => void,
  ): Promise<number> {
    return this.database.transaction(
      async tx => {
        const live = await countLive(tx, domain);
        const rows = tx.stream<AttributedRecord>(
          `SELECT id, system, attributes FROM source_record
            WHERE domain = $1 AND NOT deleted AND (hashint8(id) & ${SAMPLE_STEPS - 1}) < $2 ORDER BY id`,
          [domain, sampleBound(live, recordsMax)],
        );
        for await (const row of rows) take(row, live);
        return live;
      },
      // One try: what was handed over cannot be taken back.
      { isolation: 'repeatable read', retryDelaysMs: [] },
    );
  }

  /** What records are called and where they are, by id. */
  async name(recordIds: readonly string[]): Promise<ReadonlyMap<string, NamedRecord>> {
    const rows = await this.database.query<NamedRecord>(
      `SELECT s.id, s.system, s.source_key AS key, s.attributes, l.golden_record_id AS "goldenId"
         FROM source_record s LEFT JOIN link l ON l.source_record_id = s.id AND l.until IS NULL
        WHERE s.id = ANY($1)`,
      [recordIds],
    );
    return new Map(rows.map(row => [row.id, row]));
  }

  /** Open tasks about each pair of golden records, by `one other` of their records; one that shows the two records comes first. */
  async openTasks(pairs: readonly AskedPair[]): Promise<ReadonlyMap<string, OpenTask>> {
    // One pair at a time, which uses task_golden_ix.
    const rows = await this.database.query<OpenTask & { readonly pair: string }>(
      `SELECT asked.record_one || ' ' || asked.record_other AS pair, about.id, about.shows
         FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[])
              AS asked (golden_one, golden_other, record_one, record_other)
        CROSS JOIN LATERAL (
           SELECT t.id, t.source_record_ids @> ARRAY[asked.record_one, asked.record_other] AS shows FROM task t
            WHERE t.golden_record_ids @> ARRAY[asked.golden_one, asked.golden_other] AND t.state IN ('open', 'snoozed')
            ORDER BY shows DESC, t.id LIMIT 1) about`,
      [
        pairs.map(({ goldens }) => goldens[0]),
        pairs.map(({ goldens }) => goldens[1]),
        pairs.map(({ records }) => records[0]),
        pairs.map(({ records }) => records[1]),
      ],
    );
    return new Map(rows.map(({ pair, id, shows }) => [pair, { id, shows }]));
  }
}

function sampleBound(live: number, recordsMax: number): number {
  return live <= recordsMax ? SAMPLE_STEPS : Math.floor((SAMPLE_STEPS * recordsMax) / live);
}

async function countLive(tx: Transaction, domain: string): Promise<number> {
  const rows = await tx.query<{ records: number }>(
    `SELECT count(*)::int AS records FROM source_record WHERE domain = $1 AND NOT deleted`,
    [domain],
  );
  return rows[0]?.records ?? 0;
}
