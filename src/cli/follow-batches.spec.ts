import { createServer } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { viewOf, type BatchView } from './batch-view.js';
import { CliOutput } from './cli-output.js';
import { followBatches, nextStep, progressOf } from './follow-batches.js';

const view = (state: string, rest: Record<string, unknown> = {}): BatchView => viewOf({ state, ...rest });

describe('the progress of several batches', () => {
  it('counts records while any is taken in, and foretells them by the bytes of all', () => {
    const views = [
      view('processing', { bytes: 1_000, bytesRead: 500, counts: { read: 50 } }),
      view('resolving', { bytes: 1_000, bytesRead: 1_000, counts: { read: 100 }, phase: 'matching' }),
      view('queued', { bytes: 2_000 }),
    ];
    expect(progressOf(views)).toEqual({ label: 'Loading', unit: 'records', done: 150, total: 400 });
  });

  it('has no total before the first byte is read', () => {
    expect(progressOf([view('queued', { bytes: 1_000 })])).toEqual({
      label: 'Loading',
      unit: 'records',
      done: 0,
    });
  });

  it('counts the parts of what is resolved once all are taken in, under the names of the phases', () => {
    const matching = view('resolving', { phase: 'matching', parts: { done: 1, planned: 4 } });
    const merging = view('resolving', { phase: 'merging', parts: { done: 2, planned: 3 } });
    // The last part is counted by nobody who asks once it has ended.
    const done = view('done', { parts: { done: 8, planned: 9 } });
    expect(progressOf([matching, merging, done])).toEqual({
      label: 'Matching and merging',
      unit: 'parts',
      done: 12,
      total: 16,
    });
    expect(progressOf([done, merging])).toMatchObject({ label: 'Merging', done: 11, total: 12 });
  });
});

describe('a step of a batch', () => {
  const of = (now: BatchView, before?: BatchView): string | null =>
    nextStep(before, { system: 'sap', domain: 'item', batchId: 'b', view: now, body: null });

  it('is said once, with what was read when all of it is', () => {
    // What a load that was waiting is at is only told with its first records.
    const reading = view('processing', { phase: 'waiting' });
    const matching = view('resolving', { phase: 'matching', counts: { read: 1_200 } });
    const merging = view('resolving', { phase: 'merging', counts: { read: 1_200 } });
    expect([
      of(view('queued')),
      of(reading),
      of(reading, reading),
      of(matching, reading),
      of(merging, matching),
      of(view('done', { counts: { read: 1_200, created: 7, updated: 0 } }), merging),
    ]).toEqual([
      null,
      'sap item: reading records',
      null,
      'sap item: matching (1,200 records read)',
      'sap item: merging',
      'sap item: done, 1,200 read, 7 created',
    ]);
  });
});

describe('following batches', () => {
  afterEach(() => vi.restoreAllMocks());

  it('ends when the last has ended, passes over an answer that fails, and asks no more after one that has ended', async () => {
    const asked: string[] = [];
    const answers: Record<string, [number, object][]> = {
      a: [[200, { state: 'done', counts: { read: 1 } }]],
      b: [
        [503, {}],
        [200, { state: 'resolving', phase: 'matching', counts: { read: 2 } }],
        [200, { state: 'failed', counts: { read: 2 } }],
      ],
    };
    const server = createServer((request, response) => {
      const id = request.url?.split('/').at(-1) ?? '';
      asked.push(id);
      const [status, body] = answers[id]?.shift() ?? [500, {}];
      response.writeHead(status).end(JSON.stringify(body));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const said: string[] = [];
    vi.spyOn(CliOutput.prototype, 'say').mockImplementation(sentence => void said.push(sentence));
    try {
      const loads = ['a', 'b'].map(batchId => ({ system: 'sap', domain: batchId, batchId }));
      const hub = { url: `http://127.0.0.1:${port}`, apiKey: 'ts_1' };
      const batches = await followBatches(hub, loads, new CliOutput());
      expect(batches.map(each => [each.batchId, each.view.state])).toEqual([
        ['a', 'done'],
        ['b', 'failed'],
      ]);
      expect(asked).toEqual(['a', 'b', 'b', 'b']);
      expect(said).toEqual([
        'sap a: done, 1 read',
        'sap b: matching (2 records read)',
        'sap b: failed, 2 read',
      ]);
    } finally {
      server.close();
    }
  });
});
