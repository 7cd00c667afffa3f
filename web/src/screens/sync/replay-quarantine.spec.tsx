import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { ToastRegion } from '../../ui/index.js';
import { renderPart } from '../../test/render-part.js';
import { ReplayQuarantine } from './replay-quarantine.js';

interface Page {
  readonly accepted: number;
  readonly waiting: number;
  readonly gone: number;
  readonly endCursor: string | null;
}

/** Opens the dialog for seven rows. @returns what answers each page that it asks for, when the test wants it answered */
function open(): ((page: Page) => void)[] {
  const answers: ((page: Page) => void)[] = [];
  vi.stubGlobal(
    'fetch',
    async () =>
      new Promise<Response>(resolve => {
        answers.push(replayQuarantined => resolve(Response.json({ data: { replayQuarantined } })));
      }),
  );
  renderPart(
    <QueryClientProvider client={new QueryClient()}>
      <ReplayQuarantine asked={{ code: 'KEY_CONTRADICTION' }} count={7} />
      <ToastRegion />
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Send all 7 again…' }));
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Send again' }));
  return answers;
}
const progress = () => screen.getByRole('progressbar').getAttribute('aria-valuetext');

afterEach(() => vi.unstubAllGlobals());

it('counts rows that others had settled meanwhile, too, and says how many', async () => {
  const answers = open();
  await waitFor(() => expect(answers).toHaveLength(1));
  answers[0]?.({ accepted: 2, waiting: 1, gone: 1, endCursor: 'next' });
  await waitFor(() => expect(progress()).toBe('4 of 7'));
  await waitFor(() => expect(answers).toHaveLength(2));
  // Of the last three one was answered by a row of the first page, and is on none.
  answers[1]?.({ accepted: 2, waiting: 0, gone: 0, endCursor: null });
  expect(await screen.findByText('4 accepted, 1 still wait, 1 settled meanwhile')).toBeTruthy();
  expect(screen.queryByRole('progressbar')).toBeNull();
});
