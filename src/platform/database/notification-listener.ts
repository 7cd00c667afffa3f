import { EventEmitter } from 'node:events';
import { Client, type ClientConfig } from 'pg';
import type { DatabaseConfig } from '../config/index.js';
import { connectionSettings } from './data-source.js';

/** Waits before the next try to reconnect, the last one for ever. */
const RECONNECT_DELAYS_MS: readonly number[] = [50, 200, 1_000, 5_000];

/**
 * Notifications of PostgreSQL (LISTEN) on one connection of its own, which is made again whenever it breaks.
 * Notifications sent in between are lost, so every listener is also called, without a payload, after each (re)connect:
 * a notification is a reason to look, never the news itself.
 */
export class NotificationListener {
  readonly #settings: ClientConfig;
  readonly #channels = new EventEmitter().setMaxListeners(0);
  #client: Client | null = null;
  #connecting: Promise<void> | null = null;
  #closed = false;

  constructor(database: DatabaseConfig) {
    this.#settings = {
      ...connectionSettings(
        { ...database, statementTimeoutMs: 0, idleTransactionTimeoutMs: 0 },
        'touchstone-listen',
      ),
      keepAliveInitialDelayMillis: 10_000,
    };
  }

  /**
   * Calls `onNotify` for each notification on the channel until the returned function is called.
   *
   * @param channel trusted lower-case name
   */
  async listen(channel: string, onNotify: (payload: string | undefined) => void): Promise<() => void> {
    if (!/^[a-z_]+$/.test(channel)) throw new RangeError(`${channel} is not a channel name`);
    this.#channels.on(channel, onNotify);
    const client = this.#client;
    if (client === null) await this.#connect();
    // One that fails has lost its connection, and the next one listens to every channel.
    else await client.query(`LISTEN ${channel}`).catch(() => undefined);
    return () => void this.#channels.off(channel, onNotify);
  }

  /** Ends the connection; nothing is called any more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#channels.removeAllListeners();
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => undefined);
  }

  #connect(): Promise<void> {
    this.#connecting ??= this.#keepConnecting().finally(() => (this.#connecting = null));
    return this.#connecting;
  }

  async #keepConnecting(): Promise<void> {
    for (let attempt = 0; !this.#closed; attempt += 1) {
      const client = new Client(this.#settings);
      const onLoss = (): void => this.#reconnectAfterLossOf(client);
      client.on('error', onLoss);
      client.on('end', onLoss);
      client.on('notification', ({ channel, payload }) => void this.#channels.emit(channel, payload));
      try {
        await client.connect();
        const channels = this.#channels.eventNames().map(String);
        for (const channel of channels) await client.query(`LISTEN ${channel}`);
        this.#client = client;
        for (const channel of channels) this.#channels.emit(channel, undefined);
        return;
      } catch {
        await client.end().catch(() => undefined);
        const delayMs = RECONNECT_DELAYS_MS[Math.min(attempt, RECONNECT_DELAYS_MS.length - 1)];
        await new Promise(resolve => setTimeout(resolve, delayMs).unref());
      }
    }
  }

  #reconnectAfterLossOf(client: Client): void {
    if (this.#client !== client) return;
    this.#client = null;
    if (!this.#closed) void this.#connect();
  }
}
