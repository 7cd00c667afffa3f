import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import { isConnectionError, isRetryable, toDomainError } from './postgres-errors.js';

/** What both the database and a transaction can do. */
export interface Queryable {
  /** Runs one statement and returns its rows. `bigint` and `numeric` arrive as strings, `date` as `2026-07-01`. */
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Runs one statement and returns how many rows it touched. */
  execute(sql: string, parameters?: readonly unknown[]): Promise<number>;
}

/** How a named lock is taken. */
export interface LockOptions {
  /** Beside others that share it; whoever wants it alone waits for all of them. */
  readonly shared?: boolean;
  /** Where waiting in line is normal: up to two minutes, and from then on a statement may take as long and half a minute more. */
  readonly inLine?: boolean;
}

/** How a transaction runs. */
export interface TransactionOptions {
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  /**
   * Waits before the second, third… try after a deadlock, serialization failure or lock timeout; an empty list means
   * one try only. Fixed times rather than random ones, so that a failing run can be repeated.
   */
  readonly retryDelaysMs?: readonly number[];
}

/** About one second altogether: longer contention is the caller's business. */
const RETRY_DELAYS_MS: readonly number[] = [5, 20, 80, 250, 600];

/**
 * The only way to the database for everything that is hand-written SQL. It shares TypeORM's pool, so that the limit
 * on connections is one. Errors that mean something to a caller are `DomainError`s.
 */
export class Database implements Queryable {
  readonly #pool: Pool;
  readonly #onRetry: () => void;

  constructor(pool: Pool, onRetry: () => void = () => undefined) {
    this.#pool = pool;
    this.#onRetry = onRetry;
    // A new connection may bring its greeting and the end of the server in one packet. Then nobody listens to it yet, and an
    // error that nobody listens to would end the process.
    pool.on('connect', client => void client.on('error', () => undefined));
  }

  async query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.#withClient(async client => (await client.query<Row>(sql, [...parameters])).rows);
  }

  async execute(sql: string, parameters: readonly unknown[] = []): Promise<number> {
    return this.#withClient(async client => (await client.query(sql, [...parameters])).rowCount ?? 0);
  }

  /**
   * Runs `work` in one transaction: commits when it returns, rolls back when it throws. After a deadlock, serialization
   * failure or lock timeout it is run again from its start, so whatever it does besides the database must be
   * repeatable, or wait for `afterCommit`.
   */
  async transaction<Result>(
    work: (tx: Transaction) => Promise<Result>,
    { isolation = 'read committed', retryDelaysMs = RETRY_DELAYS_MS }: TransactionOptions = {},
  ): Promise<Result> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#runOnce(work, isolation);
      } catch (error) {
        const delayMs = retryDelaysMs[attempt];
        if (delayMs === undefined || !isRetryable(error)) throw error;
        this.#onRetry();
        await sleep(delayMs);
      }
    }
  }

  /**
   * Runs `work` while this process holds the named lock, and no other process of the hub does. The lock ends with the
   * process or its connection, `signal` tells `work` of the latter.
   *
   * @param wait false: return `undefined` at once when another process holds it
   */
  async withLock<Result>(
    name: string,
    work: (signal: AbortSignal) => Promise<Result>,
    { wait = true }: { wait?: boolean } = {},
  ): Promise<Result | undefined> {
    const client = await this.#connect();
    const lost = new AbortController();
    const onError = (error?: unknown): void => lost.abort(error);
    client.on('error', onError);
    client.on('end', onError);
    let clean = false;
    try {
      if (!(await takeLock(client, `touchstone.${name}`, wait))) {
        clean = true;
        return undefined;
      }
      try {
        return await work(lost.signal);
      } finally {
        clean = !lost.signal.aborted && (await giveLock(client));
      }
    } catch (error) {
      throw toDomainError(error);
    } finally {
      if (clean) {
        client.removeListener('error', onError);
        client.removeListener('end', onError);
      }
      // Closing the connection ends the lock too. Its listener stays then: an error that arrives while it closes would
      // end the process otherwise.
      client.release(!clean);
    }
  }

  async #runOnce<Result>(
    work: (tx: Transaction) => Promise<Result>,
    isolation: NonNullable<TransactionOptions['isolation']>,
  ): Promise<Result> {
    const afterCommit: (() => void | Promise<void>)[] = [];
    const result = await this.#withClient(async client => {
      await client.query(`BEGIN ISOLATION LEVEL ${isolation}`);
      const tx = new Transaction(client, afterCommit);
      try {
        const value = await work(tx);
        await tx.settle();
        await client.query('COMMIT');
        return value;
      } catch (error) {
        await tx.settle().catch(() => undefined);
        if (!isConnectionError(error)) await client.query('ROLLBACK');
        throw error;
      } finally {
        tx.end();
      }
    });
    for (const act of afterCommit) await act();
    return result;
  }

  async #withClient<Result>(use: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.#connect();
    let broken: unknown;
    const onError = (error: unknown) => (broken = error);
    // A connection that breaks while it is checked out raises an event that would end the process without a listener.
    client.on('error', onError);
    try {
      return await use(client);
    } catch (error) {
      if (isConnectionError(error)) broken = error;
      throw toDomainError(error);
    } finally {
      if (broken === undefined) client.removeListener('error', onError);
      client.release(broken !== undefined);
    }
  }

  async #connect(): Promise<PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw toDomainError(error);
    }
  }
}

/**
 * A statement that waits for a lock. How long is for the server's own limits to say, which whoever waits sets for itself: the driver's
 * limit, which is there for servers that are gone, would end a wait in line that is in order.
 */
function waitingInLine(text: string, name: string): QueryConfig {
  return Object.assign({ text, values: [name] }, { query_timeout: LONGEST_TIMER_MS });
}

