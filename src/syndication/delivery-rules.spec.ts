import { expect, it } from 'vitest';
import { afterAttempts, closedCircuit, type Circuit } from './circuit.js';
import { classifyError, classifyStatus } from './classify-response.js';
import { ATTEMPT_DELAYS_MS, nextAttemptDelayMs, readRetryAfter } from './next-attempt.js';

it('waits 12 attempts over 75.7 hours, then gives up', () => {
  const total = ATTEMPT_DELAYS_MS.reduce((sum, delay) => sum + delay, 0);
  expect(ATTEMPT_DELAYS_MS).toHaveLength(12);
  expect(total / 3_600_000).toBeCloseTo(75.7, 1);
  expect(nextAttemptDelayMs(11, { isOverload: false }, 0.5)).toBe(86_400_000);
  expect(nextAttemptDelayMs(12, { isOverload: false }, 0.5)).toBeNull();
});

it('spreads waits by a fifth, leaves an overloaded target alone for a minute, and does as the target asks up to a day', () => {
  expect(nextAttemptDelayMs(2, { isOverload: false }, 0)).toBe(24_000);
  expect(nextAttemptDelayMs(2, { isOverload: false }, 1)).toBe(36_000);
  expect(nextAttemptDelayMs(1, { isOverload: true }, 0.5)).toBe(60_000);
  expect(nextAttemptDelayMs(1, { isOverload: false, retryAfterMs: 90_000 }, 0.5)).toBe(90_000);
  expect(nextAttemptDelayMs(1, { isOverload: false, retryAfterMs: 1e12 }, 0.5)).toBe(86_400_000);
});

it('reads Retry-After as seconds or as a date', () => {
  const now = Date.parse('2026-03-01T00:00:00Z');
  expect(readRetryAfter('120', now)).toBe(120_000);
  expect(readRetryAfter('Sun, 01 Mar 2026 00:01:00 GMT', now)).toBe(60_000);
  expect(readRetryAfter('Sat, 28 Feb 2026 00:00:00 GMT', now)).toBe(0);
  expect(readRetryAfter('soon', now)).toBeUndefined();
});

it.each([
  [200, 'acked'],
  [202, 'acked'],
  [307, 'retry'],
  [400, 'park'],
  [401, 'hold'],
  [404, 'hold'],
  [409, 'retry'],
  [410, 'suspend'],
  [422, 'park'],
  [429, 'retry'],
  [503, 'retry'],
])('an answer with status %i means: %s', (status, kind) => {
  expect(classifyStatus(status).kind).toBe(kind);
});

it('tells a wrong address or certificate from a target that is away', () => {
  expect(classifyError('ENOTFOUND').kind).toBe('hold');
  expect(classifyError('CERT_HAS_EXPIRED').kind).toBe('hold');
  expect(classifyError('ECONNREFUSED')).toMatchObject({ kind: 'retry', isOverload: false });
  expect(classifyError('TIMEOUT')).toMatchObject({ kind: 'retry', isOverload: true });
});

it('opens the circuit at 70 % failures of at least 10 requests, doubles its pause and closes after a probe that worked', () => {
  const failed = (failures: number, successes = 0) => ({ failures, successes, opensAtOnce: false });
  let circuit: Circuit = afterAttempts(closedCircuit(0), failed(6, 3), 1);
  expect(circuit.state).toBe('closed');
  expect(afterAttempts(circuit, failed(1), 300_001).state).toBe('closed');
  circuit = afterAttempts(circuit, failed(1), 2);
  expect(circuit).toEqual({ state: 'open', openMs: 30_000 });
  for (let probe = 0; probe < 6; probe += 1) circuit = afterAttempts(circuit, failed(1), 3);
  expect(circuit).toEqual({ state: 'open', openMs: 600_000 });
  expect(afterAttempts(circuit, failed(0, 1), 4)).toEqual(closedCircuit(4));
  expect(afterAttempts(closedCircuit(0), { ...failed(1), opensAtOnce: true }, 1).state).toBe('open');
});
