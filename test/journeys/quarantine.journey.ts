import { expect, look, test } from './harness/journey.js';

const NAME = 'Harbor Light Sterile Supply';

test('a steward repairs a row in quarantine, and it becomes a golden record', async ({ sit }) => {
  const { page } = await sit('sam');
  await page.goto('/');
  await page.getByRole('link', { name: 'Repair' }).click();
  await page.getByRole('link', { name: /^Legal name missing \d+$/ }).click();
  await expect(page).toHaveURL(/code=LEGAL_NAME_MISSING/);
  const list = page.getByRole('list', { name: 'Rows' });
  const before = await list.getByRole('listitem').count();
  await look(page);

  // The cause in words; the first correction is not one, and says so.
  const row = page.getByRole('region', { name: 'The row' });
  const key = (await row.getByRole('heading').textContent()) ?? '';
  await expect(row).toContainText(/name/i);
  await row.getByRole('button', { name: 'Send again' }).click();
  await expect(page.getByText('Still not acceptable')).toBeVisible();

  // What is typed outlives a reload.
  const name = row.getByLabel('Name', { exact: true });
  await name.fill(NAME);
  await page.reload();
  await expect(row.getByRole('heading')).toHaveText(key);
  await expect(name).toHaveValue(NAME);
  await row.getByRole('button', { name: 'Send again' }).click();
  await expect(page.getByText('Accepted')).toBeVisible();
  await expect(list.getByRole('listitem')).toHaveCount(before - 1);

  await page.keyboard.press('/');
  await page.keyboard.type(NAME);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: NAME }).click();
  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Golden values' })).toContainText('Coupa');
});
