/** What a running job is told besides its id. */
export interface JobContext {
  /**
   * Aborted when the process wants to stop. Long work returns at its next safe point; what is left is found again,
   * because it is still due.
   */
  readonly signal: AbortSignal;
}

/** How one kind of job is done. */
export interface JobHandler {
  /** `module.verb-noun`, for instance `ingestion.process-batch`. */
  readonly kind: string;
  /**
   * Does the work of one id. It takes a lease on its row first and returns when the work is not due (any more): a job
   * may come twice, late, or without reason. What it throws is logged and counted; whether and when the work is due
   * again is for its row to say.
   */
  run(id: string, context: JobContext): Promise<void>;
  /** Jobs of this kind at the same time in one process; absent: QUEUE_CONCURRENCY. */
  readonly concurrency?: number;
  /**
   * The ids of work that is due now, at most `limit`, oldest first. It is what makes losing the queue harmless. Absent
   * only where a hint is a mere convenience.
   */
  findDueWork?(limit: number): Promise<readonly string[]>;
}

const KIND = /^[a-z][a-z-]*\.[a-z][a-z-]*$/;

/** Who does which kind of job. Modules register in their constructors or `onModuleInit`; afterwards it is closed. */
export class JobRegistry {
  readonly #handlers = new Map<string, JobHandler>();
  readonly #expected = new Set<string>();
  #closed = false;

  /** @throws Error when the kind has a handler already, or the hub has started */
  register(handler: JobHandler): void {
    if (this.#closed) throw new Error(`${handler.kind} was registered after the start`);
    if (!KIND.test(handler.kind)) throw new Error(`${handler.kind} is not of the form module.verb-noun`);
    if (this.#handlers.has(handler.kind)) throw new Error(`two handlers for jobs of kind ${handler.kind}`);
    this.#handlers.set(handler.kind, handler);
  }

  /** Says that a module will hint at this kind. Start-up fails when nothing handles it. */
  expect(kind: string): void {
    this.#expected.add(kind);
  }

  /** @throws Error naming every kind that was expected and has no handler */
  close(): readonly JobHandler[] {
    const missing = [...this.#expected].filter(kind => !this.#handlers.has(kind));
    if (missing.length > 0) throw new Error(`no handler for jobs of kind ${missing.join(', ')}`);
    this.#closed = true;
    return [...this.#handlers.values()];
  }

  get kinds(): readonly string[] {
    return [...this.#handlers.keys()];
  }

  has(kind: string): boolean {
    return this.#handlers.has(kind);
  }
}
