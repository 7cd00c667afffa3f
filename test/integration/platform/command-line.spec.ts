import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useBuiltHub, useTestDatabase } from '../../harness/index.js';

const hub = useTestDatabase();
const { touchstone, makeFolder } = useBuiltHub('command-line-spec');

async function run(...words: string[]): Promise<{ code: number | null; text: string }> {
  const command = touchstone(words, { DATABASE_URL: hub().url });
  return { code: await command.ended, text: command.text() };
}

it('says which release it is', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(await run('--version')).toEqual({ code: 0, text: `${version}\n` });
});

it('answers what it cannot do with one sentence, and never with its own stack', async () => {
  const empty = await makeFolder();
  await run('rules', 'activate');
  for (const [words, sentence] of [
    [['key', 'revoke', 'xyz'], 'there is no live key with this id (ACCESS.KEY_NOT_FOUND)\n'],
    [
      ['key', 'create', 'loader', '--role', 'integration', '--domain', 'suplier'],
      "There is no domain 'suplier'; there are contract, costCenter, item, location, supplier.\n",
    ],
    [
      ['key', 'create', 'loader', '--role', 'integration', '--system', 'koupa'],
      /^There is no source system 'koupa'; there are billing, clm, coupa, /,
    ],
    [['rules', 'list', 'suplier'], "No rules 'suplier' were ever activated; did you mean 'supplier'?\n"],
    [['rules', 'check', '--rules', empty], `the folder ${empty} holds no rules (RULES.FOLDER_UNREADABLE)\n`],
    [
      ['rules', 'activate', '--rules', empty],
      `the folder ${empty} holds no rules (RULES.FOLDER_UNREADABLE)\n`,
    ],
    [
      ['generate', '--out', 'package.json/x'],
      /\/package\.json\/x\S* cannot be opened or made: a part of its path is not a folder\.\n$/,
    ],
    [
      ['dedupe', '/nope.csv', '--auto', '--out', empty],
      '/nope.csv cannot be opened or made: it is not there.\n',
    ],
  ] as const) {
    const text: unknown = typeof sentence === 'string' ? sentence : expect.stringMatching(sentence);
    expect(await run(...words), words.join(' ')).toEqual({ code: 1, text });
  }
});
