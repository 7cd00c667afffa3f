import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { DatabaseWatch } from '../../../src/platform/database/index.js';
import { createLogger } from '../../../src/platform/logging/index.js';
import { useTestDatabase } from '../../harness/index.js';

const hub = useTestDatabase();

/** Does nothing else for so long, as a process that reads a large file or the first rules does. */
function standStill(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

describe('the watch of the database', () => {
  it('does not take standstills of its own process for silence, not even while it connects', async () => {
    const logger = createLogger(hub().config.logging);
    const watch = new DatabaseWatch(hub().config.database, logger);
    const seen = new Set<boolean>();
    watch.start();
    try {
      // One after the other, as when a hub starts: between them the connection is made, a message at a time.
      for (let round = 0; round < 12; round++) {
        standStill(round === 0 ? 2_300 : 100);
        await sleep(0);
      }
      for (let moment = 0; moment < 100; moment++) {
        seen.add(watch.isAway);
        await sleep(5);
      }
    } finally {
      await watch.stop();
    }
    expect([...seen]).toEqual([false]);
  });
});
