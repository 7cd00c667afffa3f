import { startHub, stopHub } from './harness/hub-process.js';
import { expect, look, test } from './harness/journey.js';
import { raiseQuestion } from './harness/own-records.js';

test('the hub dies under a steward and comes back: it is said, nothing typed is lost, work goes on', async ({
  hub,
  sit,
  allowed,
}) => {
  allowed.push(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|WebSocket connection/);
  const { page, caller } = await sit('sam');
  const { id } = await raiseQuestion(hub, caller);
  await page.goto(`/work/${id}?view=supplier.duplicate`);
  await expect(page.getByRole('group', { name: 'Decide' })).toBeVisible();
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Comment').fill('They moved to Tampa in 2024.');

  await stopHub(hub, 'SIGKILL');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  const banner = page.getByText('The hub does not answer.', { exact: true }).first();
  await expect(banner).toBeVisible();
  await expect(dialog.getByLabel('Comment')).toHaveValue('They moved to Tampa in 2024.');
  await look(page);

  await startHub(hub);
  await expect(page.getByRole('button', { name: 'Try now' })).toBeHidden({ timeout: 30_000 });
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(dialog).toBeHidden();
  await page.reload();
  await expect(page.getByText('They moved to Tampa in 2024.')).toBeVisible();
});
