import { Injectable } from '@nestjs/common';
import { JobRegistry } from '../platform/queue/index.js';
import { RulesReapplier } from './reapply-rules.service.js';

/** After an activation the sweep finds the domains whose records have still to go through the new rules; nothing else hints. */
@Injectable()
export class ReapplyRulesJob {
  constructor(registry: JobRegistry, reapplier: RulesReapplier) {
    registry.register({
      kind: 'ingestion.reapply-rules',
      concurrency: 1,
      findDueWork: limit => reapplier.dueDomains(limit),
      run: async (domain, { signal }) => reapplier.reapply(domain, signal),
    });
  }
}
