import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { DomainTurns } from './domain-turns.js';

describe('Turns of a domain', () => {
  it('come one after the other in the order asked, also after a failure', async () => {
    const turns = new DomainTurns();
    const log: string[] = [];
    const work =
      (name: string, fails = false) =>
      async (): Promise<string> => {
        log.push(`${name} begins`);
        await nextTurn();
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      };
    const results = await Promise.allSettled([
      turns.take('item', work('one', true)),
      turns.take('item', work('two')),
      turns.take('item', work('three')),
    ]);
    expect(log).toEqual(['one begins', 'one ends', 'two begins', 'two ends', 'three begins', 'three ends']);
    expect(results.map(result => result.status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  });

  it('do not hold up another domain', async () => {
    const turns = new DomainTurns();
    let free = (): void => undefined;
    const held = turns.take('item', () => new Promise<void>(resolve => (free = resolve)));
    expect(await turns.take('supplier', async () => 'went on')).toBe('went on');
    free();
    await held;
  });
});
