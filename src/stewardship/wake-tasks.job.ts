import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import { JobRegistry } from '../platform/queue/index.js';
import { TaskRepository } from './task.repository.js';

/** Opens snoozed tasks again when their time has come. */
@Injectable()
export class WakeTasksJob {
  constructor(registry: JobRegistry, tasks: TaskRepository, clock: Clock) {
    registry.register({
      kind: 'stewardship.wake-tasks',
      findDueWork: async () => ((await tasks.countDue(clock.now())) > 0 ? ['due'] : []),
      run: async () => {
        await tasks.wake(clock.now());
      },
    });
  }
}
