import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import { JobRegistry } from '../platform/queue/index.js';
import { BatchRepository } from './batch.repository.js';

/** Even the largest upload over a slow line is through by then. */
const UPLOAD_MAX_MS = 24 * 3_600_000;

/** Forgets uploads whose process died in the middle of them: the sender never got a receipt and has sent them again. */
@Injectable()
export class ForgetUploadsJob {
  constructor(registry: JobRegistry, batches: BatchRepository, clock: Clock) {
    registry.register({
      kind: 'ingestion.forget-upload',
      findDueWork: async limit =>
        batches.findAbandoned(new Date(clock.now().getTime() - UPLOAD_MAX_MS), limit),
      run: async id => batches.forget(null, id),
    });
  }
}
