import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

// V8 passes over a setting that it does not know without an error: a newer one that has dropped it would go unnoticed.
it('sets something that this Node knows', () => {
  const options = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  expect(options).toContain('--heap-growing-percent');
});
