import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { RenderResult } from '@testing-library/react';
import { vi } from 'vitest';
import { createQueryClient } from '../api/index.js';
import { member, textMember } from '../api/json.js';
import { createAppRouter } from '../routes/router.js';
import { changeSession } from '../session/session-store.js';
import { renderPart } from './render-part.js';

/** What the hub answers to a GraphQL operation, by the operation's name. */
export type HubAnswers = Readonly<Record<string, (variables: unknown) => unknown>>;

/** Opens an address of the real page as somebody who may do the given actions; what the hub is not told to answer is empty. */
export function renderScreen(address: string, actions: readonly string[], answers: HubAnswers): RenderResult {
  vi.stubGlobal('fetch', async (_: string, init: RequestInit = {}) => {
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : {};
    const name = /(?:query|mutation) (\w+)/.exec(textMember(body, 'query') ?? '')?.[1] ?? '';
    return Response.json({ data: answers[name]?.(member(body, 'variables')) ?? {} });
  });
  changeSession({
    kind: 'signed-in',
    user: { id: 'u1', name: 'sam', displayName: 'Sam Steward', roles: [], hasPassword: true, actions },
    csrfToken: 'c1',
  });
  // jsdom lays nothing out and so scrolls nothing.
  vi.stubGlobal('scrollTo', () => undefined);
  window.history.replaceState({}, '', address);
  const queries = createQueryClient();
  return renderPart(
    <QueryClientProvider client={queries}>
      <RouterProvider router={createAppRouter(queries)} />
    </QueryClientProvider>,
  );
}
