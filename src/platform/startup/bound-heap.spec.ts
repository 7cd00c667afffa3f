import { execFileSync } from 'node:child_process';
import { expect, it, vi } from 'vitest';
import { boundHeap } from './bound-heap.js';

const setFlagsFromString = vi.hoisted(() => vi.fn());
vi.mock('node:v8', () => ({ setFlagsFromString }));

// V8 passes over a setting that it does not know without an error: a newer one that has dropped it would go unnoticed.
it('sets something that this Node knows', () => {
  boundHeap();
  expect(setFlagsFromString).toHaveBeenCalledOnce();
  const [name = ''] = String(setFlagsFromString.mock.calls[0]).split('=');
  expect(name).toMatch(/^--\w/);
  const options = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  expect(options).toContain(name);
});
