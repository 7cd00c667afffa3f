import { Inject, Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { describe, expect, it } from 'vitest';
import { Database } from '../../../src/platform/database/index.js';
import { createLogger, currentCorrelationId, withCorrelation } from '../../../src/platform/logging/index.js';
import { PlatformModule } from '../../../src/platform/platform.module.js';
import { JobQueue, JobRegistry, type JobHandler } from '../../../src/platform/queue/index.js';
import { useTestDatabase, type TestDatabase } from '../../harness/index.js';

/** Registers the handlers of one test the way a module of the hub does. */
@Module({})
class TestJobs {
  static handlers: readonly JobHandler[] = [];

  constructor(@Inject(JobRegistry) registry: JobRegistry) {
    for (const handler of TestJobs.handlers) registry.register(handler);
  }
}

const hub = useTestDatabase({ QUEUE_SWEEP_INTERVAL_MS: '300', QUEUE_DRAIN_TIMEOUT_MS: '3000' });

function moduleFor({ config }: TestDatabase, runsJobs: boolean): DynamicModule {
  const logger = createLogger(config.logging);
  return { module: TestJobs, imports: [PlatformModule.forRoot({ config, logger, runsJobs })] };
}

async function withProcess(
  handlers: readonly JobHandler[],
  use: (app: INestApplicationContext) => Promise<void>,
  { runsJobs = true }: { runsJobs?: boolean } = {},
): Promise<void> {
  TestJobs.handlers = handlers;
  const app = await NestFactory.createApplicationContext(moduleFor(hub(), runsJobs), {
    logger: false,
    abortOnError: false,
  });
  try {
    await use(app);
  } finally {
    await app.close();
  }
}

/** A handler that notes the ids it is given. */
function recorder(kind: string): JobHandler & { readonly seen: string[] } {
  const seen: string[] = [];
  return { kind, seen, run: async id => void seen.push(id) };
}

describe('the job queue on PostgreSQL', () => {
  it('runs what is hinted at, with the correlation id of the one who hinted', async () => {
    const seen: (readonly [string, string | undefined])[] = [];
    const handler: JobHandler = {
      kind: 'test.round-trip',
      run: async id => void seen.push([id, currentCorrelationId()]),
    };
    await withProcess([handler], async app => {
      const queue = app.get(JobQueue);
      expect(queue.backendName).toBe('postgres');
      await withCorrelation('line-7', () => queue.hint('test.round-trip', 'a'));
      await expect.poll(() => seen).toEqual([['a', 'line-7']]);
    });
  });

  it('merges hints at the same work while it waits, and runs it once more when hinted at while it runs', async () => {
    const started: string[] = [];
    let release: () => void = () => undefined;
    const gate = new Promise<void>(resolve => (release = resolve));
    const handler: JobHandler = {
      kind: 'test.merge',
      async run(id) {
        started.push(id);
        await gate;
      },
    };
    await withProcess([handler], async app => {
      const queue = app.get(JobQueue);
      await queue.hint('test.merge', 'a');
      await expect.poll(() => started).toEqual(['a']);
      for (let hint = 0; hint < 20; hint += 1) await queue.hint('test.merge', 'a');
      release();
      await expect.poll(() => started).toEqual(['a', 'a']);
      await new Promise(resolve => setTimeout(resolve, 300));
      expect(started).toEqual(['a', 'a']);
    });
  });

  it('keeps hints until a worker comes, when they are made in a process that runs no jobs', async () => {
    const waiting = recorder('test.split');
    await withProcess([waiting], app => app.get(JobQueue).hint('test.split', 'a'), { runsJobs: false });
    expect(waiting.seen).toEqual([]);
    const worker = recorder('test.split');
    await withProcess([worker], async () => {
      await expect.poll(() => worker.seen).toEqual(['a']);
    });
  });

  it('goes on after a job that throws', async () => {
    const seen: string[] = [];
    const handler: JobHandler = {
      kind: 'test.failing',
      async run(id) {
        seen.push(id);
        if (id === 'bad') throw new Error('no');
      },
    };
    await withProcess([handler], async app => {
      const queue = app.get(JobQueue);
      await queue.hint('test.failing', 'bad');
      await queue.hint('test.failing', 'good');
      await expect.poll(() => seen.toSorted()).toEqual(['bad', 'good']);
    });
  });

  it('tells running jobs to stop, and waits for them, before the database closes', async () => {
    let ended = '';
    let started = false;
    const handler: JobHandler = {
      kind: 'test.draining',
      async run(_id, { signal }) {
        started = true;
        await new Promise(resolve => signal.addEventListener('abort', resolve));
        const [row] = await hub().database.query<{ text: string }>(`SELECT 'written'::text AS text`);
        ended = row?.text ?? '';
      },
    };
    await withProcess([handler], async app => {
      await app.get(JobQueue).hint('test.draining', 'a');
      await expect.poll(() => started).toBe(true);
    });
    expect(ended).toBe('written');
  });

  it('goes on after its connections were lost', async () => {
    const handler = recorder('test.reconnect');
    await withProcess([handler], async app => {
      const queue = app.get(JobQueue);
      await queue.hint('test.reconnect', 'before');
      await expect.poll(() => handler.seen).toEqual(['before']);
      await hub().database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
      );
      await expect
        .poll(() => queue.hint('test.reconnect', 'after').then(() => handler.seen), {
          timeout: 15_000,
          interval: 200,
        })
        .toContain('after');
    });
  });

  it('does not throw when its tables are gone, because hints may be lost', async () => {
    await withProcess([recorder('test.lost')], async app => {
      await hub().database.execute('ALTER SCHEMA bullmq RENAME TO bullmq_away');
      try {
        await app.get(JobQueue).hint('test.lost', 'a');
      } finally {
        await hub().database.execute('ALTER SCHEMA bullmq_away RENAME TO bullmq');
      }
    });
  });
});

