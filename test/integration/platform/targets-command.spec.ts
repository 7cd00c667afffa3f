import { beforeAll, expect, it } from 'vitest';
import { TargetRepository } from '../../../src/syndication/target.repository.js';
import { useBuiltHub, useTestDatabase } from '../../harness/index.js';

const hub = useTestDatabase();
const { touchstone } = useBuiltHub('targets-spec');

beforeAll(() =>
  new TargetRepository(hub().database).replaceAll([
    {
      system: 'erp',
      target: {
        name: 'hook',
        url: 'https://erp.example/hook?token=hidden',
        secretRef: 'ERP_SECRET',
        ordering: 'strict',
      },
    },
  ]),
);

async function run(...words: string[]): Promise<{ code: number | null; text: string }> {
  const command = touchstone(['targets', ...words], { DATABASE_URL: hub().url });
  return { code: await command.ended, text: command.text() };
}

it('lists, suspends and resumes targets from the command line, on the record', async () => {
  const listed = await run('list');
  expect(listed).toEqual({
    code: 0,
    text: expect.stringMatching(/^erp\/hook +active · 0 waiting · 0 parked\n$/),
  });
  expect(await run('suspend', 'erp/hook', '--reason', 'they move house', '--json')).toEqual({
    code: 0,
    text: expect.stringContaining('"state": "suspended"'),
  });
  const again = await run('suspend', 'erp/hook', '--reason', 'twice');
  expect(again).toEqual({ code: 1, text: expect.stringContaining('(TARGET.NOT_ACTIVE)') });
  expect((await run('list')).text).toContain('suspended (they move house)');
  expect((await run('resume', 'erp/hook', '--reason', 'they have moved')).code).toBe(0);
  expect(
    await hub().database.query(`SELECT actor, action, reason FROM audit_event ORDER BY action DESC`),
  ).toEqual([
    { actor: 'cli:command line', action: 'target.suspend', reason: 'they move house' },
    { actor: 'cli:command line', action: 'target.resume', reason: 'they have moved' },
  ]);
});

it('says which targets there are when it does not know one, and demands a reason', async () => {
  expect(await run('resume', 'erp/hok', '--reason', 'a typo')).toEqual({
    code: 1,
    text: 'There is no target erp/hok; there are: erp/hook.\n',
  });
  expect((await run('resume', 'erp/hook')).code).toBe(2);
});
