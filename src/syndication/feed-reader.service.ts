import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../core/model/index.js';
import { AppConfig, deriveKey } from '../platform/config/index.js';
import { CursorCodec, filterDigest } from './cursor-codec.js';
import { FeedEpochRepository } from './feed-epoch.repository.js';
import type { FeedEvent, FeedFilter, FeedView } from './feed-event.js';
import { FeedNews } from './feed-news.js';
import {
  cursorAheadOfLog,
  cursorExpired,
  cursorFilterMismatch,
  cursorForeign,
  cursorInvalid,
} from './feed.errors.js';
import { FeedRepository, type FeedHead } from './feed.repository.js';
import { ReadSlots } from './read-slots.js';

/** Events from one place of the feed on. */
export interface FeedPage {
  readonly events: readonly FeedEvent[];
  /** Where to go on: after the last event of the page and everything that the filter passed over. */
  readonly cursor: string;
  /** Whether there is more to read right now. A page may be short, even empty, while there is. */
  readonly hasMore: boolean;
}

/** One frame of a subscription. */
export interface FeedFrame {
  /** `null`: a checkpoint. Nothing happened for this reader, but its cursor has moved. */
  readonly event: FeedEvent | null;
  readonly cursor: string;
}

/** Positions that one query looks through: bounds its time when a filter lets little through. */
const WINDOW_POSITIONS = 10_000n;
/** Windows of one page before it is handed over short. */
const WINDOWS_PER_PAGE = 20;
/** Readers of this process at the database at the same time; catching up must not starve everything else. */
const READERS_MAX = 4;
/** How long a subscription waits before it asks a database again that was away. */
const OUTAGE_PAUSE_MS = 1_000;
/** Events passed over before a subscription gets a checkpoint, so that a reconnect does not read them again. */
const CHECKPOINT_EVENTS = 1_000n;

/** Reads the feed from any cursor on: whoever comes back with a cursor gets every later event, in order, or an error. */
@Injectable()
export class FeedReader {
  readonly #codec: CursorCodec;
  readonly #slots = new ReadSlots(READERS_MAX);

  constructor(
    private readonly feed: FeedRepository,
    private readonly epochs: FeedEpochRepository,
    private readonly news: FeedNews,
    private readonly config: AppConfig,
  ) {
    this.#codec = new CursorCodec(deriveKey(config.security.secret, 'cursor'));
  }

  /**
   * The next events after a cursor.
   *
   * @param after `null`: from the oldest event that is kept
   * @param limit at most this many events
   * @param view masks events for the reader; without it they come as they are stored, for callers that mask themselves
   * @throws DomainError `FEED.CURSOR_INVALID`, `FEED.CURSOR_FOREIGN`, `FEED.CURSOR_AHEAD_OF_LOG`, `FEED.CURSOR_EXPIRED`,
   *   `FEED.CURSOR_FILTER_MISMATCH`
   */
  async page(
    after: string | null,
    limit: number,
    filter: FeedFilter = {},
    view?: FeedView,
  ): Promise<FeedPage> {
    const digest = filterDigest(filter);
    const head = await this.#head();
    let position = await this.#resolve(after, digest, head);
    const events: FeedEvent[] = [];
    for (
      let window = 0;
      window < WINDOWS_PER_PAGE && events.length < limit && position < head.position;
      window += 1
    ) {
      const read = await this.#readWindow(position, head.position, limit - events.length, filter);
      for (const event of read.events) {
        const seen = view === undefined ? event : view(event);
        if (seen !== null) events.push(seen);
      }
      position = read.reached;
    }
    return { events, cursor: this.#cursorAt(head, position, digest), hasMore: position < head.position };
  }

  /**
   * The newest events, newest first, and the cursor of the feed's end: `subscribe` with the same filter goes on there without a
   * gap. It looks back as many positions as a page looks forward, so a rare filter may find fewer than `limit`.
   */
  async recent(limit: number, filter: FeedFilter, view: FeedView): Promise<FeedPage> {
    const head = await this.#head();
    const events: FeedEvent[] = [];
    let upTo = head.position;
    for (
      let window = 0;
      window < WINDOWS_PER_PAGE && events.length < limit && upTo >= head.oldest;
      window += 1
    ) {
      const after = upTo - WINDOW_POSITIONS > head.oldest - 1n ? upTo - WINDOW_POSITIONS : head.oldest - 1n;
      const to = upTo;
      const wanted = limit - events.length;
      const read = await this.#slots.use(async () => this.feed.readBack(after, to, wanted, filter));
      events.push(...read.flatMap(event => view(event) ?? []));
      const last = read.at(-1);
      upTo = last !== undefined && read.length === wanted ? BigInt(last.position) - 1n : after;
    }
    return {
      events,
      cursor: this.#cursorAt(head, head.position, filterDigest(filter)),
      hasMore: upTo >= head.oldest,
    };
  }

  /** Like `page`, but waits up to `waitMs` for the first event when there is none. */
  async pageWhenReady(
    after: string | null,
    limit: number,
    filter: FeedFilter,
    { waitMs, view, signal }: { waitMs: number; view?: FeedView; signal?: AbortSignal },
  ): Promise<FeedPage> {
    const deadlineMs = performance.now() + waitMs;
    const watch = await this.news.watch();
    try {
      for (let from = after; ;) {
        const page = await this.page(from, limit, filter, view);
        const leftMs = deadlineMs - performance.now();
        if (page.events.length > 0 || leftMs <= 0 || signal?.aborted === true) return page;
        if (!page.hasMore) await watch.wait(leftMs, signal);
        from = page.cursor;
      }
    } finally {
      watch.end();
    }
  }

  /**
   * Every event after a cursor, and then those that come, until the caller returns or `signal` aborts. It reads on only
   * when the caller asks for the next frame, so a slow reader costs no memory.
   *
   * @param after `null`: from the oldest event that is kept; `headCursor()` for new events only
   * @param view as for `page`
   * @throws DomainError as `page`, at the first frame
   */
  async *subscribe(
    after: string | null,
    filter: FeedFilter = {},
    signal?: AbortSignal,
    view?: FeedView,
  ): AsyncGenerator<FeedFrame, void, undefined> {
    const digest = filterDigest(filter);
    const checkpointMs = this.config.feed.checkpointIntervalMs;
    let head = await this.#head();
    let position = await this.#resolve(after, digest, head);
    let framed = position;
    let lastFrameMs = performance.now();
    const watch = await this.news.watch();
    try {
      while (!isAborted(signal)) {
        const before = head;
        const read = await this.#outlive(signal, async () => {
          head = position < before.position ? before : await this.#headAfter(before, position, digest);
          return this.#readWindow(position, head.position, this.config.feed.pageEvents, filter);
        });
        if (read === null) return;
        for (const event of read.events) {
          const seen = view === undefined ? event : view(event);
          if (seen === null) continue;
          yield { event: seen, cursor: this.#cursorAt(head, BigInt(event.position), digest) };
          if (isAborted(signal)) return;
          framed = BigInt(event.position);
          lastFrameMs = performance.now();
        }
        position = read.reached;
        const restMs = checkpointMs - (performance.now() - lastFrameMs);
        if (position - framed >= CHECKPOINT_EVENTS || restMs <= 0) {
          yield { event: null, cursor: this.#cursorAt(head, position, digest) };
          framed = position;
          lastFrameMs = performance.now();
        } else if (position >= head.position) await watch.wait(restMs, signal);
      }
    } finally {
      watch.end();
    }
  }

  /** The cursor after the newest event: for readers that take the present state from elsewhere and want what comes. */
  async headCursor(filter: FeedFilter = {}): Promise<string> {
    const head = await this.#head();
    return this.#cursorAt(head, head.position, filterDigest(filter));
  }

  async #readWindow(
    after: bigint,
    end: bigint,
    limit: number,
    filter: FeedFilter,
  ): Promise<{ events: readonly FeedEvent[]; reached: bigint }> {
    if (after >= end) return { events: [], reached: after };
    const upTo = after + WINDOW_POSITIONS < end ? after + WINDOW_POSITIONS : end;
    const events = await this.#slots.use(async () => this.feed.read(after, upTo, limit, filter));
    const last = events.at(-1);
    // Positions have no holes and the head was read first, so nothing can still appear in a window that was looked through.
    return { events, reached: last !== undefined && events.length === limit ? BigInt(last.position) : upTo };
  }

