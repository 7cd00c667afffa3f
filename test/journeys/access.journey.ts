import { expect, look, test } from './harness/journey.js';
import { ownWord } from './harness/own-records.js';

test('an administrator lets a colleague and a system in; a viewer may not', async ({
  open,
  sit,
  allowed,
}) => {
  allowed.push(/status of 401/);
  const { page } = await sit('olga');
  const word = ownWord();
  const displayName = `Nina ${word}`;
  const keyName = `interface of ${word}`;
  await page.goto('/admin');
  await expect(page.getByRole('list', { name: 'Accounts' })).toContainText('Sam Steward');
  await page.getByRole('button', { name: 'Create an account' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(word.toLowerCase());
  await dialog.getByLabel('What people see').fill(displayName);
  await look(page);
  await dialog.getByRole('button', { name: 'Create' }).click();

  // The link is shown once, and lets the newcomer in.
  const secret = page.getByRole('alertdialog').filter({ hasText: 'This is shown once' });
  await expect(secret).toBeVisible();
  const link = (await secret.getByText(/^http.*token=/).textContent()) ?? '';
  await look(page);
  await secret.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('list', { name: 'Accounts' })).toContainText(displayName);
  const newcomer = await open();
  await newcomer.goto(link);
  await expect(newcomer.getByRole('heading', { name: `Hello, ${displayName}` })).toBeVisible();

  await page.getByRole('tab', { name: 'API keys' }).click();
  await page.getByRole('button', { name: 'Create an API key' }).click();
  await dialog.getByLabel('What it is for').fill(keyName);
  await dialog.getByRole('button', { name: 'Create' }).click();
  const key = (await secret.getByText(/^ts_/).textContent()) ?? '';
  await secret.getByRole('button', { name: 'Done' }).click();
  const withKey = () =>
    page.request.get('/v1/changes?limit=1', {
      headers: { authorization: `Bearer ${key}`, cookie: '' },
    });
  expect((await withKey()).status()).toBe(200);
  await page.getByRole('listitem').filter({ hasText: keyName }).getByRole('button').click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: keyName })).toContainText('revoked');
  expect((await withKey()).status()).toBe(401);

  // A disabled account is out at once.
  await page.getByRole('tab', { name: 'Accounts' }).click();
  await page
    .getByRole('listitem')
    .filter({ hasText: displayName })
    .getByRole('button', { name: /Disable/ })
    .click();
  await dialog.getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: displayName })).toContainText('disabled');
  await newcomer.goto('/work');
  await expect(newcomer.getByRole('heading', { name: 'Sign in to Touchstone' })).toBeVisible();

  const { page: viewer } = await sit('vic');
  await viewer.goto('/admin');
  await expect(viewer.getByRole('heading', { name: 'You may not see this' })).toBeVisible();
  await look(viewer);
});
