import { existsSync } from 'node:fs';
import { DataSource } from 'typeorm';
import type { AppConfig, Settings } from '../platform/config/index.js';
import {
  Database,
  dataSourceOptions,
  findPendingMigrations,
  loadMigrations,
  poolOf,
} from '../platform/database/index.js';
import { StartupError } from '../platform/errors/index.js';
import { openQueueBackend } from '../platform/queue/index.js';
import { checkNode, checkPort, freeBytesOf } from '../platform/startup/index.js';
import { DatabaseFactsRepository } from './database-facts.repository.js';

/** What one look at the set-up found. */
export interface Finding {
  readonly check: string;
  readonly status: 'ok' | 'warning' | 'failed';
  /** One sentence: what was found, and what helps where it is not `ok`. */
  readonly message: string;
}

/** What a check says: nothing wrong, or something worth a warning. What it throws is a failure. */
type Verdict = { readonly ok: string } | { readonly warning: string };

/** Below this a bulk load is likely to fill the disk. */
const FREE_GB_RECOMMENDED = 5;
/** Times of events would be told wrong by this much. */
const CLOCK_SKEW_MAX_MS = 2_000;
const POSTGRES_MIN = 140_000;
const EXTENSIONS = ['pg_trgm', 'unaccent'];

/** What `diagnose` looks at besides the configuration. */
export interface DiagnosisOptions {
  readonly settings: Settings;
  /** What a hub would run with here, or why none can be opened. */
  readonly opened: AppConfig | StartupError;
  /** A hub runs on this data folder, so its port is rightly taken. */
  readonly hubIsRunning: boolean;
  /** Validates the rule files and says what is wrong; absent: only their presence is looked at. */
  readonly checkRules?: (path: string) => Promise<readonly string[]>;
}

/** Looks at everything that a hub stands on. Each check is made whatever the others found. */
export async function diagnose(options: DiagnosisOptions): Promise<readonly Finding[]> {
  const { settings, opened } = options;
  const findings = [
    await look('Node.js', async () => (checkNode(), { ok: `version ${process.versions.node}` })),
    await look('disk space', async () => checkDisk(settings.storage.dataDir)),
    await look('port', () => checkHttpPort(options)),
    await look('rules', () => checkRuleFolder(options)),
    await look('secret', async () => checkSecret(settings)),
  ];
  if (opened instanceof StartupError) {
    return [{ check: 'start', status: 'failed', message: opened.message }, ...findings];
  }
  const config = opened;
  return [...findings, ...(await checkDatabase(config)), await look('job queue', () => checkQueue(config))];
}

async function look(check: string, verdict: () => Promise<Verdict>): Promise<Finding> {
  try {
    const found = await verdict();
    return 'ok' in found
      ? { check, status: 'ok', message: found.ok }
      : { check, status: 'warning', message: found.warning };
  } catch (error) {
    return { check, status: 'failed', message: explain(error) };
  }
}

/** Node hides what matters in the causes: "connect ECONNREFUSED" stands there, and an aggregate has no text at all. */
function explain(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(explain).join('; ');
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} (${explain(error.cause)})`;
}

function checkSecret({ database, security }: Settings): Verdict {
  if (database.url === undefined || security.secret !== undefined) return { ok: 'as the mode needs it' };
  return {
    warning:
      'TOUCHSTONE_SECRET is not set: "serve" and "worker" need the same one (openssl rand -base64 36); only "start" makes its own',
  };
}

function checkDisk(folder: string): Verdict {
  const freeGb = freeBytesOf(folder) / 1024 ** 3;
  const text = `${freeGb.toFixed(1)} GB free for ${folder}`;
  return freeGb >= FREE_GB_RECOMMENDED
    ? { ok: text }
    : { warning: `${text}; a large load needs ${FREE_GB_RECOMMENDED} GB or more` };
}

async function checkHttpPort({ settings: { http }, hubIsRunning }: DiagnosisOptions): Promise<Verdict> {
  if (hubIsRunning) return { ok: `${http.port}, a hub is running on this data folder` };
  await checkPort(http.host, http.port);
  return { ok: `${http.port} is free` };
}

async function checkRuleFolder({ settings, checkRules }: DiagnosisOptions): Promise<Verdict> {
  const { path } = settings.rules;
  if (!existsSync(path)) throw new Error(`${path} does not exist; set TOUCHSTONE_RULES_DIR`);
  const faults = (await checkRules?.(path)) ?? [];
  if (faults.length > 0)
    throw new Error(`${faults.length} faults, the first: ${faults[0]} (see touchstone rules check)`);
  return { ok: path };
}

async function checkQueue(config: AppConfig): Promise<Verdict> {
  const backend = openQueueBackend(config, 0);
  try {
    await backend.ping();
    return { ok: backend.name === 'redis' ? 'Redis answers' : 'runs on PostgreSQL' };
  } catch (error) {
    throw new Error(
      backend.name === 'redis' ? 'Redis does not answer' : 'its tables are missing; run touchstone migrate',
      {
        cause: error,
      },
    );
  } finally {
    await backend.close();
  }
}

async function checkDatabase(config: AppConfig): Promise<readonly Finding[]> {
  let dataSource: DataSource;
  try {
    dataSource = await new DataSource(
      dataSourceOptions(config.database, await loadMigrations()),
    ).initialize();
  } catch (error) {
    return [{ check: 'database', status: 'failed', message: explain(error) }];
  }
  try {
    const facts = await new DatabaseFactsRepository(new Database(poolOf(dataSource))).readServerFacts();
    const missing = EXTENSIONS.filter(name => !facts.extensions.includes(name));
    return [
      await look('database', async () => {
        if (facts.versionNumber < POSTGRES_MIN)
          throw new Error(`PostgreSQL ${facts.version} is too old; 14 or newer is needed`);
        if (facts.encoding !== 'UTF8')
          throw new Error(`the encoding is ${facts.encoding}; create the database with UTF8`);
        return { ok: `PostgreSQL ${facts.version}` };
      }),
      await look('extensions', async () => {
        if (missing.length > 0)
          throw new Error(
            `${missing.join(', ')} missing; run touchstone migrate as the owner of the database`,
          );
        return { ok: EXTENSIONS.join(', ') };
      }),
      await look('migrations', async () => {
        const pending = await findPendingMigrations(dataSource);
        if (pending.length > 0) throw new Error(`${pending.length} are not applied; run touchstone migrate`);
        return { ok: 'all applied' };
      }),
      await look('clocks', async () => {
        const text = `the database is ${Math.abs(Math.round(facts.clockSkewMs))} ms ${facts.clockSkewMs < 0 ? 'behind' : 'ahead'}`;
        return Math.abs(facts.clockSkewMs) <= CLOCK_SKEW_MAX_MS
          ? { ok: text }
          : { warning: `${text}; keep both machines' clocks set by NTP` };
      }),
    ];
  } catch (error) {
    return [{ check: 'database', status: 'failed', message: explain(error) }];
  } finally {
    await dataSource.destroy();
  }
}
