import type { Transaction } from './database.js';

/** Runs inside the emitter's transaction; what it throws rolls the whole write back. */
export type TransactionalListener<Payload> = (tx: Transaction, payload: Payload) => Promise<void>;

/**
 * How a module tells the ones downstream of it what happened, without knowing them: listeners run inside the same
 * transaction, in the order of subscription, so that a record, its pairs, its golden record and its feed event
 * commit together or not at all. A module declares its event as a subclass and exports it from its Nest module.
 */
export class TransactionalEvent<Payload> {
  readonly #listeners: TransactionalListener<Payload>[] = [];

  /** Called once by each listening module when it starts. */
  subscribe(listener: TransactionalListener<Payload>): void {
    this.#listeners.push(listener);
  }

  /** Calls every listener in turn and waits for each. */
  async emit(tx: Transaction, payload: Payload): Promise<void> {
    for (const listener of this.#listeners) await listener(tx, payload);
  }
}
