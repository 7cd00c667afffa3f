import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CursorCodec, filterDigest } from './cursor-codec.js';
import { OutboxFloor } from './outbox-floor.js';

describe('a cursor', () => {
  const codec = new CursorCodec(Buffer.alloc(32, 1));

  it('comes back as it was written, and only from the key that wrote it', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.bigInt({ min: 0n, max: 2n ** 62n }),
        fc.base64String(),
        (epoch, position, filter) => {
          const cursor = { epoch, position, filter };
          const text = codec.encode(cursor);
          fc.pre(text.length <= 512);
          expect(text).toMatch(/^[\w.-]+$/);
          expect(codec.decode(text)).toEqual({ kind: 'genuine', cursor });
          expect(new CursorCodec(Buffer.alloc(32, 2)).decode(text)).toEqual({ kind: 'unsigned', epoch });
        },
      ),
    );
  });

  it('is never made of any other text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 600 }), text => {
        expect(codec.decode(text).kind).not.toBe('genuine');
      }),
    );
  });

  it('belongs to a filter whatever the order of its values', () => {
    expect(filterDigest({ domains: ['a', 'b'] })).toBe(filterDigest({ domains: ['b', 'a', 'b'] }));
    expect(filterDigest({ domains: ['a'] })).not.toBe(filterDigest({ types: ['a'] }));
    expect(filterDigest({})).toBe('');
  });
});

describe('the floor of the outbox', () => {
  it('rises only once every transaction that could still commit a lower number has ended', () => {
    const floor = new OutboxFloor(0);
    floor.sample({ lastSequence: 50n, nextTransaction: 900n });
    floor.taken(899n, null);
    expect(floor.current(1)).toBe(0n);
    floor.taken(900n, null);
    expect(floor.current(1)).toBe(50n);
    expect(floor.needsSample).toBe(true);
  });

  it('stays below rows that a full portion left behind', () => {
    const floor = new OutboxFloor(0);
    floor.sample({ lastSequence: 5_000n, nextTransaction: 900n });
    floor.taken(900n, 1_000n);
    expect(floor.current(1)).toBe(1_000n);
  });

  it('is forgotten once a minute, so that nothing below it can be lost', () => {
    const floor = new OutboxFloor(0);
    floor.sample({ lastSequence: 50n, nextTransaction: 1n });
    floor.taken(1n, null);
    expect(floor.current(59_999)).toBe(50n);
    expect(floor.current(60_000)).toBe(0n);
  });
});
