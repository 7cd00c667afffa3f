import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { findPendingMigrations } from '../platform/database/index.js';
import { JobQueue } from '../platform/queue/index.js';
import { DatabaseFactsRepository } from './database-facts.repository.js';

/** Whether this process can do its work, and what keeps it from doing so. */
export interface Readiness {
  readonly ready: boolean;
  /** Part → `ok`, or what is wrong with it. */
  readonly parts: Readonly<Record<string, string>>;
}

/** A probe is asked every few seconds: one that hangs must not pile up. */
const ANSWER_WITHIN_MS = 3_000;

/** Finds out whether this process is ready for requests: database, schema and job queue. */
@Injectable()
export class ReadinessService {
  #schemaIsCurrent = false;

  constructor(
    @Inject(DatabaseFactsRepository) private readonly facts: DatabaseFactsRepository,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(JobQueue) private readonly queue: JobQueue,
  ) {}

  async check(): Promise<Readiness> {
    const [database, migrations, queue] = await Promise.all([
      judge(() => this.facts.ping()),
      judge(() => this.#checkSchema()),
      judge(() => this.queue.ping()),
    ]);
    const parts = { database, migrations, queue };
    return { ready: Object.values(parts).every(verdict => verdict === 'ok'), parts };
  }

  async #checkSchema(): Promise<void> {
    // Migrations are never taken back under a running hub, so one good look is enough.
    if (this.#schemaIsCurrent) return;
    const pending = await findPendingMigrations(this.dataSource);
    if (pending.length > 0) throw new Error(`${pending.length} migrations are not applied`);
    this.#schemaIsCurrent = true;
  }
}

async function judge(look: () => Promise<void>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>(resolve => {
    timer = setTimeout(resolve, ANSWER_WITHIN_MS, 'no answer in time').unref();
  });
  try {
    return await Promise.race([look().then(() => 'ok'), late]);
  } catch (error) {
    return error instanceof Error ? error.message : 'failed';
  } finally {
    clearTimeout(timer);
  }
}
