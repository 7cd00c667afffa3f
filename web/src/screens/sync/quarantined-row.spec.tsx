import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { changeSession } from '../../session/session-store.js';
import { renderPart } from '../../test/render-part.js';
import type { QuarantinedRecord } from './quarantine.js';
import { QuarantinedRow, type Replacement } from './quarantined-row.js';

const row: QuarantinedRecord = {
  id: 'q1',
  system: 'coupa',
  domain: 'supplier',
  batchId: null,
  rowNumber: null,
  key: 'CS-1',
  raw: { fields: { Name: '' } },
  withheld: [],
  causes: [
    {
      code: 'LEGAL_NAME_MISSING',
      severity: 'error',
      message: 'it is missing',
      attribute: 'legalName',
      field: 'Name',
      value: null,
      fix: null,
    },
  ],
  state: 'open',
  version: 1,
  createdAt: '2026-01-01T00:00:00Z',
};

let answer: () => Response;

beforeEach(() => {
  vi.stubGlobal('fetch', async (_: string, init: RequestInit = {}) =>
    typeof init.body === 'string' && init.body.includes('CorrectQuarantined')
      ? answer()
      : Response.json({ data: { systems: [] } }),
  );
  changeSession({
    kind: 'signed-in',
    user: {
      id: 'u1',
      name: 'sam',
      displayName: 'Sam',
      roles: [],
      hasPassword: true,
      actions: ['quarantine.repair'],
    },
    csrfToken: 'c1',
  });
});

afterEach(() => vi.unstubAllGlobals());

function show(causes = row.causes) {
  const onReplaced = vi.fn<(by: Replacement) => void>();
  renderPart(
    <QueryClientProvider client={new QueryClient()}>
      <QuarantinedRow row={{ ...row, causes }} onSettled={() => undefined} onReplaced={onReplaced} />
    </QueryClientProvider>,
  );
  return onReplaced;
}
const name = () => screen.getByLabelText('Name');
const send = () => fireEvent.click(screen.getByRole('button', { name: /Send again/ }));

it('takes no more typing once it waits as another entry, whose draft it would not be', async () => {
  answer = () =>
    Response.json({
      data: {
        correctQuarantined: {
          __typename: 'RecordOutcome',
          outcome: 'quarantined',
          quarantineId: 'q2',
          causes: [{ code: 'LEGAL_NAME_MISSING', message: 'it is missing' }],
        },
      },
    });
  const onReplaced = show();
  expect(name()).toHaveProperty('readOnly', false);
  send();
  await waitFor(() => expect(onReplaced).toHaveBeenCalledWith({ id: 'q2', codes: ['LEGAL_NAME_MISSING'] }));
  expect(name()).toHaveProperty('readOnly', true);
});

it('can be put right again when the hub did not take it', async () => {
  answer = () =>
    Response.json({ data: { correctQuarantined: { __typename: 'Refused', message: 'not now' } } });
  show();
  send();
  expect(name()).toHaveProperty('readOnly', true);
  await waitFor(() => expect(name()).toHaveProperty('readOnly', false));
});

it('says once what is wrong with a column that several attributes are read from', () => {
  const [cause] = row.causes;
  if (cause === undefined) throw new Error('no cause');
  const other = { ...cause, attribute: 'names[0]' };
  show([cause, other, { ...other, message: 'it is too long' }]);
  expect(screen.getAllByRole('listitem').map(item => item.textContent)).toEqual([
    expect.stringContaining('it is missing'),
    expect.stringContaining('it is too long'),
  ]);
});
