import type { Page } from '@playwright/test';
import { ask } from './harness/api.js';
import { expect, look, PHONE, test, type Desk, type JourneyHub } from './harness/journey.js';
import { goldenIdOf, raiseAmbiguity, raiseQuestion, raiseQuestionsTogether } from './harness/own-records.js';
import { passwordOf } from './harness/people.js';

const QUESTIONS = '/work?view=supplier.duplicate';

/** Opens the list of supplier questions and the first of them, by keys alone. */
async function openFirst(page: Page): Promise<void> {
  await page.goto(QUESTIONS);
  await expect(page.getByRole('grid', { name: 'Work' }).getByRole('row').nth(1)).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: 'Decide' })).toBeVisible();
}

/** Opens a question of this journey's own. */
async function openOwn(hub: JourneyHub, { page, caller }: Desk): Promise<void> {
  const { id } = await raiseQuestion(hub, caller);
  await page.goto(`/work/${id}?view=supplier.duplicate`);
  await expect(page.getByRole('group', { name: 'Decide' })).toBeVisible();
}

const title = (page: Page) => page.getByRole('heading', { level: 1 });
const titleOf = async (page: Page) => (await title(page).textContent()) ?? '';
const taskIdOf = (page: Page) => /work\/([\w-]+)/.exec(page.url())?.[1] ?? '';
const toast = (page: Page, words: string | RegExp) =>
  page.getByRole('region', { name: 'What just happened' }).getByText(words);

/** What the hub itself says of a question. */
async function stateOf(hub: JourneyHub, { caller }: Desk, id: string): Promise<string> {
  const { task } = await ask<{ task: { state: string; resolution: string | null } | null }>(
    hub,
    caller,
    'query($id: ID!) { task(id: $id) { state resolution } }',
    { id },
  );
  return task === null ? 'gone' : [task.state, task.resolution].filter(word => word !== null).join(' ');
}

/** Takes an answer back after the ten seconds in which a key does it. */
async function takeBack(hub: JourneyHub, { caller }: Desk, id: string): Promise<void> {
  const { task } = await ask<{ task: { version: number } }>(
    hub,
    caller,
    'query($id: ID!) { task(id: $id) { version } }',
    { id },
  );
  await ask(
    hub,
    caller,
    'mutation($id: ID!, $version: Int!) { undoTask(id: $id, version: $version) { __typename } }',
    { id, version: task.version },
  );
}

test.describe('a steward decides possible duplicates', () => {
  for (const [place, size] of [
    ['at a desk', undefined],
    ['on a phone', PHONE],
  ] as const) {
    test(`by keyboard alone, with the evidence in view and every mistake taken back, ${place}`, async ({
      hub,
      sit,
    }) => {
      const desk = await sit('sam', size);
      const { page } = desk;
      await openFirst(page);
      await look(page);

      // Evidence before the verdict: the values, the reasons with weights, and what would happen.
      await expect(page.getByRole('columnheader', { name: /Coupa|Oracle Fusion/ }).first()).toBeVisible();
      await expect(page.getByRole('region', { name: /^Why/ })).toContainText(/[+−]\d/);
      await expect(page.getByRole('heading', { name: 'If they are the same' })).toBeVisible();

      // j and k go there and back.
      const first = await titleOf(page);
      const firstId = taskIdOf(page);
      await page.keyboard.press('j');
      await expect(title(page)).not.toHaveText(first);
      await page.keyboard.press('k');
      await expect(title(page)).toHaveText(first);

      // n, said what it means, Escape: nothing happened.
      await page.keyboard.press('n');
      await expect(page.getByText('Keep them apart?')).toBeVisible();
      await look(page);
      await page.keyboard.press('Escape');
      expect(await stateOf(hub, desk, firstId)).toBe('open');

      // n, Enter: answered, and the next one is there without a word from the hub.
      await page.keyboard.press('n');
      await page.keyboard.press('Enter');
      await expect(title(page)).not.toHaveText(first);
      const second = await titleOf(page);
      await expect(toast(page, `Not the same: ${first}`)).toBeVisible();
      await expect.poll(() => stateOf(hub, desk, firstId)).toBe('done different');

      // z: as if it had never been, and the question is back on the screen.
      await page.keyboard.press('z');
      await expect(toast(page, `Taken back: ${first}`)).toBeVisible();
      await expect.poll(() => stateOf(hub, desk, firstId)).toBe('open');
      await expect(title(page)).toHaveText(first);

      // m merges; u leaves the next one to others; s puts another to sleep.
      await page.keyboard.press('m');
      await expect(page.getByText(/Merge these 2 source records into one\?/)).toBeVisible();
      await page.keyboard.press('Enter');
      await expect(toast(page, `Same: ${first}`)).toBeVisible();
      await expect.poll(() => stateOf(hub, desk, firstId)).toBe('done same');
      await expect(title(page)).toHaveText(second);
      await page.keyboard.press('z');
      await expect.poll(() => stateOf(hub, desk, firstId)).toBe('open');
    });
  }
});

