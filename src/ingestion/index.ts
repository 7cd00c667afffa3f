export type { Batch, BatchCounts, BatchState } from './batch.js';
export { BatchRepository } from './batch.repository.js';
export { classifyArrival, isAcceptable, type IncomingRecord } from './incoming-record.js';
export { IngestionModule } from './ingestion.module.js';
export { LoadedRecordRepository } from './loaded-record.repository.js';
export {
  OutdatedRecordsRepository,
  type KeptBecause,
  type KeptRecords,
  type RecordsToRework,
} from './outdated-records.repository.js';
export { BatchProcessor, incoming, RESOLVE_LOAD_JOB } from './process-batch.service.js';
export {
  QuarantineRepository,
  type QuarantinedRecord,
  type QuarantineFilter,
  type QuarantineState,
} from './quarantine.repository.js';
export { QuarantineService } from './quarantine.service.js';
export { RulesReapplier } from './reapply-rules.service.js';
export { BatchReceiver, type BatchReceipt, type BatchSubmission } from './receive-batch.service.js';
export { ResolvingLoadRepository } from './resolving-load.repository.js';
export { causesOf, contradiction } from './refusal.js';
export { rulesStateOf } from './rules-state.js';
export { resolutionLock } from './source-record.repository.js';
export {
  SourceRecordsChanged,
  type ChangedSourceRecord,
  type SourceRecordsChange,
} from './source-records-changed.event.js';
export { SubmitRecordsService, type RecordSubmission } from './submit-records.service.js';
export { contentHash, standardizeIncoming } from './standardize-incoming.js';
export type { WriteOutcome } from './write-source-records.service.js';
