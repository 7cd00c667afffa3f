import { ask } from './harness/api.js';
import { expect, look, test } from './harness/journey.js';

const NAME = 'Lantern Hill Dialysis Partners';

test('a change is in the feed of whoever watches, the moment it happens, and a pause misses nothing', async ({
  hub,
  sit,
}) => {
  const watcher = await sit('vic');
  const { page } = watcher;
  await page.goto('/sync/feed');
  await expect(page.getByText('live', { exact: true })).toBeVisible();
  await look(page);
  const steward = await sit('sam');
  const send = (key: string, name: string) =>
    ask(
      hub,
      steward.caller,
      'mutation($records: [JSON!]!) { submitRecords(system: "coupa", domain: "supplier", records: $records) { __typename } }',
      { records: [{ 'Supplier Number': key, Name: name, Status: 'active' }] },
    );
  const feed = page.getByRole('list', { name: 'Feed' });
  await send('CS-FEED-1', NAME);
  await expect(feed.getByRole('link', { name: NAME })).toBeVisible();
  await look(page);

  await page.keyboard.press('p');
  await expect(page.getByText('paused; nothing is missed')).toBeVisible();
  await send('CS-FEED-2', 'Quiet Meadow Prosthetics');
  await send('CS-FEED-3', 'Copper Lane Radiology');
  await page.keyboard.press('p');
  await expect(feed.getByRole('link', { name: 'Quiet Meadow Prosthetics' })).toBeVisible();
  await expect(feed.getByRole('link', { name: 'Copper Lane Radiology' })).toBeVisible();
  await feed.getByRole('link', { name: NAME }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
});
