import { ask } from './harness/api.js';
import { expect, look, test, type Desk, type JourneyHub } from './harness/journey.js';
import { goldenIdOf } from './harness/own-records.js';

interface Found {
  readonly id: string;
  readonly title: string;
  readonly sources: readonly { readonly system: string; readonly key: string }[];
  readonly provenance: readonly { readonly attribute: string; readonly losers: readonly object[] }[];
}

/** A supplier that both systems know by different names. */
async function sharedSupplier(hub: JourneyHub, { caller }: Desk): Promise<Found> {
  const { suppliers } = await ask<{ suppliers: { nodes: readonly Found[] } }>(
    hub,
    caller,
    '{ suppliers(first: 200) { nodes { id title sources { system key } provenance { attribute losers { because } } } } }',
  );
  const found = suppliers.nodes.find(
    ({ sources, provenance }) =>
      sources.length === 2 &&
      new Set(sources.map(({ system }) => system)).size === 2 &&
      provenance.some(({ attribute, losers }) => attribute === 'legalName' && losers.length > 0),
  );
  if (found === undefined) throw new Error('no supplier has a name that lost');
  return found;
}

test('a steward asks a golden record where it comes from and what it was, takes it apart and puts it together', async ({
  hub,
  sit,
}) => {
  const desk = await sit('sam');
  const { page } = desk;
  const record = await sharedSupplier(hub, desk);
  await page.goto(`/records/supplier/${record.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(record.title);

  // What holds its two sources together: a picture, and the same in words, where the keys lead through the pairs.
  const cluster = page.getByRole('region', { name: 'What holds the sources together' });
  const pairs = cluster.getByRole('row').filter({ hasText: 'Coupa' });
  await expect(pairs).toHaveCount(1);
  await expect(pairs).toContainText(/same.*[+]\d/);
  await expect(cluster.getByRole('img', { name: /^2 source records/ })).toBeVisible();
  await pairs.focus();
  await look(page);

  // Where the name comes from, what lost, and by which rule.
  await page.getByRole('button', { name: /^Where .*Legal name/ }).click();
  const popover = page.getByRole('dialog');
  await expect(popover).toContainText('Oracle Fusion');
  await expect(popover).toContainText('Coupa');
  await expect(popover).toContainText(/Rule/i);
  await look(page);
  await page.keyboard.press('Escape');
  await expect(popover).toBeHidden();

  // What it was: before the hub existed there was nothing; a moment ago there was the same.
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(page.getByText(/Version 1/).first()).toBeVisible();
  await look(page);
  await page.getByLabel('Known at').fill('2020-01-01T00:00');
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page.getByText('The record did not exist at that time.')).toBeVisible();
  await expect(page).toHaveURL(/knownAt=2020-01-01/);
  await page.getByRole('button', { name: 'Show now' }).click();

  // Taken apart: first what would happen, then done, then taken back.
  await page.getByRole('tab', { name: /Sources/ }).click();
  const coupa = record.sources.find(({ system }) => system === 'coupa');
  await page.getByRole('checkbox', { name: new RegExp(`Coupa ${coupa?.key ?? ''}`) }).click({ force: true });
  await page.getByRole('button', { name: 'Take 1 record out…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: 'What will happen' })).toBeVisible();
  await expect(dialog.getByRole('listitem').first()).toBeVisible();
  await look(page);
  await dialog.getByLabel('Reason').fill('Two companies that share a building.');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('tab', { name: /Sources/ })).toContainText('1');
  await expect.poll(() => goldenIdOf(hub, desk.caller, coupa?.key ?? '')).not.toBe(record.id);
  await page.getByRole('button', { name: /Undo/ }).click();
  await expect(page.getByRole('tab', { name: /Sources/ })).toContainText('2');
  await expect.poll(() => goldenIdOf(hub, desk.caller, coupa?.key ?? '')).toBe(record.id);

  // While it was apart the record was made of one source: the history says so, and the address can be sent to a colleague.
  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByRole('button', { name: 'Compare with now' }).first().click();
  const members = page.getByRole('region', { name: 'Made of these source records then' });
  const returned = members.getByRole('listitem').filter({ hasText: coupa?.key ?? '' });
  await expect(returned).toContainText('joined since');
  await expect(members.getByRole('listitem')).toHaveCount(2);
  await page.reload();
  await expect(returned).toContainText('joined since');
  await look(page);
});
