import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderScreen } from '../../test/render-screen.js';

const task = (id: string, title: string) => ({
  id,
  domain: 'supplier',
  kind: 'duplicate',
  state: 'open',
  title,
  label: 'same name',
  reasons: [],
  score: 5,
  priority: 0,
  assignee: null,
  createdAt: '2026-01-01T00:00:00Z',
  dueAt: null,
  version: 1,
  goldenRecordIds: [],
});
const tasks = [task('t1', 'Avoset Medical'), task('t2', 'Avoset Linen'), task('t3', 'Bergen')];

const textOf = (variables: unknown) => (variables as { search: string | null }).search;

/** A queue of three questions, which the hub searches by the beginning of their titles. */
async function open(address: string) {
  const asked = vi.fn<(variables: unknown) => unknown>(variables => {
    const nodes = tasks.filter(({ title }) => title.toLowerCase().startsWith(textOf(variables) ?? ''));
    return { tasks: { nodes, endCursor: null, totalCount: nodes.length } };
  });
  const requests = vi.fn<(variables: unknown) => unknown>(() => ({
    changeRequests: { nodes: [], endCursor: null, totalCount: 0 },
  }));
  renderScreen(address, ['task.read', 'change-request.read'], {
    Domains: () => ({ domains: [] }),
    Actors: () => ({ actors: [] }),
    OpenWork: () => ({
      taskCounts: [{ domain: 'supplier', kind: 'duplicate', count: 3 }],
      mine: [],
      changeRequestCounts: [],
      quarantineTotal: 0,
    }),
    TaskQueue: asked,
    ChangeRequests: requests,
  });
  await screen.findByRole('searchbox', { name: 'Filter by name, number or key' });
  return { asked, requests };
}

const field = () =>
  screen.getByRole<HTMLInputElement>('searchbox', { name: 'Filter by name, number or key' });
const found = () => within(screen.getByRole('search')).getByRole('status').textContent;
const type = (text: string) => fireEvent.change(field(), { target: { value: text } });

afterEach(() => vi.unstubAllGlobals());

describe('a search in the work', () => {
  it('follows typing after a pause, says how much it found, and stands in the address', async () => {
    const { asked } = await open('/work');
    await waitFor(() => expect(asked).toHaveBeenCalledTimes(1));
    expect(found()).toBe('');
    type('avo');
    type('avoset');
    await waitFor(() => expect(found()).toBe('2 questions found'));
    expect(asked.mock.calls.map(([variables]) => textOf(variables))).toEqual([null, 'avoset']);
    expect(window.location.search).toBe('?q=avoset');
    type('');
    await waitFor(() => expect(window.location.search).toBe(''));
    expect(found()).toBe('');
  });

  it('opens from a link, with the text in the field and in no other', async () => {
    const { asked } = await open('/work?view=supplier.duplicate&q=bergen');
    expect(field().value).toBe('bergen');
    expect(screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search' }).value).toBe('');
    await waitFor(() => expect(found()).toBe('1 question found'));
    expect(asked).toHaveBeenCalledWith(
      expect.objectContaining({ search: 'bergen', domain: 'supplier', kind: 'duplicate', counted: true }),
    );
  });

  it('that finds nothing says what was searched for, and is cleared by a button', async () => {
    await open('/work?q=corvo');
    expect(
      await screen.findByRole('heading', { name: 'No open question here is about “corvo”' }),
    ).toBeTruthy();
    expect(found()).toBe('0 questions found');
    // Every field for searching has such a button, too.
    fireEvent.click(within(screen.getByRole('tabpanel')).getByRole('button', { name: 'Clear the search' }));
    await waitFor(() => expect(window.location.search).toBe(''));
    expect(field().value).toBe('');
    expect(screen.queryByRole('heading', { name: /No open question/ })).toBeNull();
  });

  it('goes on in another view, the approvals among them', async () => {
    const { requests } = await open('/work?q=avoset');
    await waitFor(() => expect(found()).toBe('2 questions found'));
    fireEvent.click(screen.getByRole('tab', { name: /Change requests/ }));
    expect(await screen.findByRole('heading', { name: 'No waiting change is about “avoset”' })).toBeTruthy();
    expect(requests).toHaveBeenCalledWith(expect.objectContaining({ search: 'avoset', counted: true }));
    expect(found()).toBe('0 changes found');
    expect(field().value).toBe('avoset');
  });
});
