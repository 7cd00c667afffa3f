import { expect, look, test } from './harness/journey.js';
import { ownWord, sendSuppliers } from './harness/own-records.js';

test('a steward repairs a row in quarantine, and it becomes a golden record', async ({ hub, sit }) => {
  const { page, caller } = await sit('sam');
  const word = ownWord();
  const key = `CS-${word}`;
  const fixedName = `${word} Sterile Supply`;
  await sendSuppliers(hub, caller, [{ 'Supplier Number': key, Name: '', Status: 'active' }]);
  await page.goto('/');
  await page.getByRole('link', { name: 'Repair' }).click();
  await page.getByRole('link', { name: /^Legal name missing \d+ / }).click();
  await expect(page).toHaveURL(/code=LEGAL_NAME_MISSING/);
  const causes = page.getByRole('list', { name: 'Causes' });
  await expect(causes.locator('[aria-current]')).toHaveText([/^Legal name missing/]);
  const list = page.getByRole('list', { name: 'Rows' });
  await list.getByRole('link', { name: key }).click();
  await look(page);

  // The cause in words; the first correction is not one, and says so.
  const row = page.getByRole('region', { name: 'The row' });
  await expect(row.getByRole('heading')).toHaveText(`Coupa ${key}`);
  await expect(row).toContainText('A supplier has a legal name: it is missing');
  await row.getByRole('button', { name: 'Send again' }).click();
  await expect(page.getByText('Still not acceptable')).toBeVisible();

  // What is typed outlives a reload.
  const name = row.getByLabel('Name', { exact: true });
  await name.fill(fixedName);
  await page.reload();
  await expect(row.getByRole('heading')).toHaveText(`Coupa ${key}`);
  await expect(name).toHaveValue(fixedName);
  await row.getByRole('button', { name: 'Send again' }).click();
  await expect(page.getByText('Accepted')).toBeVisible();
  await expect(list.getByRole('link', { name: key })).toBeHidden();

  await page.keyboard.press('/');
  await page.keyboard.type(fixedName);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: fixedName }).click();
  await expect(page.getByRole('heading', { level: 1, name: fixedName })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Golden values' })).toContainText('Coupa');
});

test('rows of one cause are sent again together, and those that are still wrong wait on', async ({
  hub,
  sit,
}) => {
  const { page, caller } = await sit('sam');
  const word = ownWord();
  const nameless = [1, 2, 3].map(place => ({
    'Supplier Number': `CS-${word}-${place}`,
    Name: '',
    Status: 'active',
  }));
  await sendSuppliers(hub, caller, nameless);
  await page.goto('/sync/quarantine?system=coupa&domain=supplier&code=LEGAL_NAME_MISSING');
  const rows = page.getByRole('list', { name: 'Rows' }).getByRole('link').filter({ hasText: word });
  await expect(rows).toHaveCount(3);
  await page.getByRole('button', { name: /^Send all \d+ again/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Send these rows again' });
  await look(page);
  await dialog.getByRole('button', { name: 'Send again' }).click();
  await expect(page.getByText(/^0 accepted, \d+ still wait$/)).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect(rows).toHaveCount(3);
  await look(page);
});
