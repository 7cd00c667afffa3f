import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { FeedReader, Sequencer, type FeedEvent } from '../../../src/syndication/index.js';
import { useHub } from '../../harness/index.js';
import { createRecordTable, writeEach, writeVersion } from './outbox-writer.js';

const hub = useHub();
const records = Array.from({ length: 40 }, () => randomUUID());

beforeAll(async () => {
  await createRecordTable(hub().database);
  for (let round = 0; round < 6; round += 1) await writeEach(hub().database, records);
  await writeEach(hub().database, [randomUUID(), randomUUID()], 'item');
  await hub().get(Sequencer).drain();
});

const reader = (): FeedReader => hub().get(FeedReader);

describe('a page of the feed', () => {
  it('holds every committed event once, at positions without holes, versions in order', async () => {
    const page = await reader().page(null, 1_000, {});
    expect(page.events.map(event => event.position)).toEqual(
      page.events.map((_event, place) => String(place + 1)),
    );
    expect(page.events).toHaveLength(242);
    expect(page.hasMore).toBe(false);
    for (const id of records) {
      expect(page.events.filter(event => event.recordId === id).map(event => event.version)).toEqual([
        1, 2, 3, 4, 5, 6,
      ]);
    }
  });

  it('goes on from its cursor, whatever the size of the pages', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    for (let hasMore = true; hasMore;) {
      const page = await reader().page(cursor, 1 + Math.trunc(seen.length % 17), {});
      seen.push(...page.events.map(event => event.position));
      ({ cursor, hasMore } = page);
    }
    expect(seen).toEqual(Array.from({ length: 242 }, (_none, place) => String(place + 1)));
  });

  it('moves its cursor over events that the filter passes over', async () => {
    const filter = { domains: ['item'] };
    const page = await reader().page(null, 10, filter);
    expect(page.events.map(event => event.type)).toEqual(['item.created', 'item.created']);
    expect(await reader().page(page.cursor, 10, filter)).toMatchObject({ events: [], hasMore: false });
    expect(
      (await reader().page(null, 1_000, { recordIds: [records[3] ?? ''], types: ['supplier.updated'] }))
        .events,
    ).toHaveLength(5);
    expect((await reader().page(null, 1_000, { changed: ['nothing'] })).events).toHaveLength(0);
  });
});

describe('a cursor', () => {
  it('is refused when it was tampered with, in any character', async () => {
    const cursor = await reader().headCursor();
    for (let place = 0; place < cursor.length; place += 1) {
      const changed = `${cursor.slice(0, place)}${cursor[place] === 'A' ? 'B' : 'A'}${cursor.slice(place + 1)}`;
      await expect(reader().page(changed, 1, {})).rejects.toMatchObject({
        code: expect.stringMatching(/^FEED\.CURSOR_(INVALID|FOREIGN)$/),
      });
    }
    await expect(reader().page('', 1, {})).rejects.toMatchObject({ code: 'FEED.CURSOR_INVALID' });
  });

  it('of another filter, of another hub, or of a place that the log has lost is refused by name', async () => {
    const cursor = await reader().headCursor();
    await expect(reader().page(cursor, 1, { domains: ['item'] })).rejects.toMatchObject({
      code: 'FEED.CURSOR_FILTER_MISMATCH',
    });
    const database = hub().database;
    await database.execute(`UPDATE feed_head SET oldest_pos = 100`);
    const early = await reader().page(null, 1, {});
    expect(early.events[0]?.position).toBe('100');
    await database.execute(`UPDATE feed_head SET oldest_pos = 200`);
    await expect(reader().page(early.cursor, 1, {})).rejects.toMatchObject({ code: 'FEED.CURSOR_EXPIRED' });
    await database.execute(`UPDATE feed_head SET oldest_pos = 1`);
  });

  it('is refused after the log was cut back, also for a subscription that is open', async () => {
    const database = hub().database;
    const cursor = await reader().headCursor();
    const open = reader().subscribe(cursor, {});
    const waiting = open.next();
    waiting.catch(() => undefined);
    await new Promise(resolve => setTimeout(resolve, 100));
    await database.transaction(async tx => {
      await tx.execute(`UPDATE feed_head SET pos = 240, epoch = 'restored'`);
      await tx.execute(`INSERT INTO feed_epoch VALUES ('restored', 241)`);
    });
    await expect(waiting).rejects.toMatchObject({ code: 'FEED.CURSOR_AHEAD_OF_LOG' });
    await expect(reader().page(cursor, 1, {})).rejects.toMatchObject({ code: 'FEED.CURSOR_AHEAD_OF_LOG' });
    await database.transaction(async tx => {
      await tx.execute(`DELETE FROM feed_epoch WHERE epoch = 'restored'`);
      await tx.execute(`UPDATE feed_head SET pos = 242, epoch = (SELECT epoch FROM feed_epoch)`);
    });
    expect(await reader().page(cursor, 1, {})).toMatchObject({ events: [], hasMore: false });
    const epoch = (await database.query<{ epoch: string }>(`SELECT epoch FROM feed_epoch`))[0]?.epoch ?? '';
    await database.execute(`UPDATE feed_epoch SET epoch = 'another'`);
    await expect(reader().page(cursor, 1, {})).rejects.toMatchObject({ code: 'FEED.CURSOR_FOREIGN' });
    await database.execute(`UPDATE feed_epoch SET epoch = $1`, [epoch]);
  });
});

describe('a subscription', () => {
  it('misses nothing over 200 drops at random places while events come', async () => {
    const sequencer = hub().get(Sequencer);
    sequencer.start();
    const start = await reader().headCursor();
    let cursor = start;
    const seen: FeedEvent[] = [];
    const writing = (async () => {
      for (let round = 0; round < 10; round += 1) await writeEach(hub().database, records);
    })();
    for (let drop = 0; drop < 200; drop += 1) {
      const keep = 1 + ((drop * 7) % 3);
      let taken = 0;
      for await (const frame of reader().subscribe(cursor, {})) {
        cursor = frame.cursor;
        if (frame.event !== null) seen.push(frame.event);
        if ((taken += 1) >= keep) break;
      }
    }
    await writing;
    while (seen.length < 400) {
      const page = await reader().page(cursor, 100, {});
      ({ cursor } = page);
      seen.push(...page.events);
    }
    await sequencer.stop();
    expect(seen.map(event => event.position)).toEqual(
      (await reader().page(start, 1_000, {})).events.map(event => event.position),
    );
    expect(new Set(seen.map(event => event.id)).size).toBe(400);
  });

  it('gets a checkpoint that moves its cursor when nothing fits the filter', async () => {
    const filter = { domains: ['contract'] };
    const frames = reader().subscribe(null, filter);
    const frame = await frames.next();
    await frames.return();
    expect(frame.value).toMatchObject({ event: null });
    await hub().database.transaction(async tx => writeVersion(tx, randomUUID(), { domain: 'contract' }));
    await hub().get(Sequencer).drain();
    const resumed = reader().subscribe(frame.value?.cursor ?? null, filter);
    expect((await resumed.next()).value).toMatchObject({ event: { domain: 'contract' } });
    await resumed.return();
  });
});
