import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConnectionBanner } from '../frame/connection-banner.js';
import { renderPart } from '../test/render-part.js';
import { reportAnswer } from './connection.js';
import { RequestFailure } from './request-failure.js';
import { request } from './request.js';

const fetching = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', fetching);
});

afterEach(() => {
  reportAnswer();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  fetching.mockReset();
});

describe('when the hub does not answer', () => {
  it.each([
    ['nothing answers', () => Promise.reject(new TypeError('fetch failed'))],
    ['a proxy answers for it', () => Promise.resolve(new Response('bad gateway', { status: 502 }))],
  ])('a request says so (%s)', async (_, answer) => {
    fetching.mockImplementation(answer);
    const failure: unknown = await request('/v1/x').catch((reason: unknown) => reason);
    expect(failure).toBeInstanceOf(RequestFailure);
    expect(failure).toHaveProperty('kind', 'unreachable');
  });

  it('the banner shows until it answers again, asked less and less often', async () => {
    fetching.mockRejectedValue(new TypeError('fetch failed'));
    renderPart(<ConnectionBanner />);
    await act(() => request('/v1/x').catch(() => undefined));
    expect(screen.getByText('The hub does not answer.')).toBeTruthy();

    await act(() => vi.advanceTimersByTimeAsync(7_500));
    expect(fetching).toHaveBeenCalledTimes(4);

    fetching.mockResolvedValue(new Response('{}'));
    await act(() => vi.advanceTimersByTimeAsync(15_000));
    expect(screen.queryByText('The hub does not answer.')).toBeNull();
    await act(() => vi.advanceTimersByTimeAsync(60_000));
    expect(fetching).toHaveBeenCalledTimes(5);
  });

  it('a request that its screen gave up says nothing about the hub', async () => {
    fetching.mockImplementation((_, init) => Promise.reject(init?.signal?.reason));
    renderPart(<ConnectionBanner />);
    await request('/v1/x', { signal: AbortSignal.abort() }).catch(() => undefined);
    expect(screen.queryByText('The hub does not answer.')).toBeNull();
  });
});

describe('a refusal', () => {
  it('carries the words, the code and the case number of the hub', async () => {
    const problem = {
      title: 'Conflict',
      detail: 'Version 7 is no longer the newest.',
      code: 'GOLDEN_RECORD.STALE_VERSION',
    };
    fetching.mockResolvedValue(
      Response.json(problem, { status: 409, headers: { 'x-correlation-id': '01JX' } }),
    );
    await expect(request('/v1/x')).rejects.toMatchObject({
      kind: 'refused',
      message: 'Version 7 is no longer the newest.',
      code: 'GOLDEN_RECORD.STALE_VERSION',
      correlationId: '01JX',
      status: 409,
    });
  });
});
