import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger.js';

/** Nest's own messages in the hub's log. Its start-up chatter ("mapped route…") is only of interest when debugging. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: readonly unknown[]): void {
    this.logger.debug(String(message), { context: rest.at(-1) });
  }

  debug(message: unknown, ...rest: readonly unknown[]): void {
    this.logger.debug(String(message), { context: rest.at(-1) });
  }

  verbose(message: unknown, ...rest: readonly unknown[]): void {
    this.logger.debug(String(message), { context: rest.at(-1) });
  }

  warn(message: unknown, ...rest: readonly unknown[]): void {
    this.logger.warn(String(message), { context: rest.at(-1) });
  }

  error(message: unknown, ...rest: readonly unknown[]): void {
    // What Nest logs of a failed start it also throws, and the command line tells it once.
    if (rest.at(-1) === 'ExceptionHandler') return;
    this.logger.error(message instanceof Error ? message.message : String(message), {
      context: rest.at(-1),
      ...(message instanceof Error && { error: message }),
      ...(typeof rest[0] === 'string' && rest.length > 1 && { stack: rest[0] }),
    });
  }

  fatal(message: unknown, ...rest: readonly unknown[]): void {
    this.error(message, ...rest);
  }
}
