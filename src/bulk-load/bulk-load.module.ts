import { Module } from '@nestjs/common';
import { GoldenRecordsModule } from '../golden-records/index.js';
import { IngestionModule } from '../ingestion/index.js';
import { MatchingModule } from '../matching/index.js';
import { RulesModule } from '../rules/index.js';
import { LoadPartRepository } from './load-part.repository.js';
import { LoadPlanner } from './load-planner.service.js';
import { LoadWorker } from './load-worker.service.js';

@Module({
  imports: [GoldenRecordsModule, IngestionModule, MatchingModule, RulesModule],
  providers: [LoadPartRepository, LoadPlanner, LoadWorker],
})
export class BulkLoadModule {}
