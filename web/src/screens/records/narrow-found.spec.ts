import { expect, it } from 'vitest';
import { narrowFound } from './narrow-found.js';

const found = [
  { title: 'Medtronic USA, Inc.', sources: [{ key: '0000100871' }] },
  { title: 'Medline Industries, LP', sources: [{ key: 'V-2201' }] },
  { title: 'Stryker Corporation', sources: [] },
];

it.each([
  ['medtr', ['Medtronic USA, Inc.']],
  ['medtronci', ['Medtronic USA, Inc.']],
  ['v-2201', ['Medline Industries, LP']],
  ['zimmer', []],
])('finds what the last answer holds of %j', (text, titles) => {
  expect(narrowFound(found, text).map(({ title }) => title)).toEqual(titles);
});
