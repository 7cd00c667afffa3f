import { expect, it } from 'vitest';
import { Telemetry } from './telemetry.js';

it('shows the other metrics when a figure cannot be looked up, and not the old figure', async () => {
  const telemetry = new Telemetry();
  let isAway = false;
  telemetry.gauge({
    name: 'touchstone_looked_up',
    help: 'Fails when the database is away',
    collect: async gauge => {
      await Promise.resolve();
      if (isAway) throw new Error('the database is away');
      gauge.set(7);
    },
  });
  telemetry.counter({ name: 'touchstone_counted_total', help: 'Needs nobody' }).inc(3);
  expect(await telemetry.registry.metrics()).toContain('touchstone_looked_up 7');
  isAway = true;
  const metrics = await telemetry.registry.metrics();
  expect(metrics).toContain('touchstone_counted_total 3');
  expect(metrics).not.toContain('touchstone_looked_up 7');
});
