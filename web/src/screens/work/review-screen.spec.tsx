import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderScreen } from '../../test/render-screen.js';

const domain = {
  id: 'supplier',
  label: 'Supplier',
  pluralLabel: 'Suppliers',
  title: 'legalName',
  attributes: [
    {
      name: 'legalName',
      label: 'Legal name',
      description: null,
      type: 'string',
      multi: false,
      requirement: 'required',
      class: 'internal',
      group: 'identity',
      readable: true,
      approval: false,
      codes: null,
      fields: [],
    },
  ],
};

const source = (recordId: string, key: string, legalName: string) => ({
  recordId,
  system: 'coupa',
  key,
  attributes: { legalName },
  masked: [],
  effectiveAt: null,
  recordedAt: '2026-01-01T00:00:00Z',
  deleted: false,
  goldenRecord: { id: `golden of ${recordId}`, title: legalName },
});

const candidate = (recordId: string, name: string, score: number, reason: string) => ({
  goldenRecord: { id: `golden of ${recordId}`, title: name },
  sourceRecord: { recordId, system: 'coupa', key: recordId },
  explanation: {
    summary: reason,
    decision: { probability: 0.9, score, requirement: null },
    comparisons: [
      { kind: 'comparison', name: 'name', label: 'name', level: 'same', levelLabel: reason, weight: 8 },
    ],
    vetoes: [],
  },
  preview: {
    summary: [],
    heldForApproval: [],
    changes: [
      {
        kind: 'updated',
        goldenRecordId: `golden of ${recordId}`,
        attributes: { legalName: name },
        members: 2,
        changed: [],
        provenance: [],
      },
    ],
  },
});

const task = {
  id: 't1',
  domain: 'supplier',
  kind: 'ambiguous',
  state: 'open',
  title: 'Meridian',
  label: 'different tax ids',
  score: 9,
  reasons: ['same name'],
  priority: 1,
  assignee: null,
  snoozedUntil: null,
  comment: null,
  createdAt: '2026-01-01T00:00:00Z',
  dueAt: null,
  version: 3,
  resolution: null,
  resolvedBy: null,
  goldenRecords: [],
  sourceRecords: [
    source('w', 'W', 'Meridian'),
    source('l', 'L', 'Meridian East'),
    source('r', 'R', 'Meridian West'),
  ],
  explanation: null,
  preview: null,
  candidates: [
    candidate('l', 'Meridian East', 9, 'nearly the same words'),
    candidate('r', 'Meridian West', 8, 'same address'),
  ],
};

async function open() {
  const judge = vi.fn<(variables: unknown) => unknown>(() => ({
    judgeTask: { __typename: 'Task', id: 't1', version: 4 },
  }));
  renderScreen('/work/t1', ['task.read', 'task.resolve'], {
    Task: () => ({ task }),
    TaskQueue: () => ({ tasks: { nodes: [], endCursor: null } }),
    Domains: () => ({ domains: [domain] }),
    Systems: () => ({ systems: [{ id: 'coupa', label: 'Coupa', kind: 'erp', domains: ['supplier'] }] }),
    JudgeTask: judge,
  });
  await screen.findByRole('group', { name: 'Decide' });
  await screen.findByRole('button', { name: 'This one: Meridian East' });
  return judge;
}

const press = (key: string) => fireEvent.keyDown(document.body, { key });
const choice = (name: string) => screen.getByRole('button', { name: `This one: ${name}` });
const isChosen = (name: string) => choice(name).getAttribute('aria-pressed') === 'true';

afterEach(() => vi.unstubAllGlobals());

describe('a record that fits several golden records', () => {
  it('shows the candidates side by side with how well each fits, and asks which one it is', async () => {
    await open();
    const headers = screen.getAllByRole('columnheader');
    expect(
      headers.map(header => within(header).queryByRole('button', { name: /^This one/ }) !== null),
    ).toEqual([false, false, true, true]);
    const question = screen.getByRole('region', { name: 'Which one is it?' });
    expect(within(question).getAllByRole('listitem')[1]?.textContent).toMatch(/Meridian West.*same address/);
    expect([isChosen('Meridian East'), isChosen('Meridian West')]).toEqual([false, false]);
  });

  it('takes no "same" before one is chosen, and then sends which', async () => {
    const judge = await open();
    press('m');
    expect(screen.getByText(/Say first with which of the 2/)).toBeTruthy();
    expect(screen.getByRole('button', { name: /Confirm/ })).toHaveProperty('disabled', true);
    press('Enter');
    expect(judge).not.toHaveBeenCalled();
    press('2');
    expect(screen.getByText('Merge it with “Meridian West”?')).toBeTruthy();
    expect(screen.getByText(/“Meridian West” has 2 source records/)).toBeTruthy();
    press('Enter');
    await waitFor(() =>
      expect(judge).toHaveBeenCalledWith(
        expect.objectContaining({ verdict: 'same', candidateId: 'golden of r', version: 3 }),
      ),
    );
  });

  it('is chosen with the mouse, and the choice is taken back the same way', async () => {
    await open();
    fireEvent.click(choice('Meridian East'));
    expect(isChosen('Meridian East')).toBe(true);
    expect(screen.getByText('nearly the same words')).toBeTruthy();
    fireEvent.click(choice('Meridian East'));
    expect(isChosen('Meridian East')).toBe(false);
  });

  it.each([
    ['all of them', [], undefined],
    ['the chosen one', ['1'], 'golden of l'],
  ])('is kept apart from %s', async (_, keys, candidateId) => {
    const judge = await open();
    for (const key of [...keys, 'n', 'Enter']) press(key);
    await waitFor(() =>
      expect(judge).toHaveBeenCalledWith(
        expect.objectContaining({ verdict: 'different', candidateId: candidateId ?? null }),
      ),
    );
  });
});
