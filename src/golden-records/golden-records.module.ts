import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { IngestionModule } from '../ingestion/index.js';
import { MatchingModule } from '../matching/index.js';
import { RulesModule } from '../rules/index.js';
import { SourcesModule } from '../sources/index.js';
import { PlanApplier } from './apply-plan.service.js';
import { ChangeRequestRepository } from './change-request.repository.js';
import { DueRecordsRepository } from './due-records.repository.js';
import { ReviewDueJob } from './review-due.job.js';
import { GoldenRecordMembersRepository } from './golden-record-members.repository.js';
import { GoldenRecordReadRepository } from './golden-record-read.repository.js';
import { GoldenRecordSearch } from './golden-record-search.repository.js';
import { GoldenRecordWriteRepository } from './golden-record-write.repository.js';
import { GoldenRecordsChanged } from './golden-records-changed.event.js';
import { GoldenRecordsService } from './golden-records.service.js';
import { HistoryRepository } from './history.repository.js';
import { HistoryService } from './history.service.js';
import { NeighbourhoodRepository } from './neighbourhood.repository.js';
import { OpenQuestionsRepository } from './open-questions.repository.js';
import { PairJudgements } from './pair-judgements.service.js';
import { PinRepository } from './pin.repository.js';
import { ResolutionService } from './resolution.service.js';

@Module({
  imports: [AuditModule, IngestionModule, MatchingModule, RulesModule, SourcesModule],
  providers: [
    ChangeRequestRepository,
    DueRecordsRepository,
    ReviewDueJob,
    GoldenRecordMembersRepository,
    GoldenRecordReadRepository,
    GoldenRecordSearch,
    GoldenRecordWriteRepository,
    GoldenRecordsChanged,
    GoldenRecordsService,
    HistoryRepository,
    HistoryService,
    NeighbourhoodRepository,
    OpenQuestionsRepository,
    PairJudgements,
    PinRepository,
    PlanApplier,
    ResolutionService,
  ],
  exports: [
    ChangeRequestRepository,
    GoldenRecordReadRepository,
    GoldenRecordsChanged,
    GoldenRecordsService,
    HistoryService,
    PairJudgements,
    ResolutionService,
  ],
})
export class GoldenRecordsModule {}
