/**
 * Sources: the systems that send records, as their files in `golden-record-rules/systems/` describe them, and the reading of what
 * they send. `readRecords` turns the files of a batch into records to be mapped by `SourcesService.mapping`.
 */
export { MemoryJoinStore } from './join-store.js';
export type { JoinRow, JoinStore } from './join-store.js';
export { mappingOf } from './mapping-of.js';
export { readRecords } from './read-records.js';
export type { BatchInput, BatchRecord, BatchReport } from './read-records.js';
export * from './readers/index.js';
export { SourcesModule } from './sources.module.js';
export { SourcesService } from './sources.service.js';
