/** Thrown out of work that is given up because the process was asked to stop. */
export class StopRequested extends Error {
  constructor() {
    super('stop requested');
    this.name = 'StopRequested';
  }
}

/** What `catchSignals` gives. */
export interface Signals {
  /** Resolves when the process is asked to stop. */
  readonly requested: Promise<void>;
  /**
   * Waits for the work, but no longer than until the process is asked to stop.
   *
   * @throws StopRequested
   */
  unlessRequested<Result>(work: Promise<Result>): Promise<Result>;
}

/**
 * From now on Ctrl-C and SIGTERM ask the process to stop instead of ending it, so that whatever was started by then is
 * stopped in order. A second signal does not wait for that: the next start recovers.
 */
export function catchSignals(): Signals {
  const requested = new Promise<void>(resolve => {
    const onSignal = (): void => {
      process.once('SIGINT', () => process.exit(130));
      process.once('SIGTERM', () => process.exit(143));
      resolve();
    };
    process.once('SIGINT', onSignal);
    process.once('SIGTERM', onSignal);
  });
  return {
    requested,
    async unlessRequested(work) {
      // Once given up, nobody hears any more how the work ended.
      work.catch(() => undefined);
      const stop = requested.then(() => Promise.reject(new StopRequested()));
      return Promise.race([work, stop]);
    },
  };
}
