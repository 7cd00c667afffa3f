import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import { JobRegistry } from '../platform/queue/index.js';
import { GoldenRecordsService } from './golden-records.service.js';
import { PinRepository } from './pin.repository.js';

/** Lets attributes survive by the rules again once their pin has expired. The sweep finds them; nothing else hints. */
@Injectable()
export class ExpirePinsJob {
  constructor(registry: JobRegistry, pins: PinRepository, goldenRecords: GoldenRecordsService, clock: Clock) {
    registry.register({
      kind: 'golden-records.expire-pin',
      findDueWork: limit => pins.findDue(clock.now(), limit),
      run: async goldenId => {
        await goldenRecords.rebuild(goldenId, {
          actor: 'machine',
          correlationId: `expire-pin-${goldenId}`,
          reason: 'a pin has expired',
        });
      },
    });
  }
}
