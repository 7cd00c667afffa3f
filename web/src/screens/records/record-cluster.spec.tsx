import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { createQueryClient } from '../../api/index.js';
import { member, textMember } from '../../api/json.js';
import { renderPart } from '../../test/render-part.js';
import { MembersThen } from './members-then.js';
import { RecordCluster } from './record-cluster.js';
import type { SourceRecord } from './record.js';

const source = (recordId: string): SourceRecord => ({
  recordId,
  system: 'coupa',
  key: recordId.toUpperCase(),
  attributes: {},
  masked: [],
  effectiveAt: null,
  recordedAt: '2026-01-01T00:00:00Z',
  deleted: false,
  since: '2026-01-01T00:00:00Z',
  madeBy: 'engine',
  reason: '',
  score: null,
});

const decisions: Readonly<Record<string, object>> = {
  'a b': explained('same', 21, [], ['same tax id', 'same name']),
  'a c': explained('review', 5.5, [], ['same name']),
  'b c': explained('different', -3, ['different departments'], ['other address']),
};

function explained(decision: string, score: number, vetoes: readonly string[], levels: readonly string[]) {
  return {
    decision: { decision, score },
    vetoes: vetoes.map(label => ({ label })),
    comparisons: levels.map((levelLabel, index) => ({ levelLabel, weight: 9 - index })),
  };
}

function show(count: number) {
  vi.stubGlobal('fetch', async (_: string, init: RequestInit = {}) => {
    const variables = member(typeof init.body === 'string' ? JSON.parse(init.body) : {}, 'variables');
    const pair = `${textMember(variables, 'left')} ${textMember(variables, 'right')}`;
    return Response.json({
      data: { systems: [], explain: decisions[pair] ?? explained('same', 9, [], ['same name']) },
    });
  });
  renderPart(
    <QueryClientProvider client={createQueryClient()}>
      <RecordCluster sources={Array.from('abcdefgh', source).slice(0, count)} />
    </QueryClientProvider>,
  );
}

afterEach(() => vi.unstubAllGlobals());

it('says in a table what the picture shows: every pair, its decision, its score and why', async () => {
  show(3);
  const rows = within(await screen.findByRole('table'))
    .getAllByRole('row')
    .slice(1);
  expect(rows.map(row => row.textContent)).toEqual([
    expect.stringMatching(/coupa A.*coupa B.*same.*21.*same tax id · same name/),
    expect.stringMatching(/coupa A.*coupa C.*a person decides.*5\.5.*same name/),
    expect.stringMatching(/coupa B.*coupa C.*different.*3.*different departments · other address/),
  ]);
  const picture = screen.getByRole('img', { name: /^3 source records/ });
  expect(picture.querySelectorAll('line')).toHaveLength(3);
  expect(picture.querySelectorAll('circle')).toHaveLength(3);
});

it('shows in the picture the pair that the keys have reached in the table', async () => {
  show(3);
  const [, first, second] = within(await screen.findByRole('table')).getAllByRole('row');
  const active = () => screen.getByRole('img').querySelector('[data-active]')?.textContent;
  expect(active()).toBeUndefined();
  if (first) fireEvent.focus(first);
  expect(active()).toContain('21');
  if (second) fireEvent.focus(second);
  expect(active()).toContain('5.5');
});

it('compares no more than six records, and says so', async () => {
  show(8);
  expect(within(await screen.findByRole('table')).getAllByRole('row')).toHaveLength(16);
  expect(screen.getByText('The first 6 of 8 source records are compared.')).toBeTruthy();
});

it('tells who has left and who has joined since another time', () => {
  vi.stubGlobal('fetch', async () => Response.json({ data: { systems: [] } }));
  const then = ['a', 'b'].map(id => ({ ...source(id), version: 2 }));
  renderPart(
    <QueryClientProvider client={createQueryClient()}>
      <MembersThen then={then} now={['a', 'c'].map(source)} />
    </QueryClientProvider>,
  );
  expect(screen.getAllByRole('listitem').map(item => item.textContent)).toEqual([
    expect.stringMatching(/A.*version 2 $/),
    expect.stringMatching(/B.*taken out since/),
    expect.stringMatching(/C.*joined since/),
  ]);
});