for (const [place, size] of [
  ['at a desk', undefined],
  ['on a phone', PHONE],
] as const) {
  test(`a search narrows the work to one supplier and goes along into the question, ${place}`, async ({
    hub,
    sit,
  }) => {
    const desk = await sit('sam', size);
    const { page } = desk;
    const word = await raiseQuestionsTogether(hub, desk.caller);
    const { title: other } = await raiseQuestion(hub, desk.caller);
    const rows = page
      .getByRole('grid', { name: 'Work' })
      .getByRole('row')
      .filter({ has: page.getByRole('link') });
    const found = page.getByRole('search').getByRole('status');
    const field = page.getByRole('searchbox', { name: 'Filter by name, number or key' });

    // A name with a slip, in a view; the address is what a colleague gets.
    await page.goto(QUESTIONS);
    await expect(rows.nth(1)).toBeVisible();
    await page.keyboard.press('f');
    await page.keyboard.type(`${word.slice(0, -2)}${word.at(-1) ?? ''}${word.at(-2) ?? ''}`);
    await expect(found).toHaveText('3 questions found');
    await expect(rows).toHaveCount(3);
    await expect(rows.filter({ hasText: other })).toHaveCount(0);
    await look(page);
    await page.goto(page.url());
    await expect(found).toHaveText('3 questions found');

    // The question knows that it is one of three, and goes back to them.
    await rows.first().getByRole('link').click();
    await expect(page.getByText('1 of 3')).toBeVisible();
    await page.goBack();
    await expect(found).toHaveText('3 questions found');

    // The key of a record finds the questions about it; what nothing is about can be cleared.
    await field.fill(`CS-${word}-1`);
    await expect(found).toHaveText('2 questions found');
    await field.fill('nobody of that name');
    await expect(
      page.getByRole('heading', { name: 'No open question here is about “nobody of that name”' }),
    ).toBeVisible();
    await look(page);
    await page.getByRole('tabpanel').getByRole('button', { name: 'Clear the search' }).click();
    await expect(field).toHaveValue('');
    await expect(rows.nth(3)).toBeVisible();

    // The approvals are searched by the same field.
    await page.getByRole('tab', { name: /Change requests/ }).click();
    await field.fill('yoritdex');
    await expect(found).toHaveText(/^\d+ changes? found$/);
    await look(page);
  });
}

