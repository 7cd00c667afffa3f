import { Injectable } from '@nestjs/common';
import { AppConfig } from '../platform/config/index.js';
import { NotificationListener } from '../platform/database/index.js';

/**
 * Tells the waiting readers of this process that the feed has grown: one notification per batch serves all of them. Missing
 * one costs a reader no more than the poll interval.
 */
@Injectable()
export class FeedNews {
  readonly #listener: NotificationListener;
  readonly #pollIntervalMs: number;
  readonly #waiting = new Set<() => void>();
  #listening: Promise<() => void> | null = null;

  constructor(listener: NotificationListener, config: AppConfig) {
    this.#listener = listener;
    this.#pollIntervalMs = config.feed.pollIntervalMs;
  }

  /**
   * Starts to watch; the returned `wait` resolves at the first news since then, after `timeoutMs`, after the poll
   * interval or when `signal` aborts, whichever is first. Watch before reading the feed, or news in between are lost.
   */
  async watch(): Promise<{ wait(timeoutMs: number, signal?: AbortSignal): Promise<void>; end(): void }> {
    this.#listening ??= this.#listener.listen('feed', () => this.#tell());
    await this.#listening;
    let hasNews = false;
    let wakeUp: () => void = () => undefined;
    const onNews = (): void => {
      hasNews = true;
      wakeUp();
    };
    this.#waiting.add(onNews);
    const end = (): void => void this.#waiting.delete(onNews);
    return {
      end,
      wait: async (timeoutMs, signal) => {
        if (!hasNews && signal?.aborted !== true) {
          await new Promise<void>(resolve => {
            const timer = setTimeout(resolve, Math.max(0, Math.min(timeoutMs, this.#pollIntervalMs)));
            wakeUp = () => {
              clearTimeout(timer);
              resolve();
            };
            signal?.addEventListener('abort', wakeUp, { once: true });
          });
          signal?.removeEventListener('abort', wakeUp);
        }
        hasNews = false;
        wakeUp = () => undefined;
      },
    };
  }

  /** Ends the watch and lets every waiting reader look once more. */
  async stop(): Promise<void> {
    const listening = this.#listening;
    this.#listening = null;
    this.#tell();
    (await listening)?.();
  }

  #tell(): void {
    for (const onNews of this.#waiting) onNews();
  }
}
