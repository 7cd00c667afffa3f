import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import type { DatabaseConfig } from '../config/index.js';
import type { Logger } from '../logging/index.js';
import { connectionSettings } from './data-source.js';

const LOOK_EVERY_MS = 1_000;
/** Far above what a busy server needs for nothing, and short enough that callers need not guess. */
const ANSWER_WITHIN_MS = 2_000;
/** Silence is counted in ticks: a standstill of this process, in which it notices no answer either, is one of them. */
const TICK_MS = 100;

/**
 * Knows whether the database answers, over a connection of its own: whoever waits for one of the pool cannot tell a silent
 * server from a busy hub. A server that is dead refuses by itself; one that hangs would let every request hang with it.
 */
export class DatabaseWatch {
  readonly #settings: ClientConfig;
  readonly #logger: Logger;
  #client: Client | undefined;
  #isAway = false;
  #stopping: AbortController | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(database: DatabaseConfig, logger: Logger) {
    this.#settings = connectionSettings(database, 'touchstone-watch');
    this.#logger = logger;
  }

  /** True from when the database has not answered for two seconds, until it answers. */
  get isAway(): boolean {
    return this.#isAway;
  }

  start(): void {
    this.#stopping = new AbortController();
    this.#running = this.#repeat(this.#stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stopping?.abort();
    await this.#running;
    await this.#client?.end().catch(() => undefined);
  }

  async #repeat(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#look();
      await sleep(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  async #look(): Promise<void> {
    const settled = new AbortController();
    const asked = this.#ask()
      .then(
        () => true,
        () => false,
      )
      .finally(() => settled.abort());
    if (await Promise.race([asked, silence(settled.signal).then(isSilent => (isSilent ? false : asked))]))
      return this.#note(false);
    const client = this.#client;
    this.#client = undefined;
    void client?.end().catch(() => undefined);
    this.#note(true);
  }

  async #ask(): Promise<void> {
    if (this.#client === undefined) {
      const client = new Client(this.#settings);
      client.on('error', () => undefined);
      this.#client = client;
      await client.connect();
    }
    await this.#client.query('SELECT 1');
  }

  #note(isAway: boolean): void {
    if (isAway === this.#isAway) return;
    if (isAway) this.#logger.error('the database does not answer; requests are refused until it does');
    else this.#logger.warn('the database answers again');
    this.#isAway = isAway;
  }
}

/** @returns whether it lasted; `false` when `signal` ends it */
async function silence(signal: AbortSignal): Promise<boolean> {
  for (let passedMs = 0; passedMs < ANSWER_WITHIN_MS && !signal.aborted; passedMs += TICK_MS) {
    await sleep(TICK_MS, undefined, { ref: false, signal }).catch(() => undefined);
  }
  return !signal.aborted;
}
