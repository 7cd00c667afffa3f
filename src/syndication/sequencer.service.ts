import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import { Database, type Transaction } from '../platform/database/index.js';
import { Logger } from '../platform/logging/index.js';
import { Telemetry } from '../platform/telemetry/index.js';
import { chainRows } from './chain-feed.js';
import { FeedEpochRepository } from './feed-epoch.repository.js';
import { FeedRepository, type OutboxRow } from './feed.repository.js';
import { OutboxFloor } from './outbox-floor.js';
import { PollingLoop } from './polling-loop.js';

/** Rows of one transaction: enough to spread its cost, few enough to hold the fence for milliseconds. */
const BATCH_ROWS = 1_000;
/** Positions of one partition, as `create_feed_partition` cuts them. */
const PARTITION_POSITIONS = 5_000_000n;
/** A partition is made while this many positions of the previous one are left. */
const PARTITION_LEAD = 500_000n;

/**
 * Moves committed events from the outbox to the feed and gives them their positions: 1, 2, 3… Writers never wait for each
 * other over a counter, and a position never appears below one that a reader has passed, because only rows that are
 * committed and visible get one. Any number of processes may run it; the row lock on the head is the fence.
 *
 * Per record the order is that of the versions: a version's row is inserted while its record is locked, so its number from
 * the sequence (which caches none) is higher than that of the version before, and whoever sees it sees that one too.
 */
@Injectable()
export class Sequencer {
  readonly #loop: PollingLoop;
  readonly #floor: OutboxFloor;
  readonly #logger: Logger;
  readonly #sequenced;
  readonly #orderFaults;
  #knowsEpoch = false;

  constructor(
    private readonly database: Database,
    private readonly feed: FeedRepository,
    private readonly epochs: FeedEpochRepository,
    private readonly clock: Clock,
    logger: Logger,
    telemetry: Telemetry,
  ) {
    this.#logger = logger.with({ module: 'syndication' });
    this.#floor = new OutboxFloor(clock.now().getTime());
    this.#sequenced = telemetry.counter({
      name: 'touchstone_feed_events_total',
      help: 'Events that this process gave their positions in the feed',
    });
    this.#orderFaults = telemetry.counter({
      name: 'touchstone_feed_order_faults_total',
      help: 'Events whose version does not follow the one before; anything but 0 is a fault of the hub',
    });
    this.#loop = new PollingLoop(
      () => this.#step(),
      { busyMs: 20, idleMs: 250 },
      error => {
        // After a failover the next log is another one, so the epoch is looked at again.
        this.#knowsEpoch = false;
        this.#logger.warn('sequencing failed and is tried again', { error });
      },
    );
  }

  start(): void {
    this.#loop.start();
  }

  /** Resolves when no transaction of the sequencer runs any more. */
  async stop(): Promise<void> {
    await this.#loop.stop();
  }

  /** Says after a commit that the outbox has rows: saves the wait until the next poll. */
  wake(): void {
    this.#loop.wake();
  }

  /** Moves everything that is committed now. @returns the number of events */
  async drain(): Promise<number> {
    for (let moved = 0; ;) {
      const count = await this.#moveBatch();
      moved += count;
      if (count < BATCH_ROWS) return moved;
    }
  }

  async #step(): Promise<'full' | 'some' | 'none'> {
    const count = await this.#moveBatch();
    return count === BATCH_ROWS ? 'full' : count > 0 ? 'some' : 'none';
  }

  async #moveBatch(): Promise<number> {
    if (!this.#knowsEpoch) await this.epochs.ensureCurrent();
    this.#knowsEpoch = true;
    const floor = this.#floor.current(this.clock.now().getTime());
    // Looking first keeps an idle hub from writing row locks a few times a second for ever.
    if (!(await this.feed.hasOutboxAfter(floor))) return 0;
    if (this.#floor.needsSample) {
      const lastSequence = await this.feed.lastSequence();
      this.#floor.sample({ lastSequence, nextTransaction: await this.feed.newTransaction() });
    }
    const { taken, oldest } = await this.database.transaction(async tx => this.#move(tx, floor));
    const last = taken.at(-1);
    this.#floor.taken(oldest, last !== undefined && taken.length === BATCH_ROWS ? BigInt(last.seq) : null);
    this.#sequenced.inc(taken.length);
    return taken.length;
  }

  async #move(tx: Transaction, floor: bigint): Promise<{ taken: readonly OutboxRow[]; oldest: bigint }> {
    const head = await this.feed.fence(tx);
    const oldest = await this.feed.oldestTransaction(tx);
    const taken = await this.feed.takeOutbox(tx, floor, BATCH_ROWS);
    if (taken.length === 0) return { taken, oldest };
    await this.#checkOrder(tx, taken);
    const end = head.position + BigInt(taken.length);
    const partition = (end + PARTITION_LEAD) / PARTITION_POSITIONS;
    if (partition !== (head.position + PARTITION_LEAD) / PARTITION_POSITIONS) {
      await this.feed.createPartition(tx, partition);
    }
    await this.feed.append(tx, chainRows(taken, head));
    return { taken, oldest };
  }

  /** A record's versions follow each other without a hole. A feed that stands still would help nobody, so this only tells. */
  async #checkOrder(tx: Transaction, rows: readonly OutboxRow[]): Promise<void> {
    const newest = new Map(await this.feed.newestVersions(tx, [...new Set(rows.map(row => row.record_id))]));
    for (const { record_id: recordId, version, event_id: eventId } of rows) {
      const previous = newest.get(recordId);
      if (BigInt(version) !== (previous ?? 0n) + 1n) {
        this.#orderFaults.inc();
        this.#logger.error('an event does not follow the version before it', {
          recordId,
          version,
          previous: String(previous ?? 'none'),
          eventId,
        });
      }
      newest.set(recordId, BigInt(version));
    }
  }
}
