import { expect, look, test } from './harness/journey.js';

const PASSWORD = 'the first morning at the new hub';

test('an administrator comes in by the first link, sets a password, leaves, and comes back with it', async ({
  hub,
  open,
  allowed,
}) => {
  // The browser notes every refusal of the hub: nobody is signed in yet, the password is too short, the link is used up.
  allowed.push(/status of (401|410|422)/);
  const page = await open();
  await page.goto(hub.firstLink);
  await expect(page.getByRole('heading', { name: 'Hello, Administrator' })).toBeVisible();
  expect(page.url(), 'the token does not stay in the address').not.toContain('token');
  await look(page);

  const form = page.getByRole('form', { name: 'Set your password' });
  await form.getByLabel('Password').fill('too short');
  await form.getByLabel('Once more').fill('too short');
  await form.getByRole('button', { name: 'Set password' }).click();
  await expect(form).toContainText(/12|twelve/i);
  await form.getByLabel('Password').fill(PASSWORD);
  await form.getByLabel('Once more').fill(PASSWORD);
  await form.getByRole('button', { name: 'Set password' }).click();
  await expect(form).toBeHidden();

  await page.getByRole('button', { name: /Your account/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to Touchstone' })).toBeVisible();
  await look(page);

  // Back to a page of the hub: it asks who that is, and then leads there.
  await page.goto('/sync/quarantine');
  await page.getByLabel('Name').fill('admin');
  await page.getByLabel('Password').fill('not this one, surely');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('The name or the password is not right.')).toBeVisible();
  await expect(page.getByLabel('Name')).toHaveValue('admin');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/sync\/quarantine/);

  // The link has worked once and never again.
  const stranger = await open();
  await stranger.goto(hub.firstLink);
  await expect(stranger.getByRole('alert')).toContainText('This link does not work any more');
  await look(stranger);
});
