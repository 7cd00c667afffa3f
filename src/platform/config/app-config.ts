import { resolve } from 'node:path';
import { validateSync } from 'class-validator';
import { StartupError } from '../errors/index.js';
import { Environment } from './environment.js';
import { readVariable, variablesOf } from './variable.js';

/** Where the hub listens, and under which address it is known. */
export interface HttpConfig {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Where a worker process answers health checks. */
  readonly workerPort: number;
  readonly publicUrl: string | undefined;
  readonly allowedOrigins: readonly string[];
  readonly trustedProxies: number;
}

/** Limits of one process's database connections. Times in milliseconds, 0: no limit. */
export interface DatabaseSettings {
  /** Absent: the embedded PostgreSQL is used. */
  readonly url: string | undefined;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
  readonly idleTransactionTimeoutMs: number;
}

/** The database as the running hub sees it: the address is always known. */
export interface DatabaseConfig extends DatabaseSettings {
  readonly url: string;
}

/** The job queue. Without `redisUrl` it runs on PostgreSQL. */
export interface QueueConfig {
  readonly redisUrl: string | undefined;
  readonly concurrency: number;
  readonly sweepIntervalMs: number;
  readonly drainTimeoutMs: number;
}

/** Absolute folder of everything that must survive a restart. */
export interface StorageConfig {
  readonly dataDir: string;
}

/** Absolute folder of the rule files. */
export interface RulesConfig {
  readonly path: string;
}

/** Bounds of what one request may ask for. Sizes in bytes. */
export interface LimitsConfig {
  readonly jsonBodyMaxBytes: number;
  readonly uploadMaxBytes: number;
  /** Milliseconds for which an upload may bring nothing. */
  readonly uploadIdleMs: number;
  readonly graphqlDepthMax: number;
  readonly socketSubscriptionsMax: number;
}

/** Bounds of incoming files. Sizes in bytes. */
export interface IngestConfig {
  readonly chunkRecords: number;
  /** Records of one part of a bulk load, by what is done to it. */
  readonly loadPartRecords: { readonly match: number; readonly merge: number };
  readonly fieldMaxBytes: number;
  readonly recordMaxBytes: number;
  readonly columnsMax: number;
  readonly nestingMax: number;
  readonly unfoldedMaxBytes: number;
}

/** Paging and waiting of feed readers, and what deliveries may reach. */
export interface FeedConfig {
  readonly pageEvents: number;
  readonly pollIntervalMs: number;
  readonly checkpointIntervalMs: number;
  readonly slowReaderMs: number;
  /** `host` or `host:port` of targets inside the network. */
  readonly outboundAllowedHosts: readonly string[];
}

/** Keys and sessions as the environment states them. */
export interface SecuritySettings {
  /** Absent: a key is generated once and kept in the data folder. */
  readonly secret: string | undefined;
  readonly sessionHours: number;
}

/** Keys and sessions of the running hub. Never use `secret` itself: derive one key per purpose with `deriveKey`. */
export interface SecurityConfig extends SecuritySettings {
  readonly secret: string;
}

/** What is logged, and in which form. */
export interface LoggingConfig {
  readonly level: Environment['LOG_LEVEL'];
  readonly format: Environment['LOG_FORMAT'];
}

/** All settings as the environment states them, before the embedded database and the generated key fill the gaps. */
export interface Settings {
  readonly http: HttpConfig;
  readonly database: DatabaseSettings;
  readonly queue: QueueConfig;
  readonly storage: StorageConfig;
  readonly rules: RulesConfig;
  readonly limits: LimitsConfig;
  readonly ingest: IngestConfig;
  readonly feed: FeedConfig;
  readonly security: SecuritySettings;
  readonly logging: LoggingConfig;
}

/**
 * The settings of a running process: frozen, complete, injected as a whole (`AppConfig`). An abstract class, because
 * Nest needs a value to inject by.
 */
export abstract class AppConfig implements Settings {
  abstract readonly http: HttpConfig;
  abstract readonly database: DatabaseConfig;
  abstract readonly queue: QueueConfig;
  abstract readonly storage: StorageConfig;
  abstract readonly rules: RulesConfig;
  abstract readonly limits: LimitsConfig;
  abstract readonly ingest: IngestConfig;
  abstract readonly feed: FeedConfig;
  abstract readonly security: SecurityConfig;
  abstract readonly logging: LoggingConfig;
}

