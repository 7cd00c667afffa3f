import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

const storage = new AsyncLocalStorage<string>();

/**
 * Runs `work` under a correlation id, which every log line, error and event made inside carries, across awaits. One id
 * follows a record from the line of its file to the acknowledgement of the last target.
 *
 * @param id absent: a new one
 */
export function withCorrelation<Result>(id: string | undefined, work: () => Result): Result {
  return storage.run(id ?? randomUUID(), work);
}

/** The id that this work runs under, `undefined` outside `withCorrelation`. */
export function currentCorrelationId(): string | undefined {
  return storage.getStore();
}

/** What a caller may send as an id: short and harmless in a log line. */
const ACCEPTABLE = /^[\w.:-]{1,128}$/;

/** The id that a caller sent, where it is acceptable. */
export function acceptCorrelationId(sent: unknown): string | undefined {
  return typeof sent === 'string' && ACCEPTABLE.test(sent) ? sent : undefined;
}
