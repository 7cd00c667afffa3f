import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { RulesModule } from '../rules/index.js';
import { SourcesModule } from '../sources/index.js';
import { BatchContentRepository } from './batch-content.repository.js';
import { BatchRepository } from './batch.repository.js';
import { ForgetUploadsJob } from './forget-uploads.job.js';
import { IdempotencyRepository } from './idempotency.repository.js';
import { IngestBacklogRepository } from './ingest-backlog.repository.js';
import { IngestionController } from './ingestion.controller.js';
import { IngestMetrics } from './ingest-metrics.js';
import { LoadedRecordRepository } from './loaded-record.repository.js';
import { OutdatedRecordsRepository } from './outdated-records.repository.js';
import { BatchProcessor } from './process-batch.service.js';
import { RowPreparer } from './prepare-rows.service.js';
import { QuarantineRepository } from './quarantine.repository.js';
import { QuarantineService } from './quarantine.service.js';
import { ReapplyRulesJob } from './reapply-rules.job.js';
import { RulesReapplier } from './reapply-rules.service.js';
import { BatchReceiver } from './receive-batch.service.js';
import { ResolvingLoadRepository } from './resolving-load.repository.js';
import { SnapshotService } from './snapshot.service.js';
import { SourceRecordRepository } from './source-record.repository.js';
import { SourceRecordsChanged } from './source-records-changed.event.js';
import { SubmitRecordsService } from './submit-records.service.js';
import { SourceRecordWriter } from './write-source-records.service.js';

@Module({
  imports: [AuditModule, RulesModule, SourcesModule],
  controllers: [IngestionController],
  providers: [
    BatchContentRepository,
    BatchProcessor,
    BatchReceiver,
    BatchRepository,
    ForgetUploadsJob,
    IdempotencyRepository,
    IngestBacklogRepository,
    IngestMetrics,
    LoadedRecordRepository,
    OutdatedRecordsRepository,
    QuarantineRepository,
    QuarantineService,
    ReapplyRulesJob,
    ResolvingLoadRepository,
    RowPreparer,
    RulesReapplier,
    SnapshotService,
    SourceRecordRepository,
    SourceRecordWriter,
    SourceRecordsChanged,
    SubmitRecordsService,
  ],
  exports: [
    BatchProcessor,
    BatchReceiver,
    BatchRepository,
    LoadedRecordRepository,
    QuarantineRepository,
    QuarantineService,
    ResolvingLoadRepository,
    RulesReapplier,
    SourceRecordsChanged,
    SubmitRecordsService,
  ],
})
export class IngestionModule {}
