import { expect, it } from 'vitest';
import { acceptCorrelationId, currentCorrelationId, withCorrelation } from './correlation.js';
import { createLogger } from './logger.js';

function logLines(format: 'json' | 'pretty') {
  const lines: string[] = [];
  return {
    lines,
    logger: createLogger({ level: 'debug', format }, { write: line => lines.push(line) }, false),
  };
}

it('puts the correlation id of the running work on every line, across awaits', async () => {
  const { lines, logger } = logLines('json');
  await withCorrelation('batch-7', async () => {
    await Promise.resolve();
    logger.info('read', { rows: 3 });
  });
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: 'read', rows: 3, correlationId: 'batch-7' });
});

it('keeps the ids of parallel work apart', async () => {
  const seen = await Promise.all(
    ['a', 'b'].map(id => withCorrelation(id, async () => (await Promise.resolve(), currentCorrelationId()))),
  );
  expect(seen).toEqual(['a', 'b']);
  expect(currentCorrelationId()).toBeUndefined();
});

it('never prints a secret, at the top or one level down', () => {
  const { lines, logger } = logLines('json');
  logger.info('connect', {
    password: 'hunter2',
    database: { url: 'postgres://a:hunter2@b' },
    headers: { cookie: 'hunter2' },
  });
  expect(lines.join('')).not.toContain('hunter2');
});

it('prints errors with their stack', () => {
  const { lines, logger } = logLines('pretty');
  logger.error('broken', { error: new Error('why'), job: 'feed' });
  expect(lines.join('')).toMatch(/error.*broken.*job=feed[\s\S]*Error: why\n\s+at /);
});

it('accepts only short and harmless correlation ids from outside', () => {
  expect(acceptCorrelationId('req-1:a.b_c')).toBe('req-1:a.b_c');
  expect(acceptCorrelationId('a\nforged line')).toBeUndefined();
  expect(acceptCorrelationId('x'.repeat(129))).toBeUndefined();
  expect(acceptCorrelationId(['a'])).toBeUndefined();
});
