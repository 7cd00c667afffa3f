import { expect, it } from 'vitest';
import { freeSlots } from './free-slots.js';

it.each([
  { targets: 1, inFlight: 0, free: 16 },
  { targets: 16, inFlight: 5, free: 11 },
  { targets: 32, inFlight: 0, free: 8 },
  { targets: 128, inFlight: 0, free: 2 },
  { targets: 1_000, inFlight: 1, free: 1 },
])('gives one of $targets targets with $inFlight under way $free more', ({ targets, inFlight, free }) => {
  expect(freeSlots(targets, inFlight)).toBe(free);
});
