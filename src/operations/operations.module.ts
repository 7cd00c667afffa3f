import { Module } from '@nestjs/common';
import { DatabaseFactsRepository } from './database-facts.repository.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { ReadinessService } from './readiness.service.js';

/** Health and metrics. */
@Module({
  controllers: [HealthController, MetricsController],
  providers: [DatabaseFactsRepository, ReadinessService],
})
export class OperationsModule {}
