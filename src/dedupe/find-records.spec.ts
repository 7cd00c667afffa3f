import { expect, it } from 'vitest';
import { findRecords } from './find-records.js';

const table = { recordIds: ['a:1', 'b:2', 'Smith, John', 'Smith'] };

it('finds records by their ids, which may have commas', () => {
  expect(findRecords(table, ['a:1,b:2', 'Smith, John,Smith', 'Smith,Smith, John'])).toEqual([
    { left: 0, right: 1 },
    { left: 2, right: 3 },
    { left: 3, right: 2 },
  ]);
});

it('says how to name records when there are no such two', () => {
  expect(() => findRecords(table, ['a:1,zzz'])).toThrow('name them by id, like a:1,b:2.');
  expect(() => findRecords(table, ['a:1,a:1'])).toThrow('no two records');
});
