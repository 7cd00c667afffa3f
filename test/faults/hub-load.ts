import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../src/platform/database/index.js';
import type { WebhookReceiver } from '../integration/syndication/webhook-receiver.js';
import { csvOf, manySuppliers, type Row } from '../integration/write-path/supplier-network.js';

type System = 'alpha' | 'beta';
type Counts = Readonly<Record<string, number>>;

/** A batch that the hub has acknowledged. */
interface Acknowledged {
  readonly batchId: string;
  readonly system: System;
  readonly rows: readonly Row[];
  /** What it must count in the end, whatever happened meanwhile. */
  readonly expected: Counts;
}

/**
 * The shipped rules with two small systems and one target, a receiver of the test: its secret is LEDGER_SECRET.
 *
 * @param folder is made anew
 */
export function rulesWithTarget(folder: string, host: string): string {
  rmSync(folder, { recursive: true, force: true });
  cpSync('golden-record-rules', folder, { recursive: true });
  rmSync(join(folder, 'systems'), { recursive: true });
  cpSync('test/fixtures/hub-systems', join(folder, 'systems'), { recursive: true });
  const alpha = join(folder, 'systems', 'alpha.yaml');
  const target = `targets:\n  - { name: ledger, url: 'http://${host}/hook', secretRef: LEDGER_SECRET, ordering: strict }\n`;
  writeFileSync(alpha, `${readFileSync(alpha, 'utf8')}${target}`);
  return folder;
}

/** Whether everything that is committed has reached the feed and its target. */
export async function isSettled(database: Database): Promise<boolean> {
  const [row] = await database.query<{ open: number }>(
    `SELECT ((SELECT count(*) FROM outbox) + (SELECT h.pos - f.pos FROM feed_head h, fanout_cursor f)
           + (SELECT count(*) FROM delivery WHERE state NOT IN ('acked', 'superseded', 'cancelled')))::int AS open`,
  );
  return row?.open === 0;
}

/** How the hub is reached at this moment; another address after each start. */
export interface HubDoor {
  readonly url: () => string | undefined;
  readonly apiKey: string;
}

/** What the ledgers say against the hub, a few examples of each kind. All empty: nothing was lost and nothing doubled. */
export interface Verdict {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly outOfOrder: readonly string[];
  readonly miscounted: readonly string[];
  /** Events that brought the receiver a tax id, which no webhook may carry. */
  readonly leaked: readonly string[];
}

export const CLEAN: Verdict = { lost: [], doubled: [], outOfOrder: [], miscounted: [], leaked: [] };

/** As the rules write it, or as a value of the attribute; its name alone, in what was masked, is none. */
const TAX_ID = /"taxIds":|\b\d{2}-\d{7}\b/;
/** What a request came to that must not be repeated. */
const REFUSED = Symbol('refused');
/** New suppliers of one batch. */
const FRESH = 60;
const SUPPLIERS = manySuppliers(12_000);
const TRY_AGAIN_MS = 50;
/** Longer than a batch takes over several lives of a hub on a busy machine. */
const WAIT_MAX_MS = 1_800_000;

/**
 * A load as its senders see it: two systems send batch after batch of the same suppliers over HTTP, each repeating a request
 * under its idempotency key until it is acknowledged, and a reader follows the feed by its cursor. All keep ledgers of their own.
 */
export class HubLoad {
  readonly acknowledged: Acknowledged[] = [];
  /** Failures other than a 503 that says when to come again, in words: connections that broke off, other statuses. */
  readonly refusals: string[] = [];
  /** Requests that got such a 503. */
  turnedAway = 0;
  readonly #door: HubDoor;
  readonly #random: () => number;
  readonly #wrong: string[] = [];
  readonly #positions: number[] = [];
  #over = false;
  #settled = false;

  constructor(door: HubDoor, random: () => number) {
    this.#door = door;
    this.#random = random;
  }

