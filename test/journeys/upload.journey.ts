import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, look, test } from './harness/journey.js';

test('a steward uploads a file, follows it, and opens one of its golden records', async ({ hub, sit }) => {
  const file = join(hub.folder, 'network', 'oracle-fusion', 'items.csv');
  const rows = (await readFile(file, 'utf8')).trim().split('\n').length - 1;
  const { page } = await sit('sam');
  await page.goto('/sync');
  await expect(page.getByRole('button', { name: 'Upload files' })).toBeVisible();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await look(page);

  await dialog.getByRole('button', { name: /System/ }).click();
  await page.getByRole('option', { name: /Oracle Fusion/ }).click();
  await dialog.getByRole('button', { name: /Domain/ }).click();
  await page.getByRole('option', { name: 'Items' }).click();
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles(file);
  await expect(dialog.getByRole('list', { name: 'Files' })).toContainText('items.csv');
  await dialog.getByRole('button', { name: 'Upload' }).click();
  await expect(dialog).toBeHidden();

  // The delivery is on the screen at once and moves without a reload.
  const delivery = page.getByRole('list', { name: 'Deliveries' }).getByRole('listitem').first();
  await expect(delivery).toContainText('Oracle Fusion · Items');
  await expect(delivery.getByRole('progressbar')).toBeVisible();
  await look(page);
  await expect(delivery.getByText('done')).toBeVisible({ timeout: 90_000 });
  await expect(delivery.getByRole('progressbar')).toBeHidden();
  await expect(delivery).toContainText(rows.toLocaleString('en-US'));

  await page.goto('/search?q=Oracle');
  await page.getByRole('link', { name: 'Items', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Items' })).toBeVisible();
  await expect(page.getByText(/[12],\d{3} records/)).toBeVisible();
});
