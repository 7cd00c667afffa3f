import { cpSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { AppModule } from '../../../src/app.module.js';
import { BATCH_JOB } from '../../../src/ingestion/process-batch.service.js';
import { createLogger } from '../../../src/platform/logging/index.js';
import { JobQueue } from '../../../src/platform/queue/index.js';
import { ReadinessService } from '../../../src/operations/index.js';
import {
  redisCanStop,
  redisIsMissing,
  runAsAdmin,
  testConfig,
  urlOf,
  useBuiltHub,
  useTestDatabase,
  useTestRedis,
} from '../../harness/index.js';
import { csvOf, manySuppliers } from '../write-path/supplier-network.js';

const SECRET = 'a secret of more than thirty-two characters';
const redis = useTestRedis();
const hub = useTestDatabase();
const { touchstone, makeFolder } = useBuiltHub('redis-spec');

function environment(): Record<string, string> {
  return {
    DATABASE_URL: hub().url,
    REDIS_URL: redis().url,
    TOUCHSTONE_SECRET: SECRET,
    TOUCHSTONE_RULES_DIR: resolve('golden-record-rules'),
  };
}

async function ready(url: string): Promise<unknown> {
  return (await fetch(`${url}/health/ready`)).json();
}

describe.skipIf(redisIsMissing)('a hub whose job queue is on Redis', () => {
  let file = '';
  beforeAll(async () => {
    file = join(await makeFolder(), 'vendors.csv');
    writeFileSync(file, csvOf(manySuppliers(120)));
  });

  it('needs no queue tables in the database', async () => {
    const name = 'test_redis_migrated';
    const admin = inject('adminUrl');
    await runAsAdmin(admin, `DROP DATABASE IF EXISTS ${name}`, `CREATE DATABASE ${name}`);
    const migrate = touchstone(['migrate'], { ...environment(), DATABASE_URL: urlOf(admin, name) });
    expect(await migrate.ended, migrate.text()).toBe(0);
    await runAsAdmin(urlOf(admin, name), `CREATE SCHEMA bullmq`);
    await runAsAdmin(admin, `DROP DATABASE ${name}`);
  });

  it('loads a file with serve and worker as two processes, and leaves nothing waiting in Redis', async () => {
    const folder = await makeFolder();
    cpSync('golden-record-rules', folder, { recursive: true });
    cpSync('test/fixtures/hub-systems', join(folder, 'systems'), { recursive: true });
    const variables = {
      ...environment(),
      TOUCHSTONE_RULES_DIR: folder,
      // No sweep comes while the test lasts: what gets done was told through Redis.
      QUEUE_SWEEP_INTERVAL_MS: '600000',
    };
    const serve = touchstone(['serve'], variables);
    const worker = touchstone(['worker'], variables);
    const [, url = ''] = await serve.says(/serve is ready: (http:\S+)/);
    const [, workerUrl = ''] = await worker.says(/worker is ready: (http:\S+)\/health/);
    expect(await ready(url)).toEqual({
      ready: true,
      parts: { database: 'ok', migrations: 'ok', queue: 'ok' },
    });
    expect(await ready(workerUrl)).toMatchObject({ ready: true });

    const key = touchstone(['key', 'create', 'loader', '--role', 'integration', '--json'], variables);
    expect(await key.ended, key.text()).toBe(0);
    const [, secret = ''] = await key.says(/"secret": "([^"]+)"/);
    const ingest = touchstone(['ingest', 'alpha', 'supplier', file, '--url', url, '--json'], {
      ...variables,
      TOUCHSTONE_API_KEY: secret,
    });
    expect(await ingest.ended, ingest.text()).toBe(0);
    expect(JSON.parse(ingest.text())).toMatchObject({ state: 'done', counts: { read: 120, created: 120 } });

    expect(await redis().command('EXISTS', `bull:${BATCH_JOB}:meta`)).toBe(1);
    const waiting = (await (await fetch(`${url}/metrics`)).text()).match(/^touchstone_queue_waiting\{.*$/gm);
    expect(waiting).toContain(`touchstone_queue_waiting{kind="${BATCH_JOB}"} 0`);
    for (const { child } of [serve, worker]) child.kill('SIGTERM');
    expect(await Promise.all([serve.ended, worker.ended]), serve.text() + worker.text()).toEqual([0, 0]);
  });

  it('starts, loads and stops as one process', async () => {
    const start = touchstone(['start', '--no-demo'], {
      ...environment(),
      TOUCHSTONE_DATA_DIR: await makeFolder(),
    });
    const [, url = ''] = await start.says(/ready after [\d.]+ s: (http:\S+)/);
    expect(await ready(url)).toMatchObject({ ready: true, parts: { queue: 'ok' } });
    start.child.kill('SIGINT');
    expect(await start.ended).toBe(0);
  });

  it('is seen by the doctor', async () => {
    const doctor = touchstone(['doctor', '--json'], {
      ...environment(),
      TOUCHSTONE_DATA_DIR: await makeFolder(),
    });
    expect(await doctor.ended, doctor.text()).toBe(0);
    expect(doctor.text()).toContain('"message": "Redis answers"');
  });

  it('is told by the doctor when no Redis is there', async () => {
    const doctor = touchstone(['doctor', '--json'], {
      ...environment(),
      REDIS_URL: 'redis://:hunter2@127.0.0.1:1',
      TOUCHSTONE_DATA_DIR: await makeFolder(),
    });
    expect(await doctor.ended, doctor.text()).toBe(1);
    expect(doctor.text()).toMatch(/"message": "Redis does not answer .*ECONNREFUSED/);
    expect(doctor.text()).not.toContain('hunter2');
  });
});

describe.skipIf(!redisCanStop)('a Redis that dies and comes back', () => {
  it('that is away when the hub starts keeps nobody waiting, and is used as soon as it is there', async () => {
    await redis().kill();
    await withHub(async app => {
      const queue = app.get(JobQueue, { strict: false });
      const readiness = app.get(ReadinessService, { strict: false });
      const askedAt = performance.now();
      await queue.hint(BATCH_JOB, 'while away');
      expect(await readiness.check()).toMatchObject({ ready: false, parts: { database: 'ok' } });
      // Not a measure of speed: a hint that waits for Redis waits for ever.
      expect(performance.now() - askedAt).toBeLessThan(2_000);
      await redis().start();
      await expect.poll(() => readiness.check(), { timeout: 30_000 }).toMatchObject({ ready: true });
      await queue.hint(BATCH_JOB, 'after');
      await expect.poll(() => queue.countWaiting(BATCH_JOB), { timeout: 30_000 }).toBe(0);
      expect(await redis().command('EXISTS', `bull:${BATCH_JOB}:meta`)).toBe(1);
    });
  });

  it('delays nobody who hints, makes the hub not ready, and is used again by itself', async () => {
    await withHub(async app => {
      const queue = app.get(JobQueue, { strict: false });
      const readiness = app.get(ReadinessService, { strict: false });
      await queue.hint(BATCH_JOB, 'before');
      await expect.poll(() => readiness.check()).toMatchObject({ ready: true });

      await redis().kill();
      const askedAt = performance.now();
      await queue.hint(BATCH_JOB, 'while away');
      await queue.hint('stewardship.wake-tasks', 'first hint of its kind while away');
      // Not a measure of speed: a hint that waits for Redis waits for ever.
      expect(performance.now() - askedAt).toBeLessThan(2_000);
      expect(await readiness.check()).toMatchObject({ ready: false, parts: { database: 'ok' } });

      await redis().start();
      await expect.poll(() => readiness.check(), { timeout: 30_000 }).toMatchObject({ ready: true });
      await expect
        .poll(
          async () => {
            await queue.hint(BATCH_JOB, 'after');
            return redis().command('EXISTS', `bull:${BATCH_JOB}:meta`);
          },
          { timeout: 30_000 },
        )
        .toBe(1);
      await expect.poll(() => queue.countWaiting(BATCH_JOB), { timeout: 30_000 }).toBe(0);
    });
  });
});

async function withHub(use: (app: INestApplicationContext) => Promise<void>): Promise<void> {
  // No sweep comes while the test lasts: what gets done was told through Redis.
  const config = testConfig(hub().url, { REDIS_URL: redis().url, QUEUE_SWEEP_INTERVAL_MS: '600000' });
  const logger = createLogger(config.logging);
  const app = await NestFactory.createApplicationContext(
    AppModule.forRoot({ config, logger, runsJobs: true }),
    { logger: false, abortOnError: false },
  );
  try {
    await use(app);
  } finally {
    await app.close();
  }
}
