/**
 * Lets the writers of one domain in this process wait for each other here, where waiting costs nothing: the lock in the database,
 * which decides between processes, would hold a connection and a transaction for each of them. First come, first served.
 */
export class DomainTurns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs `work` when everybody who asked for the domain before has ended, well or not. */
  async take<Result>(domain: string, work: () => Promise<Result>): Promise<Result> {
    const turn = (this.#last.get(domain) ?? Promise.resolve()).then(work, work);
    const settled = turn.catch(() => undefined);
    this.#last.set(domain, settled);
    return turn;
  }
}
