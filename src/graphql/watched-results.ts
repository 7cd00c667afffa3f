import type { ExecutionResult } from 'graphql-ws';

/**
 * The results of one subscription on their way to its reader. A result counts as taken when the next one is asked for, which
 * happens when the socket has sent it; so it shows how long a reader leaves one unread.
 */
export class WatchedResults implements AsyncIterableIterator<ExecutionResult> {
  readonly #results: AsyncIterator<ExecutionResult>;
  readonly #onEnd: (ended: WatchedResults) => void;
  #untakenSinceMs: number | null = null;
  #cursor: string | null = null;

  constructor(results: AsyncIterable<ExecutionResult>, onEnd: (ended: WatchedResults) => void) {
    this.#results = results[Symbol.asyncIterator]();
    this.#onEnd = onEnd;
  }

  /** Since when (of `performance.now()`) the last result is not taken; `null` when there is none. */
  get untakenSinceMs(): number | null {
    return this.#untakenSinceMs;
  }

  /** The cursor of the last result, where it carries one. */
  get cursor(): string | null {
    return this.#cursor;
  }

  async next(): Promise<IteratorResult<ExecutionResult>> {
    this.#untakenSinceMs = null;
    try {
      const result = await this.#results.next();
      if (result.done === true) this.#onEnd(this);
      else {
        this.#untakenSinceMs = performance.now();
        this.#cursor = cursorIn(result.value) ?? this.#cursor;
      }
      return result;
    } catch (error) {
      this.#onEnd(this);
      throw error;
    }
  }

  async return(): Promise<IteratorResult<ExecutionResult>> {
    this.#onEnd(this);
    await this.#results.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** A subscription has one root field, whatever its alias. */
function cursorIn({ data }: ExecutionResult): string | null {
  const [frame] = Object.values(data ?? {});
  const cursor: unknown =
    typeof frame === 'object' && frame !== null && 'cursor' in frame ? frame.cursor : undefined;
  return typeof cursor === 'string' ? cursor : null;
}
