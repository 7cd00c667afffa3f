import { expect, look, test } from './harness/journey.js';

test('an administrator lets a colleague and a system in; a viewer may not', async ({
  open,
  sit,
  allowed,
}) => {
  allowed.push(/status of 401/);
  const { page } = await sit('olga');
  await page.goto('/admin');
  await expect(page.getByRole('list', { name: 'Accounts' })).toContainText('Sam Steward');
  await look(page);
  await page.getByRole('button', { name: 'Create an account' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('nina');
  await dialog.getByLabel('What people see').fill('Nina Newcomer');
  await look(page);
  await dialog.getByRole('button', { name: 'Create' }).click();

  // The link is shown once, and lets the newcomer in.
  const secret = page.getByRole('alertdialog');
  await expect(secret).toContainText('This is shown once');
  const link = (await secret.getByText(/^http.*token=/).textContent()) ?? '';
  await look(page);
  await secret.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('list', { name: 'Accounts' })).toContainText('Nina Newcomer');
  const newcomer = await open();
  await newcomer.goto(link);
  await expect(newcomer.getByRole('heading', { name: 'Hello, Nina Newcomer' })).toBeVisible();

  await page.getByRole('tab', { name: 'API keys' }).click();
  await page.getByRole('button', { name: 'Create an API key' }).click();
  await dialog.getByLabel('What it is for').fill('inventory interface');
  await dialog.getByRole('button', { name: 'Create' }).click();
  const key = (await secret.getByText(/^ts_/).textContent()) ?? '';
  await secret.getByRole('button', { name: 'Done' }).click();
  const withKey = () =>
    page.request.get('/v1/changes?limit=1', {
      headers: { authorization: `Bearer ${key}`, cookie: '' },
    });
  expect((await withKey()).status()).toBe(200);
  await page.getByRole('listitem').filter({ hasText: 'inventory interface' }).getByRole('button').click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'inventory interface' })).toContainText(
    'revoked',
  );
  expect((await withKey()).status()).toBe(401);

  // A disabled account is out at once.
  await page.getByRole('tab', { name: 'Accounts' }).click();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Nina' })
    .getByRole('button', { name: /Disable/ })
    .click();
  await dialog.getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Nina' })).toContainText('disabled');
  await newcomer.goto('/work');
  await expect(newcomer.getByRole('heading', { name: 'Sign in to Touchstone' })).toBeVisible();

  const { page: viewer } = await sit('vic');
  await viewer.goto('/admin');
  await expect(viewer.getByRole('heading', { name: 'You may not see this' })).toBeVisible();
  await look(viewer);
});