/** Names every faulty variable and what is wrong with it, never its value: values may be secrets. */
export class ConfigurationError extends StartupError {
  constructor(readonly faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n- ${faults.join('\n- ')}`,
    );
    this.name = 'ConfigurationError';
  }
}

/**
 * Reads the variables, all faults at once, and freezes what they say.
 *
 * @param variables usually `process.env` over the `.env` file, see `readProcessEnvironment`
 * @param folder relative paths start here
 * @throws ConfigurationError
 */
export function readSettings(
  variables: Readonly<Record<string, string | undefined>>,
  folder: string,
): Settings {
  const environment = readEnvironment(variables);
  return deepFreeze<Settings>({
    http: {
      host: environment.HOST,
      port: environment.PORT,
      workerPort: environment.WORKER_PORT,
      publicUrl: environment.PUBLIC_URL,
      allowedOrigins: environment.ALLOWED_ORIGINS,
      trustedProxies: environment.TRUSTED_PROXIES,
    },
    database: {
      url: environment.DATABASE_URL,
      poolSize: environment.DATABASE_POOL_SIZE,
      statementTimeoutMs: environment.DATABASE_STATEMENT_TIMEOUT_MS,
      lockTimeoutMs: environment.DATABASE_LOCK_TIMEOUT_MS,
      idleTransactionTimeoutMs: environment.DATABASE_IDLE_TRANSACTION_TIMEOUT_MS,
    },
    queue: {
      redisUrl: environment.REDIS_URL,
      concurrency: environment.QUEUE_CONCURRENCY,
      sweepIntervalMs: environment.QUEUE_SWEEP_INTERVAL_MS,
      drainTimeoutMs: environment.QUEUE_DRAIN_TIMEOUT_MS,
    },
    storage: { dataDir: resolve(folder, environment.TOUCHSTONE_DATA_DIR) },
    rules: { path: resolve(folder, environment.TOUCHSTONE_RULES_DIR) },
    limits: {
      jsonBodyMaxBytes: environment.HTTP_JSON_BODY_MAX,
      uploadMaxBytes: environment.HTTP_UPLOAD_MAX,
      uploadIdleMs: environment.HTTP_UPLOAD_IDLE_MS,
      graphqlDepthMax: environment.GRAPHQL_DEPTH_MAX,
      socketSubscriptionsMax: environment.SOCKET_SUBSCRIPTIONS_MAX,
    },
    ingest: {
      chunkRecords: environment.INGEST_CHUNK_RECORDS,
      loadPartRecords: { match: environment.LOAD_MATCH_RECORDS, merge: environment.LOAD_MERGE_RECORDS },
      fieldMaxBytes: environment.INGEST_FIELD_MAX,
      recordMaxBytes: environment.INGEST_RECORD_MAX,
      columnsMax: environment.INGEST_COLUMNS_MAX,
      nestingMax: environment.INGEST_NESTING_MAX,
      unfoldedMaxBytes: environment.INGEST_UNFOLDED_MAX,
    },
    feed: {
      pageEvents: environment.FEED_PAGE_EVENTS,
      pollIntervalMs: environment.FEED_POLL_INTERVAL_MS,
      checkpointIntervalMs: environment.FEED_CHECKPOINT_INTERVAL_MS,
      slowReaderMs: environment.FEED_SLOW_READER_MS,
      outboundAllowedHosts: environment.OUTBOUND_ALLOWED_HOSTS,
    },
    security: { secret: environment.TOUCHSTONE_SECRET, sessionHours: environment.SESSION_HOURS },
    logging: { level: environment.LOG_LEVEL, format: environment.LOG_FORMAT },
  });
}

/** Completes the settings with what only a starting process knows: where the database is, and the key. */
export function completeConfig(
  settings: Settings,
  found: { databaseUrl: string; secret: string },
): AppConfig {
  return deepFreeze<AppConfig>({
    ...settings,
    database: { ...settings.database, url: found.databaseUrl },
    security: { ...settings.security, secret: found.secret },
  });
}

function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const declared = variablesOf(Environment);
  const environment = Object.assign(
    new Environment(),
    Object.fromEntries(
      [...declared].map(([name, description]) => {
        const text = variables[name]?.trim() ?? '';
        return [name, text === '' ? description.default : readVariable(text, description.kind)];
      }),
    ),
  );
  const faults = [
    ...validateSync(environment, { stopAtFirstError: true }).flatMap(({ constraints }) =>
      Object.values(constraints ?? {}),
    ),
    ...Object.keys(variables)
      .filter(name => name.startsWith('TOUCHSTONE_') && !declared.has(name))
      .map(name => `${name} is not a variable of Touchstone`),
  ];
  if (faults.length > 0) throw new ConfigurationError(faults);
  return environment;
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) deepFreeze(part);
  }
  return Object.freeze(value);
}
