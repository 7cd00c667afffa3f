import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ask } from './harness/api.js';
import { expect, look, test, type Desk, type JourneyHub } from './harness/journey.js';

const SUPPLIER = 'Yoritdex Surgical Supply and Equipment';
const OLD_ACCOUNT = '000716837838';
const NEW_ACCOUNT = '000111222333';

test('a changed bank account waits for somebody else than who brought it, and only the right people see it', async ({
  hub,
  sit,
}) => {
  const approver = await sit('ada');
  const requests = (desk: Desk) => desk.page.getByRole('list', { name: 'Change requests' });
  const requestOf = (desk: Desk) =>
    requests(desk).getByRole('listitem').filter({ hasText: SUPPLIER }).filter({ hasText: 'Bank accounts' });

  // The first account came with the nightly load, and waits although it is the first one.
  await approver.page.goto('/work?view=approvals');
  await expect(requestOf(approver)).toContainText(OLD_ACCOUNT);
  await expect(requestOf(approver)).toContainText('asked by nightly load');
  await look(approver.page);
  await requestOf(approver).getByRole('button', { name: 'Approve' }).click();
  const dialog = approver.page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Called back on the number on file.');
  await look(approver.page);
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await expect(approver.page.getByText('Approved', { exact: true })).toBeVisible();
  await expect(requestOf(approver)).toBeHidden();

  // Somebody who may do both uploads another account: it waits, and she cannot let it through herself.
  const both = await sit('sara');
  await uploadAccount(hub, both);
  const record = `/records/supplier/${await idOf(hub, both)}?tab=requests`;
  await both.page.goto(record);
  await expect(requestOf(both)).toContainText(NEW_ACCOUNT);
  await expect(requestOf(both)).toContainText('You asked for this yourself');
  await expect(requestOf(both).getByRole('button', { name: 'Approve' })).toBeHidden();
  const golden = (desk: Desk) => desk.page.getByRole('region', { name: 'Golden values' });
  await expect(golden(both)).toContainText(OLD_ACCOUNT);
  await expect(golden(both)).not.toContainText(NEW_ACCOUNT);

  // A viewer sees that there is an account, and nothing of it.
  const viewer = await sit('vic');
  await viewer.page.goto(record);
  await expect(golden(viewer)).toContainText('Bank accounts');
  await expect(golden(viewer)).toContainText('masked');
  expect(await viewer.page.content()).not.toMatch(new RegExp(`${OLD_ACCOUNT}|${NEW_ACCOUNT}`));
  await expect(requestOf(viewer)).toContainText('An approver decides');
  await look(viewer.page);

  // Another approver lets it through: the golden value is the new one.
  await approver.page.goto(record);
  await requestOf(approver).getByRole('button', { name: 'Approve' }).click();
  await dialog.getByLabel('Reason').fill('Confirmed by phone.');
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await expect(golden(approver)).toContainText(NEW_ACCOUNT);
  await both.page.reload();
  await expect(golden(both)).toContainText(NEW_ACCOUNT);
  await look(both.page);
});

/** Sends the supplier's own lines of the network's files again, with another account number, as an upload does. */
async function uploadAccount({ folder, url }: JourneyHub, { caller }: Desk): Promise<void> {
  const form = new FormData();
  for (const name of ['PozSuppliersInt.csv', 'PozSupplierAddressesInt.csv', 'IbyTempExtBankAccts.csv']) {
    const lines = (await readFile(join(folder, 'network', 'oracle-fusion', name), 'utf8')).split('\n');
    const own = lines.filter(line => line.includes(SUPPLIER)).map(line => `${line}\n`);
    form.append('file', new Blob([own.join('').replaceAll(OLD_ACCOUNT, NEW_ACCOUNT)]), name);
  }
  const answer = await fetch(`${url}/v1/sources/oracle-fusion/supplier/records`, {
    method: 'POST',
    headers: caller.headers,
    body: form,
  });
  expect(answer.status).toBe(202);
}

async function idOf(hub: JourneyHub, { caller }: Desk): Promise<string> {
  const { resolve } = await ask<{ resolve: { id: string } }>(
    hub,
    caller,
    '{ resolve(system: "oracle-fusion", domain: "supplier", key: "100000") { id } }',
  );
  return resolve.id;
}
