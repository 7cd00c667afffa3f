/**
 * What the hub would make of files, without a database: the same functions read, map, standardise, decide, cluster, survive and ask, over
 * all records at once instead of a batch at a time. Order of arrival changes nothing about clusters, so they are those of the hub.
 */
export { RESOLUTION_STEPS, resolveRecords, type Resolution } from './resolve-records.js';
export { takeIn, type SourceFile } from './take-in.js';
export { nameOfRecord } from './record-name.js';
export { writeResolution, type ResolvedCounts, type ResolvedFiles } from './write-resolution.js';
