import { IsArray, IsIn, IsOptional, IsString, IsUrl, Matches, MinLength } from 'class-validator';
import { IntegerVariable, Variable } from './variable.js';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/**
 * Every environment variable that Touchstone reads, and nothing else reads `process.env`. What a variable means for
 * the business is not here: that is a rule file under `golden-record-rules/`.
 */
export class Environment {
  @Variable({
    group: 'http',
    kind: 'text',
    default: '127.0.0.1',
    description: 'Address to listen on. Set 0.0.0.0 to be reachable from other machines, behind a TLS proxy.',
  })
  @IsString()
  HOST!: string;

  @IntegerVariable({
    group: 'http',
    default: 4600,
    description: 'Port of the UI, the API and the health checks. 0 takes any free port.',
    min: 0,
    max: 65_535,
  })
  PORT!: number;

  @IntegerVariable({
    group: 'http',
    default: 4601,
    description: 'Port of the health checks and metrics of a worker process. 0 takes any free port.',
    min: 0,
    max: 65_535,
  })
  WORKER_PORT!: number;

  @Variable({
    group: 'http',
    kind: 'text',
    description:
      'Address that people and systems use to reach the hub, for links and origin checks, when it differs from HOST and PORT.',
  })
  @IsOptional()
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  PUBLIC_URL?: string;

  @Variable({
    group: 'http',
    kind: 'list',
    default: [],
    description: 'Further origins whose pages may open WebSockets and send cookies, separated by commas.',
  })
  @IsArray()
  @Matches(/^https?:\/\/[^/]+$/, {
    each: true,
    message: 'ALLOWED_ORIGINS must be origins such as https://hub.example.org',
  })
  ALLOWED_ORIGINS!: readonly string[];

  @IntegerVariable({
    group: 'http',
    default: 0,
    unit: 'proxies',
    description: 'Number of reverse proxies in front of the hub whose X-Forwarded-For is believed.',
    min: 0,
    max: 10,
  })
  TRUSTED_PROXIES!: number;

