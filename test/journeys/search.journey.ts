import type { Page } from '@playwright/test';
import { expect, test } from './harness/journey.js';

/** The quality scores of the first ten rows. */
async function scoresOf(page: Page): Promise<number[]> {
  const texts = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      page
        .getByRole('row')
        .nth(index + 1)
        .getByRole('gridcell')
        .nth(2)
        .textContent(),
    ),
  );
  return texts.map(Number);
}

function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number >= (numbers[index - 1] ?? 0));
}

test('a viewer finds a supplier despite a typing mistake, and lists keep their place', async ({ sit }) => {
  const { page } = await sit('vic');
  await page.goto('/records/supplier');
  const rows = page.getByRole('row');
  await expect(rows.nth(1)).toBeVisible();

  // A name with two letters swapped still finds it, first.
  const name = (await rows.nth(5).getByRole('link').first().textContent()) ?? '';
  const mistyped = name.slice(0, 4) + name.charAt(5) + name.charAt(4) + name.slice(6);
  await page.keyboard.press('/');
  await page.keyboard.type(mistyped);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/search\?q=/);
  await expect(rows.nth(1)).toContainText(name);
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'Suppliers' })).toBeVisible();

  // Filter and order stand in the address, which a reload and the back button keep.
  const found = page.getByText(/^[\d,]+ records?$/);
  const all = (await found.textContent()) ?? '';
  await page.keyboard.press('f');
  await page.keyboard.type('med');
  await expect(page).toHaveURL(/q=med/);
  await page.getByRole('columnheader', { name: 'Quality' }).getByRole('button').first().click();
  await expect(page).toHaveURL(/sort=-?qualityScore/);
  await expect(page.getByRole('columnheader', { name: 'Quality' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(found).not.toHaveText(all);
  await expect.poll(() => scoresOf(page).then(isAscending)).toBe(true);
  const count = (await found.textContent()) ?? '';
  const firstTitles = async () =>
    (await page.getByRole('grid').getByRole('link').allTextContents()).slice(0, 10);
  const inOrder = await firstTitles();
  expect(inOrder).toHaveLength(10);
  await page.reload();
  await expect(found).toHaveText(count);
  await expect.poll(firstTitles).toEqual(inOrder);
  await expect(page.getByLabel('Filter by name')).toHaveValue('med');
  await rows.nth(1).getByRole('link').first().click();
  await expect(page).toHaveURL(/records\/supplier\/[\w-]{36}/);
  await page.goBack();
  await expect(page).toHaveURL(/q=med.*sort=-?qualityScore|sort=-?qualityScore.*q=med/);
  await expect.poll(firstTitles).toEqual(inOrder);

  // Many rows: only those in view are in the page, and the end is reached by scrolling.
  await page.goto('/records/supplier');
  await expect(rows.nth(1)).toBeVisible();
  expect(await rows.count()).toBeLessThan(100);
  const grid = page.getByRole('grid', { name: 'Suppliers' });
  await page.keyboard.press('j');
  await page.keyboard.press('End');
  await expect.poll(() => rows.last().getAttribute('aria-rowindex').then(Number)).toBeGreaterThan(60);
  expect(await rows.count()).toBeLessThan(100);
  await expect(grid).toHaveAttribute('aria-rowcount', /\d{3,}/);
});
