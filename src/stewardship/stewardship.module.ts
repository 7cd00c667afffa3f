import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { GoldenRecordsModule } from '../golden-records/index.js';
import { StewardshipService } from './stewardship.service.js';
import { TaskRepository } from './task.repository.js';
import { WakeTasksJob } from './wake-tasks.job.js';

@Module({
  imports: [AuditModule, GoldenRecordsModule],
  providers: [StewardshipService, TaskRepository, WakeTasksJob],
  exports: [StewardshipService, TaskRepository],
})
export class StewardshipModule {}
