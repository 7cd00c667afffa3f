import type { Page } from '@playwright/test';
import { ask } from './harness/api.js';
import { expect, look, PHONE, test, type Desk, type JourneyHub } from './harness/journey.js';
import { raiseAmbiguity, raiseQuestion } from './harness/own-records.js';

/** A screen by its address, and what is on it once it is there. */
interface Screen {
  readonly address: string;
  readonly shows: (page: Page) => ReturnType<Page['getByRole']>;
}

const heading = (name: string | RegExp) => (page: Page) => page.getByRole('heading', { level: 1, name });

/** The screens of a steward's day. */
async function screensOf(hub: JourneyHub, { caller }: Desk): Promise<readonly Screen[]> {
  const pair = await raiseQuestion(hub, caller);
  const ambiguity = await raiseAmbiguity(hub, caller);
  const { task } = await ask<{ task: { goldenRecords: readonly { id: string }[] } }>(
    hub,
    caller,
    'query($id: ID!) { task(id: $id) { goldenRecords { id } } }',
    { id: pair.id },
  );
  const record = `/records/supplier/${task.goldenRecords[0]?.id}`;
  const tab = (name: string) => (page: Page) => page.getByRole('tab', { name, selected: true });
  return [
    { address: '/', shows: heading(/./) },
    { address: '/records/supplier', shows: page => page.getByRole('grid').getByRole('row').nth(1) },
    { address: '/records/contract', shows: page => page.getByText('No records yet') },
    { address: record, shows: page => page.getByRole('region', { name: 'Golden values' }) },
    { address: `${record}?tab=history`, shows: page => page.getByText(/Version 1/).first() },
    { address: `${record}?tab=tasks`, shows: tab('Work') },
    { address: '/work', shows: page => page.getByRole('grid').getByRole('row').nth(1) },
    { address: '/work?view=approvals', shows: page => page.getByRole('list', { name: 'Change requests' }) },
    { address: `/work/${pair.id}`, shows: page => page.getByRole('region', { name: /^Why/ }) },
    { address: `/work/${ambiguity.id}`, shows: page => page.getByRole('region', { name: /^Which/ }) },
    { address: '/sync', shows: page => page.getByRole('list', { name: 'Deliveries' }) },
    { address: '/sync/quarantine', shows: page => page.getByRole('region', { name: 'The row' }) },
    { address: '/sync/feed', shows: page => page.getByText('live', { exact: true }) },
    { address: '/search?q=medical', shows: page => page.getByRole('grid').getByRole('row').nth(1) },
    { address: '/nowhere', shows: page => page.getByRole('main').getByText('There is no such page') },
  ];
}

for (const [place, size] of [
  ['at a desk', undefined],
  ['on a phone', PHONE],
] as const) {
  test(`every screen can be read in both themes, ${place}`, async ({ hub, sit, open }) => {
    const desk = await sit('sam', size);
    for (const { address, shows } of await screensOf(hub, desk)) {
      await desk.page.goto(address);
      await expect(shows(desk.page)).toBeVisible();
      await look(desk.page);
    }
    const administrator = await sit('olga', size);
    await administrator.page.goto('/admin');
    await expect(administrator.page.getByRole('list', { name: 'Accounts' })).toBeVisible();
    await look(administrator.page);
    const stranger = await open(size);
    await stranger.goto('/login');
    await expect(stranger.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await look(stranger);
  });
}