  /** Loads until `end` is called, then completes the batches under way. */
  async run(): Promise<void> {
    await Promise.all([this.#send('alpha'), this.#send('beta')]);
  }

  /** Follows the feed until `settle` is called and everything was read. */
  async follow(): Promise<void> {
    let cursor = '';
    for (let hasMore = true; hasMore || !this.#settled;) {
      const query = `limit=200&wait=1${cursor === '' ? '' : `&after=${encodeURIComponent(cursor)}`}`;
      const page = (await this.#ask('GET', `/v1/changes?${query}`)) as
        | typeof REFUSED
        | null
        | {
            events: { sequence: string }[];
            cursor: string;
            hasMore: boolean;
          };
      if (page === REFUSED) return;
      if (page === null) continue;
      this.#positions.push(...page.events.map(event => Number(event.sequence)));
      ({ cursor, hasMore } = page);
    }
  }

  end(): void {
    this.#over = true;
  }

  settle(): void {
    this.#settled = true;
  }

  get rows(): number {
    return this.acknowledged.reduce((sum, { rows }) => sum + rows.length, 0);
  }

  /** Compares the ledgers of the senders, of the reader and of the receiver with each other and with the database. */
  async judge(database: Database, receiver: WebhookReceiver): Promise<Verdict> {
    const texts = async (sql: string): Promise<string[]> =>
      (await database.query<{ text: string }>(sql)).map(row => row.text);
    const versions = new Map<string, number>();
    for (const { system, rows, expected } of this.acknowledged) {
      const fresh = new Set(rows.slice(0, expected['created'] ?? 0).map(row => row.ID));
      const touched = rows.slice(0, (expected['created'] ?? 0) + (expected['updated'] ?? 0));
      for (const { ID } of touched) {
        const key = `${system} ${ID}`;
        versions.set(key, fresh.has(ID) ? 1 : (versions.get(key) ?? 0) + 1);
      }
    }
    const stored = new Map(
      (
        await database.query<{ key: string; versions: number; links: number }>(
          `SELECT system || ' ' || source_key AS key,
                  (SELECT count(*)::int FROM source_record_version v WHERE v.source_record_id = r.id) AS versions,
                  (SELECT count(*)::int FROM link l WHERE l.source_record_id = r.id AND l.until IS NULL) AS links
             FROM source_record r`,
        )
      ).map(row => [row.key, row]),
    );
    const golden = await texts(
      `SELECT golden_record_id || ' ' || version AS text FROM golden_record_version ORDER BY 1`,
    );
    const fed = await texts(`SELECT record_id || ' ' || version AS text FROM feed ORDER BY 1`);
    const applied = receiver.applied.map(event => `${event.recordId} ${event.version}`);
    const positions = [...this.#positions].sort((left, right) => left - right);
    const [head] = await database.query<{ pos: string }>(`SELECT pos FROM feed_head`);
    const all = Array.from({ length: Number(head?.pos ?? -1) }, (_, place) => place + 1);
    const suppliers = new Set([...versions.keys()].map(key => key.replace(/^\w+ [A-Z]/, ''))).size;
    const [alive] = await database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM golden_record WHERE status <> 'MERGED'`,
    );
    return few({
      lost: [
        ...[...versions.keys()].filter(key => (stored.get(key)?.links ?? 0) < 1).map(key => `record ${key}`),
        ...[...versions]
          .filter(([key, count]) => (stored.get(key)?.versions ?? 0) < count)
          .map(([key]) => `version of ${key}`),
        ...without(golden, fed).map(each => `event of ${each}`),
        ...without(fed, applied).map(each => `delivery of ${each}`),
        ...without(all, positions).map(each => `position ${each} at the reader`),
      ],
      doubled: [
        ...this.#wrong,
        ...[...stored.values()].filter(({ links }) => links > 1).map(({ key }) => `link of ${key}`),
        ...[...versions]
          .filter(([key, count]) => (stored.get(key)?.versions ?? 0) > count)
          .map(([key]) => `version of ${key}`),
        ...(alive === undefined || alive.n > suppliers
          ? [`${alive?.n} golden records of ${suppliers} suppliers`]
          : []),
        ...[...repeated(fed), ...without(fed, golden)].map(each => `event of ${each}`),
        ...[...repeated(applied), ...without(applied, fed)].map(each => `delivery of ${each}`),
        ...repeated(positions).map(each => `position ${each} at the reader`),
      ],
      outOfOrder: [
        ...receiver.outOfOrder().map(each => `deliveries of ${each}`),
        ...receiver.forged.map(each => `signature of ${each}`),
        ...(this.#positions.every((position, place) => position === place + 1) ? [] : ['the reader']),
        ...(await texts(
          `SELECT record_id::text AS text FROM (SELECT record_id, version, row_number() OVER (PARTITION BY record_id ORDER BY pos) AS n
             FROM feed) f WHERE version <> n`,
        )),
      ],
      miscounted: await this.#miscounted(database),
      leaked: receiver.applied
        .filter(({ body }) => TAX_ID.test(JSON.stringify(body)))
        .map(({ webhookId }) => webhookId),
    });
  }

  async #miscounted(database: Database): Promise<string[]> {
    const rows = await database.query<{ id: string; state: string; counts: Counts }>(
      `SELECT id, state, jsonb_build_object('read', rows_read, 'created', rows_created, 'updated', rows_updated,
              'unchanged', rows_unchanged, 'stale', rows_stale, 'deleted', rows_deleted, 'quarantined', rows_quarantined) AS counts
         FROM batch WHERE state <> 'receiving'`,
    );
    const known = new Map(rows.map(row => [row.id, row]));
    const wrong = this.acknowledged.flatMap(({ batchId, expected }) => {
      const row = known.get(batchId);
      const isRight =
        row?.state === 'done' &&
        Object.entries(expected).every(([name, count]) => row.counts[name] === count);
      return isRight
        ? []
        : [`batch ${batchId}: ${JSON.stringify(row ?? 'gone')} instead of ${JSON.stringify(expected)}`];
    });
    return rows.length === this.acknowledged.length
      ? wrong
      : [...wrong, `${rows.length} batches of ${this.acknowledged.length} acknowledged ones`];
  }

  async #send(system: System): Promise<void> {
    for (let turn = 0; !this.#over; turn += 1) {
      const { rows, expected } = batchOf(system, turn);
      const batchId = await this.#submit(system, turn, csvOf(rows));
      this.acknowledged.push({ batchId, system, rows, expected });
      // Senders repeat themselves: a lost answer and an impatient person look the same to the hub.
      if (this.#random() < 0.3 && (await this.#submit(system, turn, csvOf(rows))) !== batchId)
        this.#wrong.push(`batch of ${system} ${turn}`);
      await this.#untilEnded(batchId);
    }
  }

  async #submit(system: System, turn: number, body: string): Promise<string> {
    for (const until = performance.now() + WAIT_MAX_MS; performance.now() < until;) {
      const answer = await this.#ask(
        'POST',
        // Every second batch is a bulk load, so that hubs die while they match and merge sets, too.
        `/v1/sources/${system}/supplier/records?name=suppliers.csv&bulk=${turn % 2 === 1}`,
        body,
        {
          'idempotency-key': `${system}-${turn}`,
          'content-type': 'text/csv',
        },
      );
      if (answer === REFUSED) break;
      if (answer !== null) return (answer as { batchId: string }).batchId;
    }
    throw new Error(`batch ${turn} of ${system} was not acknowledged`);
  }

  async #untilEnded(batchId: string): Promise<void> {
    for (const until = performance.now() + WAIT_MAX_MS; performance.now() < until;) {
      const batch = (await this.#ask('GET', `/v1/batches/${batchId}`)) as
        typeof REFUSED | { state: string } | null;
      // A batch that was acknowledged and is gone: the ledgers will tell.
      if (batch === REFUSED) return;
      if (batch?.state === 'done' || batch?.state === 'failed') return;
      await pause(TRY_AGAIN_MS);
    }
    throw new Error(`batch ${batchId} did not end in ${WAIT_MAX_MS} ms`);
  }

  /** `null` when the hub was not there or said that it cannot now; `REFUSED`, a failure of the test, when it will never. */
  async #ask(
    method: 'GET' | 'POST',
    path: string,
    body?: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    const base = this.#door.url();
    try {
      if (base === undefined) throw new Error('not there');
      const response = await fetch(`${base}${path}`, {
        method,
        headers: { authorization: `Bearer ${this.#door.apiKey}`, ...headers },
        ...(body !== undefined && { body }),
      });
      const text = await response.text();
      if (response.status === 503 && Number(response.headers.get('retry-after')) >= 1) this.turnedAway += 1;
      else if (response.status >= 500) this.refusals.push(`${method} ${path}: ${response.status} ${text}`);
      else if (response.ok) return JSON.parse(text);
      else {
        this.#wrong.push(`${method} ${path}: ${response.status} ${text}`);
        return REFUSED;
      }
    } catch (error) {
      // It comes back.
      this.refusals.push(`${method} ${path}: ${String(error)}`);
    }
    await pause(TRY_AGAIN_MS);
    return null;
  }
}

/** New suppliers, and from the second batch of alpha on half of the last batch's changed and the other half as it was. */
function batchOf(system: System, turn: number): Pick<Acknowledged, 'rows' | 'expected'> {
  const own = SUPPLIERS.slice(turn * FRESH, (turn + 1) * FRESH);
  const none = { stale: 0, deleted: 0, quarantined: 0 };
  if (system === 'beta') {
    const rows = own.map(row => ({
      ...row,
      ID: row.ID.replace('A', 'B'),
      NAME: (row['NAME'] ?? '').toUpperCase().replace(', INC.', ' INC'),
      EIN: (row['EIN'] ?? '').replace('-', ''),
    }));
    return { rows, expected: { ...none, read: FRESH, created: FRESH, updated: 0, unchanged: 0 } };
  }
  const before = turn === 0 ? [] : SUPPLIERS.slice((turn - 1) * FRESH, turn * FRESH);
  const changed = before.slice(0, FRESH / 2).map(row => ({ ...row, CITY: 'Topeka', CHANGED: '2026-03-01' }));
  const same = before.slice(FRESH / 2);
  return {
    rows: [...own, ...changed, ...same],
    expected: {
      ...none,
      read: FRESH + before.length,
      created: FRESH,
      updated: changed.length,
      unchanged: same.length,
    },
  };
}

function without<Element>(all: readonly Element[], present: readonly Element[]): Element[] {
  const known = new Set(present);
  return all.filter(each => !known.has(each));
}

function repeated<Element>(list: readonly Element[]): Element[] {
  return list.filter((each, place) => list.indexOf(each) !== place);
}

/** Enough to see what went wrong. */
function few(verdict: Verdict): Verdict {
  const first = (list: readonly string[]): readonly string[] =>
    list.length <= 5 ? list : [...list.slice(0, 5), `and ${list.length - 5} more`];
  return {
    lost: first(verdict.lost),
    doubled: first(verdict.doubled),
    outOfOrder: first(verdict.outOfOrder),
    miscounted: first(verdict.miscounted),
    leaked: first(verdict.leaked),
  };
}
