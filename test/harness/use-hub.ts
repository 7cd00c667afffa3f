import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, beforeAll } from 'vitest';
import { AppModule } from '../../src/app.module.js';
import type { WebhookTarget } from '../../src/core/rules/index.js';
import { createLogger } from '../../src/platform/logging/index.js';
import { readSettings } from '../../src/platform/config/index.js';
import { useTestDatabase, type TestDatabase } from './test-database.js';

/** A running hub without HTTP, on a database of its own. */
export interface TestHub extends TestDatabase {
  /** A service of the hub. */
  get<Service>(token: Type<Service>): Service;
}

/** What a test's hub has that others do not. */
export interface TestHubOptions {
  /** Folder of `test/fixtures` whose systems send records. */
  readonly systems?: string;
  /**
   * Targets by system, written into the system's file. One that is only put into the table would be removed again by the hub, which
   * keeps the table what the files say.
   */
  readonly targets?: Readonly<Record<string, readonly WebhookTarget[]>>;
  /** Environment variables over the product's defaults. */
  readonly variables?: Readonly<Record<string, string>>;
}

/**
 * Starts the whole hub for the tests of this file: the shipped rules, with the systems of `test/fixtures/<systems>` in place of the
 * shipped ones where given. Jobs run only when a test runs them, so that tests decide when work happens.
 */
export function useHub({ systems, targets = {}, variables = {} }: TestHubOptions = {}): () => TestHub {
  const rulesDir = join(tmpdir(), `touchstone-rules-${process.pid}-${Math.trunc(performance.now() * 1000)}`);
  beforeAll(async () => {
    await prepareRules(rulesDir, systems, targets);
  });
  const database = useTestDatabase({ ...variables, TOUCHSTONE_RULES_DIR: rulesDir });
  let app: INestApplicationContext | undefined;
  beforeAll(async () => {
    const logger = createLogger(readSettings({ LOG_LEVEL: 'error' }, process.cwd()).logging);
    const config = database().config;
    app = await NestFactory.createApplicationContext(AppModule.forRoot({ config, logger, runsJobs: false }), {
      logger: false,
      abortOnError: false,
    });
  });
  afterAll(async () => {
    await app?.close();
    await rm(rulesDir, { recursive: true, force: true });
  });
  return () => ({
    ...database(),
    get: token => {
      if (app === undefined) throw new Error('the hub is only there while tests run');
      return app.get(token, { strict: false });
    },
  });
}

async function prepareRules(
  folder: string,
  systems: string | undefined,
  targets: NonNullable<TestHubOptions['targets']>,
): Promise<void> {
  const staging = await mkdtemp(`${folder}-`);
  await cp('golden-record-rules', staging, {
    recursive: true,
    filter: source => systems === undefined || !/golden-record-rules\/systems/.test(source),
  });
  if (systems !== undefined)
    await cp(`test/fixtures/${systems}`, join(staging, 'systems'), { recursive: true });
  for (const [system, described] of Object.entries(targets)) {
    await appendFile(join(staging, 'systems', `${system}.yaml`), `\ntargets: ${JSON.stringify(described)}\n`);
  }
  await cp(staging, folder, { recursive: true });
  await rm(staging, { recursive: true, force: true });
}
