import { pino, type Logger as PinoLogger } from 'pino';
import type { LoggingConfig } from '../config/index.js';
import { currentCorrelationId } from './correlation.js';
import { formatPrettyLine } from './pretty-line.js';

/** Facts that go with a log line. Identifiers and counts, never values of records. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Fields that never reach a log, at the top and one level down, whoever passes them. */
const SECRET_FIELDS = [
  'password',
  'secret',
  'token',
  'apiKey',
  'authorization',
  'cookie',
  'url',
  'databaseUrl',
  'redisUrl',
  'body',
];

/** The one log of the process. Every line carries the correlation id under which it was written. */
export class Logger {
  readonly #pino: PinoLogger;

  constructor(logger: PinoLogger) {
    this.#pino = logger;
  }

  debug(message: string, fields: LogFields = {}): void {
    this.#pino.debug(fields, message);
  }

  info(message: string, fields: LogFields = {}): void {
    this.#pino.info(fields, message);
  }

  warn(message: string, fields: LogFields & { readonly error?: unknown } = {}): void {
    this.#pino.warn(nameError(fields), message);
  }

  error(message: string, fields: LogFields & { readonly error?: unknown } = {}): void {
    this.#pino.error(nameError(fields), message);
  }

  /** A logger whose lines all carry these fields, for instance `{ module: 'ingestion' }`. */
  with(fields: LogFields): Logger {
    return new Logger(this.#pino.child(fields));
  }
}

/** Pino prints an error with its stack and causes only under the name `err`. */
function nameError({ error, ...fields }: LogFields & { readonly error?: unknown }): LogFields {
  return error === undefined ? fields : { ...fields, err: error };
}

/** Where log lines go: anything with `write`, standard error by default, so that standard output stays for results. */
export interface LogSink {
  write(line: string): unknown;
}

/** Makes the log of a process. `auto` prints for people when `isTerminal`, JSON otherwise. */
export function createLogger(
  { level, format }: LoggingConfig,
  sink: LogSink = process.stderr,
  isTerminal: boolean = process.stderr.isTTY,
): Logger {
  const pretty = format === 'pretty' || (format === 'auto' && isTerminal);
  return new Logger(
    pino(
      {
        level,
        base: pretty ? null : { pid: process.pid },
        mixin: () => {
          const correlationId = currentCorrelationId();
          return correlationId === undefined ? {} : { correlationId };
        },
        redact: { paths: SECRET_FIELDS.flatMap(field => [field, `*.${field}`]), censor: '[secret]' },
      },
      pretty
        ? { write: (line: string) => void sink.write(formatPrettyLine(line)) }
        : { write: line => void sink.write(line) },
    ),
  );
}
