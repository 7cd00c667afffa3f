import { describe, expect, it } from 'vitest';
import { JobRegistry } from './job-registry.js';

const handler = (kind: string) => ({ kind, run: async () => undefined });

describe('the start of a hub', () => {
  it('is refused when a module hints at jobs that nobody handles', () => {
    const registry = new JobRegistry();
    registry.expect('syndication.deliver-event');
    registry.register(handler('ingestion.process-batch'));
    expect(() => registry.close()).toThrow('no handler for jobs of kind syndication.deliver-event');
  });

  it('is refused when two modules handle one kind', () => {
    const registry = new JobRegistry();
    registry.register(handler('ingestion.process-batch'));
    expect(() => registry.register(handler('ingestion.process-batch'))).toThrow(
      'two handlers for jobs of kind ingestion.process-batch',
    );
  });

  it('closes the list of handlers', () => {
    const registry = new JobRegistry();
    registry.register(handler('ingestion.process-batch'));
    expect(registry.close()).toHaveLength(1);
    expect(() => registry.register(handler('matching.late-comer'))).toThrow('after the start');
  });

  it('demands names that say whose job it is', () => {
    expect(() => new JobRegistry().register(handler('process'))).toThrow('module.verb-noun');
  });
});