/** The longest that a timer of Node can be set to: 24 days. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** @returns whether the lock was granted */
async function takeLock(client: PoolClient, name: string, wait: boolean): Promise<boolean> {
  if (!wait) {
    const { rows } = await client.query<{ held: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS held',
      [name],
    );
    return rows[0]?.held === true;
  }
  await client.query('SET lock_timeout = 0; SET statement_timeout = 0');
  await client.query(waitingInLine('SELECT pg_advisory_lock(hashtextextended($1, 0))', name));
  return true;
}

/** @returns whether the connection is as it was before `takeLock` */
async function giveLock(client: PoolClient): Promise<boolean> {
  try {
    await client.query('SELECT pg_advisory_unlock_all(); RESET lock_timeout; RESET statement_timeout');
    return true;
  } catch {
    return false;
  }
}

/** One running transaction. It must not be used after the function that received it has returned. */
export class Transaction implements Queryable {
  readonly #client: PoolClient;
  readonly #afterCommit: (() => void | Promise<void>)[];
  #ended = false;
  #savepoints = 0;
  /** Settles when the statements so far have; never rejects. */
  #earlier: Promise<unknown> = Promise.resolve();
  /** How many of them have not. */
  #underWay = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor(client: PoolClient, afterCommit: (() => void | Promise<void>)[]) {
    this.#client = client;
    this.#afterCommit = afterCommit;
  }

  async query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.#inTurn(client => client.query<Row>(sql, [...parameters]))).rows;
  }

  async execute(sql: string, parameters: readonly unknown[] = []): Promise<number> {
    return (await this.#inTurn(client => client.query(sql, [...parameters]))).rowCount ?? 0;
  }

  /**
   * Runs a statement whose outcome nobody needs to go on: the database works on it while the caller works on what comes next.
   * Later statements see its effect. If it fails, every later statement and the commit fail with its error.
   *
   * @param check looks at how many rows it touched; what it throws counts as the statement's failure
   */
  send(sql: string, parameters: readonly unknown[] = [], check?: (rowCount: number) => void): void {
    const sent = this.#inTurn(client => client.query(sql, [...parameters]));
    this.#waitFor(
      sent
        .then(({ rowCount }) => check?.(rowCount ?? 0))
        .catch((error: unknown) => (this.#failure ??= { error })),
    );
  }

  /** Waits for everything that was sent. @throws the first failure of it */
  async settle(): Promise<void> {
    await this.#earlier;
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  /** Reads a result of any size in bounded memory, `chunkRows` at a time, through a cursor of the database. */
  async *stream<Row extends object>(
    sql: string,
    parameters: readonly unknown[] = [],
    chunkRows = 500,
  ): AsyncGenerator<Row> {
    const cursor = `stream_${(this.#savepoints += 1)}`;
    await this.settle();
    await this.#open().query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${sql}`, [...parameters]);
    try {
      for (;;) {
        const rows = await this.query<Row>(`FETCH ${chunkRows} FROM ${cursor}`);
        yield* rows;
        if (rows.length < chunkRows) return;
      }
    } finally {
      if (!this.#ended) await this.#client.query(`CLOSE ${cursor}`).catch(() => undefined);
    }
  }

  /** Waits for the named lock and holds it until the transaction ends. Take several in a fixed order. */
  async lock(name: string, { shared = false, inLine = false }: LockOptions = {}): Promise<void> {
    if (inLine) {
      await this.query(
        `SELECT set_config('lock_timeout', '120s', true), set_config('statement_timeout', '150s', true)`,
      );
    }
    const statement = waitingInLine(
      `SELECT pg_advisory_xact_lock${shared ? '_shared' : ''}(hashtextextended($1, 0))`,
      `touchstone.${name}`,
    );
    await this.#inTurn(client => client.query(statement));
  }

  /** Runs a part that may fail without ending the whole transaction: its own writes are undone, the error is thrown on. */
  async savepoint<Result>(work: () => Promise<Result>): Promise<Result> {
    const name = `part_${(this.#savepoints += 1)}`;
    await this.settle();
    await this.#open().query(`SAVEPOINT ${name}`);
    try {
      const result = await work();
      await this.settle();
      await this.#open().query(`RELEASE SAVEPOINT ${name}`);
      return result;
    } catch (error) {
      await this.#earlier;
      if (!isConnectionError(error)) await this.#client.query(`ROLLBACK TO SAVEPOINT ${name}`);
      this.#failure = undefined;
      throw toDomainError(error);
    }
  }

  /** Registers what happens once the transaction is committed, and not at all otherwise: hints to the queue, for instance. */
  afterCommit(act: () => void | Promise<void>): void {
    this.#afterCommit.push(act);
  }

  /** Called by `Database` alone: makes later use of this object an error instead of a statement outside the transaction. */
  end(): void {
    this.#ended = true;
  }

  /**
   * One statement at a time, in the order in which they were asked for: a connection knows no other way. The first one leaves at
   * once, so that the database is at work on it while the caller is on what comes next.
   */
  #inTurn<Result>(run: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const client = this.#open();
    const start = (): Promise<Result> => {
      if (this.#failure !== undefined) throw this.#failure.error;
      return run(client);
    };
    const isFirst = this.#underWay === 0 && this.#failure === undefined;
    const result = isFirst ? start() : this.#earlier.then(start);
    this.#waitFor(result.catch(() => undefined));
    return result;
  }

  /** @param settled never rejects */
  #waitFor(settled: Promise<unknown>): void {
    this.#underWay += 1;
    this.#earlier = settled.finally(() => {
      this.#underWay -= 1;
    });
  }

  #open(): PoolClient {
    if (this.#ended) throw new Error('the transaction has ended; a promise was not awaited inside it');
    return this.#client;
  }
}
