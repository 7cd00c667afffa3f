import { describe, expect, it } from 'vitest';
import type { FeedOutput } from '../feeds/feed.js';
import { feedsOf, inLoadOrder } from '../feeds/feeds.js';
import { Network } from '../seed/network.js';
import { SCALES } from '../seed/scale.js';
import { Sources } from './sources.js';

describe('a network of any scale', () => {
  it.each(SCALES)('of %s makes any record alone, with its own key', scale => {
    const sources = new Sources(new Network({ scale, seed: 3, dirt: 1 }));
    for (const feed of inLoadOrder(feedsOf(sources))) {
      const keys = new Set<string>();
      let records = 0;
      const out: FeedOutput = {
        line: (file, text) =>
          expect(text.includes('\n'), `${feed.system} ${feed.domain} ${file}`).toBe(false),
        record: (domain, key) => {
          keys.add(`${domain} ${key}`);
          records++;
        },
        error: () => undefined,
      };
      const { numbering } = feed;
      const step = Math.max(1, Math.floor(numbering.positions / 150));
      for (let position = 0; position < numbering.positions; position += step) {
        const found = numbering.copyAt(position);
        if (found === undefined) continue;
        expect(numbering.serial(found.index, found.copy)).toBe(position);
        feed.write(found.index, found.copy, out);
      }
      expect(keys.size, `${feed.system} ${feed.domain}`).toBe(records);
    }
  });

  it('has no two suppliers of one name but those that share it on purpose', () => {
    const { suppliers } = new Sources(new Network({ scale: '100k', seed: 3, dirt: 1 }));
    const owners = new Map<string, number>();
    for (let index = 0; index < suppliers.count; index++) {
      const name = suppliers.coreOf(index);
      const other = owners.get(name);
      // Offsets 140–179 of a block: namesakes in other cities (N7) and sisters (N4).
      if (other !== undefined)
        expect([index % 1_000, name]).toEqual([
          expect.toSatisfy((at: number) => at >= 140 && at < 180),
          name,
        ]);
      owners.set(name, index);
    }
  });
});
