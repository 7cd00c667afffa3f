import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { explainFileError } from './explain-file-error.js';

const failing = (path: string): Promise<unknown> => readFile(path).catch((error: unknown) => error);

it('says in a sentence which file the system refused, and why', async () => {
  expect(explainFileError(await failing('/nope.csv'))).toBe(
    '/nope.csv cannot be opened or made: it is not there.',
  );
  expect(explainFileError(await failing('package.json/x'))).toBe(
    'package.json/x cannot be opened or made: a part of its path is not a folder.',
  );
});

it('leaves every other error to those who can do something about it', () => {
  expect(explainFileError(new Error('a bug'))).toBeNull();
  expect(explainFileError(Object.assign(new Error(), { code: 'EMFILE', path: '/x' }))).toBeNull();
});
