export {
  ChangeRequestRepository,
  type ChangeRequest,
  type ChangeRequestState,
} from './change-request.repository.js';
export { clusterNeighbourhood, type Clustering } from './cluster-neighbourhood.js';
export {
  GoldenRecordsChanged,
  type GoldenRecordsChange,
  type OpenConflict,
  type OpenPair,
} from './golden-records-changed.event.js';
export { GoldenRecordsModule } from './golden-records.module.js';
export { GoldenRecordsService, type Act, type GoldenRecordRequest } from './golden-records.service.js';
export { type FilterScope } from './golden-record-filter.js';
export type { GoldenIdsQuery, SearchReader } from './golden-record-search.repository.js';
export {
  GoldenRecordReadRepository,
  type StoredGoldenRecord,
  type StoredSource,
  type StoredVersion,
} from './golden-record-read.repository.js';
export { HistoryService } from './history.service.js';
export type { NeighbourRecord } from './neighbourhood.repository.js';
export { openQuestions } from './open-questions.js';
export { openConflict } from './open-conflict.js';
export { PairJudgements, type PairVerdict } from './pair-judgements.service.js';
export { ResolutionService } from './resolution.service.js';