test('a record that fits two suppliers goes to the one that a steward chooses, and comes back', async ({
  hub,
  sit,
}) => {
  const desk = await sit('sam');
  const { page, caller } = desk;
  const { id, word } = await raiseAmbiguity(hub, caller);
  const holder = (place: number) => goldenIdOf(hub, caller, `CS-${word}-${place}`);
  const [, second, third] = [await holder(1), await holder(2), await holder(3)];
  await page.goto(`/work/${id}?view=supplier.ambiguous`);
  await expect(page.getByRole('region', { name: 'Which one is it?' })).toBeVisible();
  await look(page);

  // "Same" with which? It is not guessed.
  await page.keyboard.press('m');
  await expect(page.getByText('Say first with which of the 2 it is the same')).toBeVisible();
  await page.keyboard.press('Enter');
  expect(await stateOf(hub, desk, id)).toBe('open');

  // The column of the second supplier says which number chooses it, and then why it fits and what would happen.
  const column = page.getByRole('columnheader').filter({ hasText: `CS-${word}-2` });
  const key = (await column.getByRole('button', { name: /^This one/ }).textContent())?.slice(-1) ?? '';
  await page.keyboard.press(key);
  await expect(column.getByRole('button', { name: /^This one/ })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('region', { name: /^Why/ })).toContainText('same address');
  await expect(page.getByRole('heading', { name: 'If they are the same' })).toBeVisible();
  await look(page);
  await page.keyboard.press('Enter');
  await expect.poll(() => stateOf(hub, desk, id)).toBe('done same');
  expect(await holder(3)).toBe(await holder(2));
  expect(await holder(1)).not.toBe(await holder(2));

  await page.keyboard.press('z');
  await expect.poll(() => stateOf(hub, desk, id)).toBe('open');
  expect([await holder(2), await holder(3)]).toEqual([second, third]);
});

test('two stewards reach for one question: the second is told, and keeps what was typed', async ({
  hub,
  sit,
}) => {
  const slow = await sit('sam');
  await openOwn(hub, slow);
  const question = await titleOf(slow.page);
  await slow.page.keyboard.press('n');
  await slow.page.getByLabel('Why (optional)').fill('The phone is a call centre.');

  const fast = await sit('rita');
  await fast.page.goto(slow.page.url());
  await expect(title(fast.page)).toHaveText(question);
  await fast.page.keyboard.press('n');
  await fast.page.keyboard.press('Enter');
  await expect(toast(fast.page, `Not the same: ${question}`)).toBeVisible();

  await slow.page.keyboard.press('Control+Enter');
  await expect(slow.page.getByText(/Somebody was faster|The hub refused/)).toBeVisible();
  await expect(title(slow.page)).toHaveText(question);
  await expect(slow.page.getByText('Rita Reviewer has answered this question: not the same')).toBeVisible();
  await look(slow.page);

  // Taken back, the question is open again for both, with what the second one had typed.
  await takeBack(hub, fast, taskIdOf(slow.page));
  expect(await stateOf(hub, fast, taskIdOf(slow.page))).toBe('open');
  await slow.page.reload();
  await expect(slow.page.getByRole('group', { name: 'Decide' })).toBeVisible();
  await slow.page.keyboard.press('n');
  await expect(slow.page.getByLabel('Why (optional)')).toHaveValue('The phone is a call centre.');
});

for (const [place, size] of [
  ['at a desk', undefined],
  ['on a phone', PHONE],
] as const) {
  test(`questions about the same records get one answer, and a refused one stays, ${place}`, async ({
    hub,
    sit,
  }) => {
    const desk = await sit('sam', size);
    const { page } = desk;
    const word = await raiseQuestionsTogether(hub, desk.caller);
    await page.goto(QUESTIONS);
    const rows = page.getByRole('grid', { name: 'Work' }).getByRole('row').filter({ hasText: word });
    await expect(rows).toHaveCount(3);
    const ids = await rows
      .getByRole('link')
      .evaluateAll(links =>
        links.map(link => /work\/([\w-]+)/.exec(link.getAttribute('href') ?? '')?.[1] ?? ''),
      );
    const states = async () => Promise.all(ids.map(async id => stateOf(hub, desk, id)));

    await rows.first().getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Add 2 about the same records' }).click();
    await expect(page.getByRole('group', { name: '3 selected' })).toBeVisible();
    await look(page);

    // Somebody answers one of them meanwhile.
    const fast = await sit('rita');
    await fast.page.goto(`/work/${ids[0] ?? ''}?view=supplier.duplicate`);
    await expect(fast.page.getByRole('group', { name: 'Decide' })).toBeVisible();
    await fast.page.keyboard.press('n');
    await fast.page.keyboard.press('Enter');
    await expect(toast(fast.page, /^Not the same/)).toBeVisible();

    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog', { name: 'Answer 3 questions: not the same' });
    await dialog.getByLabel('Reason').fill('Three companies of one owner.');
    await look(page);
    await page.keyboard.press('Control+Enter');
    await expect(dialog.getByRole('alert')).toContainText('1 was not carried out');
    await expect(toast(page, 'Not the same: 2 questions answered')).toBeVisible();
    expect(await states()).toEqual(Array.from({ length: 3 }, () => 'done different'));
    await look(page);

    // Closed, the two answers are taken back by one key; the one of the other steward stands.
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await page.keyboard.press('z');
    await expect(toast(page, 'Taken back: 2 answers')).toBeVisible();
    expect((await states()).toSorted()).toEqual(['done different', 'open', 'open']);
  });
}

