export {
  ChangeRequestRepository,
  type ChangeRequest,
  type ChangeRequestState,
} from './change-request.repository.js';
export {
  GoldenRecordsChanged,
  type GoldenRecordsChange,
  type OpenConflict,
  type OpenPair,
} from './golden-records-changed.event.js';
export { GoldenRecordsModule } from './golden-records.module.js';
export { GoldenRecordsService, type Act, type GoldenRecordRequest } from './golden-records.service.js';
