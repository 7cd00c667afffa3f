/** A reading of the outbox's sequence, and the transactions that may still commit a number up to it. */
export interface FloorSample {
  /** The sequence's last number. Read before `nextTransaction`, or a transaction in between would be overlooked. */
  readonly lastSequence: bigint;
  /** Younger than every transaction that had written by then. */
  readonly nextTransaction: bigint;
}

/** How long a floor is trusted before the outbox is once looked through from its start. */
const RESCAN_EVERY_MS = 60_000;

/**
 * Where the search for committed rows may start. A delete-heavy table keeps its dead index entries for as long as any
 * transaction of the cluster may need them; searching past them is what makes an outbox slow. The floor is a hint for
 * speed alone: whatever is below it is still found by the rescan of every minute.
 */
export class OutboxFloor {
  #floor = 0n;
  #sample: FloorSample | null = null;
  #lastScanMs: number;

  constructor(nowMs: number) {
    this.#lastScanMs = nowMs;
  }

  /** The number after which to search. */
  current(nowMs: number): bigint {
    if (nowMs - this.#lastScanMs >= RESCAN_EVERY_MS) {
      this.#lastScanMs = nowMs;
      this.#floor = 0n;
    }
    return this.#floor;
  }

  get needsSample(): boolean {
    return this.#sample === null;
  }

  sample(sample: FloorSample): void {
    this.#sample = sample;
  }

  /**
   * Says that all visible rows after the floor were taken, up to `takenUpTo` when the portion was full.
   *
   * @param oldestTransaction every transaction before it had ended before the rows were taken
   */
  taken(oldestTransaction: bigint, takenUpTo: bigint | null): void {
    const sample = this.#sample;
    if (sample === null || oldestTransaction < sample.nextTransaction) return;
    this.#sample = null;
    const safe = takenUpTo !== null && takenUpTo < sample.lastSequence ? takenUpTo : sample.lastSequence;
    if (safe > this.#floor) this.#floor = safe;
  }
}
