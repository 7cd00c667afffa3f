import { expect, it } from 'vitest';
import { Ids } from './ids.js';

it('makes ids of version 7 that are unique and sort by their making, also within one millisecond', () => {
  const ids = new Ids();
  const made = Array.from({ length: 20_000 }, () => ids.newId());
  expect(new Set(made).size).toBe(made.length);
  expect(made.toSorted()).toEqual(made);
  expect(made.every(id => /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id))).toBe(
    true,
  );
});
