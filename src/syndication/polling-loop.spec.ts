import { expect, it } from 'vitest';
import { PollingLoop, type StepOutcome } from './polling-loop.js';

it('reports each way to fail once until a step succeeds, and goes on', async () => {
  const steps = ['gone', 'starting', 'gone', 'gone', 'fine', 'gone', 'fine'];
  const reported: string[] = [];
  let ended = (): void => undefined;
  const end = new Promise<void>(resolve => (ended = resolve));
  const loop = new PollingLoop(
    async (): Promise<StepOutcome> => {
      const step = steps.shift();
      if (step === undefined) ended();
      else if (step !== 'fine') throw new Error(step);
      return 'none';
    },
    { busyMs: 1, idleMs: 1 },
    error => void reported.push(String(error)),
  );
  loop.start();
  await end;
  await loop.stop();
  expect(reported).toEqual(['Error: gone', 'Error: starting', 'Error: gone']);
});
