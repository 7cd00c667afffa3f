import { describe, expect, it } from 'vitest';
import { formatDuration, formatProgress, ProgressBar } from './progress-bar.js';

function drawOn(terminal: { isTTY: boolean; columns?: number }) {
  const written: string[] = [];
  let now = 0;
  const bar = new ProgressBar(
    'Loading',
    'records',
    { ...terminal, write: text => written.push(text) },
    () => now,
  );
  return { bar, written, wait: (milliseconds: number) => (now += milliseconds) };
}

describe('a progress bar', () => {
  it('shows share, rate and the time left', () => {
    const { bar, written, wait } = drawOn({ isTTY: true, columns: 120 });
    wait(1_000);
    bar.update(500, 2_000);
    expect(written.join('')).toContain('25%  500/2,000 records  500/s  0:03 left');
  });

  it('writes nothing where nobody watches', () => {
    const { bar, written, wait } = drawOn({ isTTY: false });
    wait(5_000);
    bar.update(1, 2);
    bar.finish();
    expect(written).toEqual([]);
  });

  it('does not flicker for quick work, and never draws more than ten times a second', () => {
    const { bar, written, wait } = drawOn({ isTTY: true });
    bar.update(1, 1_000);
    expect(written).toEqual([]);
    for (let done = 0; done < 1_000; done += 1) {
      wait(1);
      bar.update(done, 1_000);
    }
    expect(written.length).toBeLessThanOrEqual(6);
  });

  it('follows a change of speed within seconds', () => {
    const { bar, written, wait } = drawOn({ isTTY: true, columns: 120 });
    wait(1_000);
    bar.update(1_000, 1_000_000);
    for (let second = 1; second <= 20; second += 1) {
      wait(1_000);
      bar.update(1_000 + second * 10, 1_000_000);
    }
    const rate = Number(/([\d,]+)\/s/.exec(written.at(-1) ?? '')?.[1]?.replace(',', ''));
    expect(rate).toBeLessThan(40);
  });

  it('counts on without a total', () => {
    expect(formatProgress('Reading', 'rows', { done: 1_234, elapsedMs: 65_000, ratePerSecond: 19 })).toBe(
      'Reading  1,234 rows  19/s  1:05',
    );
  });

  it('fits its terminal', () => {
    const { bar, written, wait } = drawOn({ isTTY: true, columns: 30 });
    wait(1_000);
    bar.update(1, 2);
    expect(written[0]?.length).toBeLessThan(30 + '\r\u001b[K'.length);
  });
});

it.each([
  [0, '0:00'],
  [65_400, '1:05'],
  [7_201_000, '2:00:01'],
])('writes %i ms as %s', (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text));
