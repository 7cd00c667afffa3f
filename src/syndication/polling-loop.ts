/** What one step of a loop found: a full portion, so that more is likely waiting; some work; or none. */
export type StepOutcome = 'full' | 'some' | 'none';

/** Waits between steps, in milliseconds. */
export interface LoopPace {
  /** After a step that found work; also the first wait when work runs dry. */
  readonly busyMs: number;
  /** The longest wait, reached by doubling. */
  readonly idleMs: number;
}

/**
 * Repeats a step for as long as the process lives: at once while there is plenty, then ever more slowly. A step that fails is
 * tried again after the longest wait, so a loop outlives the outages of what it works on. Each way to fail is reported once until a
 * step succeeds: an outage of an hour is a few lines in the log, not thousands.
 */
export class PollingLoop {
  readonly #step: () => Promise<StepOutcome>;
  readonly #pace: LoopPace;
  readonly #onError: (error: unknown) => void;
  #running: Promise<void> | null = null;
  #stopped = true;
  #isHinted = false;
  readonly #reported = new Set<string>();
  #endWait: () => void = () => undefined;

  constructor(step: () => Promise<StepOutcome>, pace: LoopPace, onError: (error: unknown) => void) {
    this.#step = step;
    this.#pace = pace;
    this.#onError = onError;
  }

  /** Does nothing when the loop runs already. */
  start(): void {
    if (this.#running !== null) return;
    this.#stopped = false;
    this.#running = this.#repeat();
  }

  /** Resolves when the step that runs now is through; no other one begins. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#endWait();
    await this.#running;
    this.#running = null;
  }

  /** Says that there may be work: the present wait ends. */
  wake(): void {
    this.#isHinted = true;
    this.#endWait();
  }

  async #repeat(): Promise<void> {
    let waitMs = this.#pace.busyMs;
    while (!this.#stopped) {
      const outcome = await this.#step().catch((error: unknown) => {
        this.#report(error);
        return 'failed' as const;
      });
      if (outcome !== 'failed') this.#reported.clear();
      if (outcome === 'full') continue;
      if (outcome === 'some') waitMs = this.#pace.busyMs;
      else if (outcome === 'failed') waitMs = this.#pace.idleMs;
      else waitMs = Math.min(waitMs * 2, this.#pace.idleMs);
      await this.#wait(waitMs);
    }
  }

  #report(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (this.#reported.has(message)) return;
    this.#reported.add(message);
    this.#onError(error);
  }

  async #wait(ms: number): Promise<void> {
    if (this.#isHinted || this.#stopped) {
      this.#isHinted = false;
      return;
    }
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, ms);
      this.#endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#endWait = () => undefined;
    this.#isHinted = false;
  }
}
