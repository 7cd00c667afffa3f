import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderScreen } from '../../test/render-screen.js';

const request = (id: string, title: string, requestedBy = 'system:touchstone') => ({
  id,
  domain: 'supplier',
  goldenRecordId: `golden of ${id}`,
  attribute: 'bankAccounts',
  from: null,
  to: null,
  masked: true,
  reason: 'Call back.',
  alongWith: [],
  state: 'pending',
  requestedBy,
  requestedAt: '2026-01-01T00:00:00Z',
  goldenRecord: { id: `golden of ${id}`, title },
});

/** The queue with three changes, of which the reader asked for one. */
async function open(actions: readonly string[] = ['change-request.decide']) {
  const refusing = new Set(['r2']);
  const reject = vi.fn<(variables: unknown) => unknown>(variables => {
    const { id } = variables as { id: string };
    return {
      rejectChange: refusing.has(id)
        ? { __typename: 'Refused', message: 'the change has been decided already' }
        : { __typename: 'ChangeRequest', id },
    };
  });
  renderScreen('/work?view=approvals', ['task.read', 'change-request.read', ...actions], {
    Domains: () => ({ domains: [] }),
    Actors: () => ({ actors: [] }),
    OpenWork: () => ({ taskCounts: [], mine: [], changeRequestCounts: [], quarantineTotal: 0 }),
    ChangeRequests: () => ({
      changeRequests: {
        nodes: [request('r1', 'Avoset'), request('r2', 'Bergen'), request('r3', 'Corvo', 'user:u1')],
        endCursor: null,
      },
    }),
    RejectChange: reject,
  });
  await screen.findByRole('list', { name: 'Change requests' });
  return { reject, refusing };
}

afterEach(() => vi.unstubAllGlobals());

describe('several changes that wait for approval', () => {
  it('are chosen all at once, but for what the reader asked for', async () => {
    await open();
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select all 2 shown' }));
    expect(screen.getByRole('group', { name: '2 selected' })).toBeTruthy();
    expect(screen.queryByRole('checkbox', { name: /Corvo/ })).toBeNull();
    fireEvent.click(screen.getByRole('checkbox', { name: /Bergen/ }));
    expect(screen.getByRole('group', { name: '1 selected' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Clear selection' }));
    expect(screen.queryByRole('group', { name: /selected/ })).toBeNull();
  });

  it('are rejected one by one; a refused one stays with the reason, and can be tried again', async () => {
    const { reject, refusing } = await open();
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select all 2 shown' }));
    fireEvent.click(within(screen.getByRole('group', { name: '2 selected' })).getByText('Reject…'));
    const dialog = await screen.findByRole('dialog', { name: 'Reject 2 changes' });
    expect(within(dialog).getByText('Call back.')).toBeTruthy();
    fireEvent.change(within(dialog).getByLabelText('Reason'), { target: { value: 'Unknown account.' } });
    fireEvent.click(within(dialog).getByRole('button', { name: /^Reject/ }));
    expect((await within(dialog).findByRole('alert')).textContent).toMatch(
      /1 was not carried out.*Bergen.*the change has been decided already/,
    );
    expect(reject.mock.calls).toEqual([
      [{ id: 'r1', reason: 'Unknown account.' }],
      [{ id: 'r2', reason: 'Unknown account.' }],
    ]);

    refusing.clear();
    fireEvent.click(within(dialog).getByRole('button', { name: /Try it again/ }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(reject.mock.calls.slice(2)).toEqual([[{ id: 'r2', reason: 'Unknown account.' }]]);
  });

  it('stay chosen when the dialog is left, but for those that were decided', async () => {
    await open();
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select all 2 shown' }));
    fireEvent.click(within(screen.getByRole('group', { name: '2 selected' })).getByText('Reject…'));
    const dialog = await screen.findByRole('dialog', { name: 'Reject 2 changes' });
    fireEvent.change(within(dialog).getByLabelText('Reason'), { target: { value: 'Unknown account.' } });
    fireEvent.click(within(dialog).getByRole('button', { name: /^Reject/ }));
    await within(dialog).findByRole('alert');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    // The hub of this test lists what was decided, too: only the other one is still chosen.
    expect(screen.getByRole('group', { name: '1 selected' })).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /Bergen/ }).checked).toBe(true);
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /Avoset/ }).checked).toBe(false);
  });

  it('are not offered to people who do not decide', async () => {
    await open([]);
    expect(screen.queryByRole('checkbox')).toBeNull();
  });
});