  /** A subscription is not the worse for an outage of the database: it goes on afterwards. `null` when it ends meanwhile. */
  async #outlive<Result>(
    signal: AbortSignal | undefined,
    work: () => Promise<Result>,
  ): Promise<Result | null> {
    while (!isAborted(signal)) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof DomainError) || error.retry !== 'later') throw error;
        await sleep(OUTAGE_PAUSE_MS, undefined, { signal, ref: false }).catch(() => undefined);
      }
    }
    return null;
  }

  async #head(): Promise<FeedHead & { readonly epoch: string }> {
    const head = await this.feed.head();
    return { ...head, epoch: head.epoch ?? (await this.epochs.ensureCurrent()) };
  }

  /** The head as it is now. A log that was cut back meanwhile must not let a reader wait until it has grown past the cut. */
  async #headAfter(
    previous: FeedHead & { readonly epoch: string },
    position: bigint,
    digest: string,
  ): Promise<FeedHead & { readonly epoch: string }> {
    const head = await this.#head();
    if (head.epoch !== previous.epoch)
      await this.#resolve(this.#cursorAt(previous, position, digest), digest, head);
    return head;
  }

  async #resolve(after: string | null, digest: string, head: FeedHead): Promise<bigint> {
    if (after === null) return head.oldest - 1n;
    const decoded = this.#codec.decode(after);
    if (decoded.kind === 'malformed') throw cursorInvalid();
    const epochs = await this.epochs.all();
    const epoch = decoded.kind === 'genuine' ? decoded.cursor.epoch : decoded.epoch;
    const place = epochs.findIndex(known => known.epoch === epoch);
    if (place === -1) throw cursorForeign();
    if (decoded.kind === 'unsigned') throw cursorInvalid();
    const { position, filter } = decoded.cursor;
    if (filter !== digest) throw cursorFilterMismatch();
    // Of an epoch that has ended, only what its successor started from is still the log that the reader saw.
    const successor = epochs[place + 1];
    if (position > (successor === undefined ? head.position : successor.firstPosition - 1n))
      throw cursorAheadOfLog();
    if (position + 1n < head.oldest) throw cursorExpired(head.oldest);
    return position;
  }

  #cursorAt(head: FeedHead & { readonly epoch: string }, position: bigint, filter: string): string {
    return this.#codec.encode({ epoch: head.epoch, position, filter });
  }
}

/** Asked after a `yield`, where the compiler does not know that the answer may have changed. */
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
