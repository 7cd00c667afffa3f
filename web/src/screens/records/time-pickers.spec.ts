import { expect, it } from 'vitest';
import { chosenInstant, localTime, timesWords } from './time-pickers.js';

it('keeps the instant of a field that nobody has touched, to the millisecond', () => {
  const exact = '2026-03-01T10:20:30.456Z';
  expect(localTime(exact)).toBe('2026-03-01T10:20');
  expect(chosenInstant(localTime(exact), exact)).toBe(exact);
  expect(chosenInstant('2026-03-01T10:21', exact)).toBe('2026-03-01T10:21:00.000Z');
  expect([chosenInstant('', exact), chosenInstant('', undefined)]).toEqual([undefined, undefined]);
});

it('says which of the two times is now', () => {
  expect(timesWords({ asOf: undefined, knownAt: '2026-03-01T10:20:00Z' })).toMatch(
    /held in the business now.*Mar 1, 2026/,
  );
});
