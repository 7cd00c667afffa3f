import { Injectable } from '@nestjs/common';
import { Clock, Ids } from '../platform/clock/index.js';
import { JobRegistry } from '../platform/queue/index.js';
import { DueRecordsRepository } from './due-records.repository.js';
import { GoldenRecordsService } from './golden-records.service.js';

/**
 * Records rebuilt in one transaction: trust that decays makes a whole load due on one day, and writers of the domain must get
 * a turn in between.
 */
const CHUNK = 200;

/**
 * Lets golden records survive by the rules again once time has changed what survives: a pin has expired, or trust has decayed so far
 * that another value may win. The sweep finds the domains with due records; nothing else hints.
 */
@Injectable()
export class ReviewDueJob {
  constructor(
    registry: JobRegistry,
    due: DueRecordsRepository,
    goldenRecords: GoldenRecordsService,
    clock: Clock,
    ids: Ids,
  ) {
    registry.register({
      kind: 'golden-records.review-due',
      concurrency: 1,
      findDueWork: limit => due.domains(clock.now(), limit),
      run: async (domain, { signal }) => {
        const act = { actor: 'machine', correlationId: ids.newId(), reason: 'time has passed' };
        for (let done = CHUNK; done === CHUNK && !signal.aborted;)
          done = await goldenRecords.reviewDue(domain, CHUNK, act);
      },
    });
  }
}