  @Variable({
    group: 'database',
    kind: 'text',
    secret: true,
    description:
      'PostgreSQL 14 or newer, for instance postgres://hub:…@db.example.org:5432/touchstone. Absent: `touchstone start` runs its own PostgreSQL in the data folder.',
  })
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/\S+$/, { message: 'DATABASE_URL must start with postgres://' })
  DATABASE_URL?: string;

  @IntegerVariable({
    group: 'database',
    default: 20,
    unit: 'connections',
    description: 'Connections of one process. At least twice the number of concurrent jobs.',
    min: 4,
    max: 500,
  })
  DATABASE_POOL_SIZE!: number;

  @IntegerVariable({
    group: 'database',
    default: 60_000,
    unit: 'ms',
    description: 'A statement that runs longer is cancelled. 0: never.',
    min: 0,
  })
  DATABASE_STATEMENT_TIMEOUT_MS!: number;

  @IntegerVariable({
    group: 'database',
    default: 10_000,
    unit: 'ms',
    description:
      'A statement that waits longer for a lock fails, and its transaction is tried again. 0: never.',
    min: 0,
  })
  DATABASE_LOCK_TIMEOUT_MS!: number;

  @IntegerVariable({
    group: 'database',
    default: 60_000,
    unit: 'ms',
    description:
      'A transaction that does nothing for longer is ended by the database, so that a stuck process cannot hold locks.',
    min: 0,
  })
  DATABASE_IDLE_TRANSACTION_TIMEOUT_MS!: number;

  @Variable({
    group: 'queue',
    kind: 'text',
    secret: true,
    description:
      'Redis 6.2 or newer for the job queue, for instance redis://cache.example.org:6379. Absent: the queue runs on PostgreSQL.',
  })
  @IsOptional()
  @Matches(/^rediss?:\/\/\S+$/, { message: 'REDIS_URL must start with redis:// or rediss://' })
  REDIS_URL?: string;

  @IntegerVariable({
    group: 'queue',
    default: 8,
    unit: 'jobs',
    description:
      'Jobs of one kind that one process runs at the same time, where the kind does not ask for fewer. Batches of one domain write one after the other; with several at once, rows of one are read and standardised while those of another are in the database.',
    min: 1,
    max: 256,
  })
  QUEUE_CONCURRENCY!: number;

  @IntegerVariable({
    group: 'queue',
    default: 5_000,
    unit: 'ms',
    description:
      'How often due work is looked for in the database itself. It bounds the delay after the queue was lost.',
    min: 100,
  })
  QUEUE_SWEEP_INTERVAL_MS!: number;

  @IntegerVariable({
    group: 'queue',
    default: 20_000,
    unit: 'ms',
    description:
      'Time that running jobs get to finish when the process stops. Later they are left to another process.',
    min: 0,
  })
  QUEUE_DRAIN_TIMEOUT_MS!: number;

  @Variable({
    group: 'storage',
    kind: 'text',
    default: '.touchstone',
    description:
      'Folder for everything that must survive a restart: the embedded database, keys, received files.',
  })
  @MinLength(1)
  TOUCHSTONE_DATA_DIR!: string;

  @Variable({
    group: 'rules',
    kind: 'text',
    default: 'golden-record-rules',
    description: 'Folder of the rule files.',
  })
  @MinLength(1)
  TOUCHSTONE_RULES_DIR!: string;

  @IntegerVariable({
    group: 'limits',
    kind: 'bytes',
    default: MIB,
    unit: 'bytes',
    description: 'Longest JSON body of an ordinary request. Uploads have their own limit.',
    min: 1024,
  })
  HTTP_JSON_BODY_MAX!: number;

  @IntegerVariable({
    group: 'limits',
    kind: 'bytes',
    default: 20 * GIB,
    unit: 'bytes',
    description: 'Longest upload, all its files together. It is streamed, never held in memory.',
    min: 1024,
  })
  HTTP_UPLOAD_MAX!: number;

  @IntegerVariable({
    group: 'limits',
    default: 60_000,
    unit: 'ms',
    description:
      'An upload that brings nothing for longer is given up. However long it takes in all does not matter.',
    min: 100,
  })
  HTTP_UPLOAD_IDLE_MS!: number;

  @IntegerVariable({
    group: 'limits',
    default: 12,
    unit: 'levels',
    description: 'Deepest GraphQL operation, over HTTP and WebSocket alike.',
    min: 3,
  })
  GRAPHQL_DEPTH_MAX!: number;

  @IntegerVariable({
    group: 'limits',
    default: 32,
    unit: 'subscriptions',
    description: 'Most subscriptions on one WebSocket.',
    min: 1,
  })
  SOCKET_SUBSCRIPTIONS_MAX!: number;

  @IntegerVariable({
    group: 'ingest',
    default: 250,
    unit: 'records',
    description:
      'Records that one ingest transaction carries. Fewer: less to redo after a crash. More: faster loads.',
    min: 1,
    max: 10_000,
  })
  INGEST_CHUNK_RECORDS!: number;

  @IntegerVariable({
    group: 'ingest',
    default: 4_000,
    unit: 'records',
    description: 'Records of a bulk load that one job matches, with all candidates in memory.',
    min: 1,
  })
  LOAD_MATCH_RECORDS!: number;

  @IntegerVariable({
    group: 'ingest',
    default: 500,
    unit: 'records',
    description: 'Records of a bulk load that one job merges, while other writers wait.',
    min: 1,
  })
  LOAD_MERGE_RECORDS!: number;

  @IntegerVariable({
    group: 'ingest',
    kind: 'bytes',
    default: MIB,
    unit: 'bytes',
    description: 'Longest single field of an incoming record. A longer one sends its record to quarantine.',
    min: 1024,
  })
  INGEST_FIELD_MAX!: number;

  @IntegerVariable({
    group: 'ingest',
    kind: 'bytes',
    default: 8 * MIB,
    unit: 'bytes',
    description: 'Longest incoming record.',
    min: 1024,
  })
  INGEST_RECORD_MAX!: number;

  @IntegerVariable({
    group: 'ingest',
    default: 2_000,
    unit: 'columns',
    description: 'Most columns of an incoming table.',
    min: 1,
  })
  INGEST_COLUMNS_MAX!: number;

  @IntegerVariable({
    group: 'ingest',
    default: 64,
    unit: 'levels',
    description: 'Deepest nesting of an incoming JSON record.',
    min: 1,
  })
  INGEST_NESTING_MAX!: number;

  @IntegerVariable({
    group: 'ingest',
    kind: 'bytes',
    default: 2 * GIB,
    unit: 'bytes',
    description:
      'Most bytes that a compressed file (XLSX, ZIP) may unfold to; no more than a hundredfold, in any case.',
    min: MIB,
  })
  INGEST_UNFOLDED_MAX!: number;

  @IntegerVariable({
    group: 'feed',
    default: 500,
    unit: 'events',
    description: 'Most events that one page or one pull of a subscription carries.',
    min: 1,
    max: 5_000,
  })
  FEED_PAGE_EVENTS!: number;

  @IntegerVariable({
    group: 'feed',
    default: 1_000,
    unit: 'ms',
    description: 'Longest wait of a reader for new events when no notification arrives.',
    min: 50,
  })
  FEED_POLL_INTERVAL_MS!: number;

  @IntegerVariable({
    group: 'feed',
    default: 5_000,
    unit: 'ms',
    description: 'How often a subscription whose filter lets nothing through gets a checkpoint frame.',
    min: 100,
  })
  FEED_CHECKPOINT_INTERVAL_MS!: number;

  @IntegerVariable({
    group: 'feed',
    default: 8_000,
    unit: 'ms',
    description:
      'A subscriber that leaves an event unread for longer is cut off (4290) with the cursor to go on from. Below 12 s, after which a socket that answers no ping is dropped without a word.',
    min: 100,
  })
  FEED_SLOW_READER_MS!: number;

  @Variable({
    group: 'feed',
    kind: 'list',
    default: [],
    description:
      'Hosts inside the network that webhooks may reach, separated by commas: erp.example.org or erp.example.org:8080. They may have private addresses, plain http and any port; link-local and metadata addresses stay closed.',
  })
  @IsArray()
  @Matches(/^(\[[\da-f:]+\]|[\w.-]+)(:\d{1,5})?$/i, {
    each: true,
    message: 'OUTBOUND_ALLOWED_HOSTS must be hosts such as erp.example.org or erp.example.org:8080',
  })
  OUTBOUND_ALLOWED_HOSTS!: readonly string[];

  @Variable({
    group: 'security',
    kind: 'text',
    secret: true,
    description:
      'Key of at least 32 characters from which session, cursor and signature keys are derived. Absent: generated once and kept in the data folder. All processes of one hub need the same key.',
  })
  @IsOptional()
  @MinLength(32, { message: 'TOUCHSTONE_SECRET must have at least 32 characters' })
  TOUCHSTONE_SECRET?: string;

  @IntegerVariable({
    group: 'security',
    default: 12,
    unit: 'hours',
    description: 'How long a login lasts. A working day: people sign in once in the morning.',
    min: 1,
    max: 24 * 30,
  })
  SESSION_HOURS!: number;

  @Variable({
    group: 'logging',
    kind: 'text',
    default: 'info',
    description: 'Least severe level that is logged: trace, debug, info, warn, error, fatal or silent.',
  })
  @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
  LOG_LEVEL!: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

  @Variable({
    group: 'logging',
    kind: 'text',
    default: 'auto',
    description:
      '`json` writes one JSON object per line, `pretty` lines for people, `auto` decides by whether a terminal reads them.',
  })
  @IsIn(['auto', 'json', 'pretty'])
  LOG_FORMAT!: 'auto' | 'json' | 'pretty';
}
