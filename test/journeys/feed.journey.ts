import { expect, look, test } from './harness/journey.js';
import { ownWord, sendSuppliers } from './harness/own-records.js';

test('a change is in the feed of whoever watches, the moment it happens, and a pause misses nothing', async ({
  hub,
  sit,
}) => {
  const watcher = await sit('vic');
  const { page } = watcher;
  await page.goto('/sync/feed');
  await expect(page.getByText('live', { exact: true })).toBeVisible();
  const steward = await sit('sam');
  const word = ownWord();
  const nameOf = (trade: string) => `${word} ${trade}`;
  const first = nameOf('Dialysis');
  const second = nameOf('Prosthetics');
  const third = nameOf('Radiology');
  const send = (name: string) =>
    sendSuppliers(hub, steward.caller, [{ 'Supplier Number': `CS-${name}`, Name: name, Status: 'active' }]);
  const feed = page.getByRole('list', { name: 'Feed' });
  await send(first);
  await expect(feed.getByRole('link', { name: first })).toBeVisible();
  await look(page);

  await page.keyboard.press('p');
  await expect(page.getByText('paused; nothing is missed')).toBeVisible();
  await send(second);
  await send(third);
  await page.keyboard.press('p');
  await expect(feed.getByRole('link', { name: second })).toBeVisible();
  await expect(feed.getByRole('link', { name: third })).toBeVisible();
  await feed.getByRole('link', { name: first }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: first })).toBeVisible();
});