test('three questions about three records that are one are answered at once, and taken back at once', async ({
  hub,
  sit,
}) => {
  const desk = await sit('rita');
  const { page } = desk;
  const word = await raiseQuestionsTogether(hub, desk.caller);
  await page.goto(QUESTIONS);
  const rows = page.getByRole('grid', { name: 'Work' }).getByRole('row').filter({ hasText: word });
  await expect(rows).toHaveCount(3);
  await rows.first().getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Add 2 about the same records' }).click();
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog', { name: 'Answer 3 questions: the same' });
  await dialog.getByLabel('Reason').fill('One company, three legal forms in its own letters.');
  await page.keyboard.press('Control+Enter');
  // Two answers make one record of three; the third question has gone with them and is no failure.
  await expect(toast(page, 'Same: 2 questions answered')).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect(rows).toHaveCount(0);
  const holders = async () =>
    new Set(
      await Promise.all([0, 1, 2].map(async place => goldenIdOf(hub, desk.caller, `CS-${word}-${place}`))),
    );
  expect((await holders()).size).toBe(1);
  await page.keyboard.press('z');
  await expect(toast(page, 'Taken back: 2 answers')).toBeVisible();
  expect((await holders()).size).toBe(3);
  await expect(rows).toHaveCount(3);
});

test('a half-typed comment outlives a reload and an expired login', async ({ hub, sit, allowed }) => {
  allowed.push(/status of 401/);
  const desk = await sit('sam');
  const { page, expire } = desk;
  await openOwn(hub, desk);
  await page.keyboard.press('c');
  const comment = page.getByRole('dialog').getByLabel('Comment');
  await comment.fill('Ask purchasing about the');
  await page.reload();
  await expect(page.getByRole('group', { name: 'Decide' })).toBeVisible();
  await page.keyboard.press('c');
  await expect(comment).toHaveValue('Ask purchasing about the');
  await comment.fill('Ask purchasing about the second site.');

  await expire();
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click();
  // By its name: the toast that follows is one, too.
  const login = page.getByRole('alertdialog', { name: 'Your session has ended' });
  await expect(login).toBeVisible();
  await look(page);
  await login.getByLabel('Password').fill(passwordOf('sam'));
  await login.getByRole('button', { name: 'Sign in' }).click();
  await expect(login).toBeHidden();
  await expect(toast(page, 'Comment saved')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Ask purchasing about the second site.')).toBeVisible();
});

test('unsure leaves a question to others, snooze puts it to sleep, and both are gone from the way', async ({
  hub,
  sit,
}) => {
  const desk = await sit('rita');
  const { page } = desk;
  await openOwn(hub, desk);
  await page.keyboard.press('a');
  await expect(toast(page, 'Assigned to you')).toBeVisible();
  const unsure = taskIdOf(page);
  await page.keyboard.press('u');
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(new RegExp(unsure));
  await expect.poll(() => stateOf(hub, desk, unsure)).toBe('open');
  await openOwn(hub, desk);
  const sleeping = taskIdOf(page);
  await page.keyboard.press('s');
  await expect(page.getByText('Put this question to sleep?')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(new RegExp(sleeping));
  await expect.poll(() => stateOf(hub, desk, sleeping)).toBe('snoozed');
});
