import { describe, expect, it } from 'vitest';
import { oneAhead } from './one-ahead.js';

async function collect<Element>(source: AsyncIterable<Element>): Promise<Element[]> {
  const all: Element[] = [];
  for await (const element of source) all.push(element);
  return all;
}

describe('Reading one ahead', () => {
  it('yields every element in order', async () => {
    async function* source() {
      yield* [1, 2, 3];
    }
    expect(await collect(oneAhead(source()))).toEqual([1, 2, 3]);
  });

  it('lets the source work on its next element while the consumer has one, and no further', async () => {
    const asked: number[] = [];
    async function* source() {
      for (const element of [1, 2, 3, 4]) {
        asked.push(element);
        yield element;
      }
    }
    const reading = oneAhead(source());
    await reading.next();
    await Promise.resolve();
    expect(asked).toEqual([1, 2]);
    await reading.return(undefined);
  });

  it('hands out what came before a failure first', async () => {
    async function* source() {
      yield 1;
      throw new Error('cut off');
    }
    const reading = oneAhead(source());
    expect(await reading.next()).toEqual({ done: false, value: 1 });
    await expect(reading.next()).rejects.toThrow('cut off');
  });

  it('ends the source when the consumer stops early', async () => {
    let ended = false;
    async function* source() {
      try {
        yield* [1, 2, 3];
      } finally {
        ended = true;
      }
    }
    for await (const element of oneAhead(source())) if (element === 1) break;
    expect(ended).toBe(true);
  });
});
