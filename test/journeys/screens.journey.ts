import type { Page } from '@playwright/test';
import { ask } from './harness/api.js';
import { expect, look, PHONE, test, type Desk, type JourneyHub } from './harness/journey.js';
import { raiseAmbiguity, raiseQuestion } from './harness/own-records.js';

/** A screen by its address, and what is on it once it is there. */
interface Screen {
  readonly address: string;
  readonly shows: (page: Page) => ReturnType<Page['getByRole']>;
}

const firstRow = (page: Page) => page.getByRole('grid').getByRole('row').nth(1);

/** Golden records, and what a list of none says. */
async function recordScreens(hub: JourneyHub, { caller }: Desk): Promise<readonly Screen[]> {
  const { id } = await raiseQuestion(hub, caller);
  const { task } = await ask<{ task: { goldenRecords: readonly { id: string }[] } }>(
    hub,
    caller,
    'query($id: ID!) { task(id: $id) { goldenRecords { id } } }',
    { id },
  );
  const record = `/records/supplier/${task.goldenRecords[0]?.id}`;
  return [
    { address: '/records/supplier', shows: firstRow },
    { address: '/records/contract', shows: page => page.getByText('No records yet') },
    { address: record, shows: page => page.getByRole('region', { name: 'Golden values' }) },
    { address: `${record}?tab=history`, shows: page => page.getByText(/Version 1/).first() },
    {
      address: `${record}?tab=tasks`,
      shows: page => page.getByRole('tab', { name: 'Work', selected: true }),
    },
    { address: '/search?q=medical', shows: firstRow },
  ];
}

/** What waits for a person. */
async function workScreens(hub: JourneyHub, { caller }: Desk): Promise<readonly Screen[]> {
  const pair = await raiseQuestion(hub, caller);
  const ambiguity = await raiseAmbiguity(hub, caller);
  return [
    { address: '/', shows: page => page.getByRole('heading', { level: 1, name: 'Hello, Sam Steward' }) },
    { address: '/work', shows: firstRow },
    { address: '/work?view=approvals', shows: page => page.getByRole('list', { name: 'Change requests' }) },
    { address: `/work/${pair.id}`, shows: page => page.getByRole('region', { name: /^Why/ }) },
    { address: `/work/${ambiguity.id}`, shows: page => page.getByRole('region', { name: /^Which/ }) },
  ];
}

/** What comes and goes, and an address that leads nowhere. */
const syncScreens: readonly Screen[] = [
  { address: '/sync', shows: page => page.getByRole('list', { name: 'Deliveries' }) },
  { address: '/sync/quarantine', shows: page => page.getByRole('region', { name: 'The row' }) },
  { address: '/sync/feed', shows: page => page.getByText('live', { exact: true }) },
  { address: '/nowhere', shows: page => page.getByRole('main').getByText('There is no such page') },
];

async function lookAt(page: Page, screens: readonly Screen[]): Promise<void> {
  for (const { address, shows } of screens) {
    await page.goto(address);
    await expect(shows(page)).toBeVisible();
    await look(page);
  }
}

for (const [place, size] of [
  ['at a desk', undefined],
  ['on a phone', PHONE],
] as const) {
  test.describe(`every screen can be read in both themes, ${place}`, () => {
    test('records', async ({ hub, sit }) => {
      const desk = await sit('sam', size);
      await lookAt(desk.page, await recordScreens(hub, desk));
    });

    test('work', async ({ hub, sit }) => {
      const desk = await sit('sam', size);
      await lookAt(desk.page, await workScreens(hub, desk));
    });

    test('sync', async ({ sit }) => {
      const { page } = await sit('sam', size);
      await lookAt(page, syncScreens);
    });

    test('administration and the door', async ({ sit, open }) => {
      const { page } = await sit('olga', size);
      await lookAt(page, [
        { address: '/admin', shows: shown => shown.getByRole('list', { name: 'Accounts' }) },
      ]);
      await lookAt(await open(size), [
        { address: '/login', shows: shown => shown.getByRole('button', { name: 'Sign in' }) },
      ]);
    });
  });
}