describe('the sweep', () => {
  it('finds the work again after everything in the queue is lost, within an interval', async () => {
    const { database } = hub();
    await database.execute('CREATE TABLE work (id text PRIMARY KEY, done boolean NOT NULL DEFAULT false)');
    const kind = 'test.sweep';
    const findDueWork = async (limit: number) => {
      const rows = await database.query<{ id: string }>(
        'SELECT id FROM work WHERE NOT done ORDER BY id LIMIT $1',
        [limit],
      );
      return rows.map(({ id }) => id);
    };
    const run = async (id: string) =>
      void (await database.execute('UPDATE work SET done = true WHERE id = $1', [id]));
    // Committed and hinted at, then the queue loses all: its tables are emptied before any worker runs.
    await withProcess(
      [{ kind, run, findDueWork }],
      async app => {
        await app.get(Database).transaction(async tx => {
          await tx.execute(`INSERT INTO work SELECT 'w' || n FROM generate_series(1, 500) n`);
          tx.afterCommit(() => app.get(JobQueue).hint(kind, 'w1'));
        });
        await emptyQueue();
      },
      { runsJobs: false },
    );
    await withProcess([{ kind, run, findDueWork }], async () => {
      await expect.poll(() => findDueWork(1), { timeout: 30_000 }).toEqual([]);
      await database.execute(`INSERT INTO work VALUES ('late')`);
      await emptyQueue();
      await expect.poll(() => findDueWork(1), { timeout: 30_000 }).toEqual([]);
    });
  });

  async function emptyQueue(): Promise<void> {
    await hub().database.execute(
      'TRUNCATE bullmq.job, bullmq.dedup, bullmq.dedup_next, bullmq.job_log, bullmq.job_dependency, bullmq.event',
    );
  }

  it('finds the work again when only the jobs are lost and what merges hints stays', async () => {
    const { database } = hub();
    await database.execute('CREATE TABLE merged (id text PRIMARY KEY)');
    const kind = 'test.stale-merge';
    const handler: JobHandler = {
      kind,
      run: async id => void (await database.execute('DELETE FROM merged WHERE id = $1', [id])),
      findDueWork: async () =>
        (await database.query<{ id: string }>('SELECT id FROM merged')).map(({ id }) => id),
    };
    await withProcess([handler], app => app.get(JobQueue).hint(kind, 'a', { delayMs: 60_000 }), {
      runsJobs: false,
    });
    await database.execute(`TRUNCATE bullmq.job CASCADE; INSERT INTO merged VALUES ('a')`);
    await withProcess([handler], async () => {
      await expect.poll(() => handler.findDueWork?.(1)).toEqual([]);
    });
  });
});
