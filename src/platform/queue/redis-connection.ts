import { Redis } from 'ioredis';

/** A connection attempt that takes longer counts as failed; ioredis' own 10 s would hold up the first hints that long. */
const CONNECT_TIMEOUT_MS = 3_000;

/** The connection over which one process hints. Workers have their own, because they block. */
export interface RedisConnection {
  readonly client: Redis;
  /** Resolves when commands can be sent now. Never waits for a Redis that is away: it rejects. */
  demand(): Promise<void>;
  close(): void;
}

/**
 * Connects to Redis, again and again when it is lost. Commands fail at once while it is away, because the sweep covers for a lost
 * hint and nothing covers for a request that hangs.
 */
export function connectRedis(url: string): RedisConnection {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: CONNECT_TIMEOUT_MS,
  });
  let lastError: Error | undefined;
  client.on('error', (error: Error) => (lastError = error));
  const firstOutcome = new Promise<void>(resolve => {
    client.once('ready', () => resolve());
    client.once('close', () => resolve());
  });
  return {
    client,
    async demand() {
      await firstOutcome;
      if (client.status !== 'ready') throw lastError ?? new Error('Redis is away');
    },
    close: () => client.disconnect(),
  };
}
