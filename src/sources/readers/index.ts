/**
 * Readers: bytes in, rows out, with bounded memory and every kind of damage as a typed fault. `openRows` opens one file as its
 * system file describes it, `openArchive` the files inside a ZIP.
 */
export { memoryBytes } from './byte-source.js';
export type { ByteSource } from './byte-source.js';
export { openRows } from './open-rows.js';
export type { OpenedFile } from './open-rows.js';
export { READ_LIMITS, UnreadableFile } from './source-row.js';
export type { ReadLimits, ReadReport, SourceRow } from './source-row.js';
export { openArchive } from './zip-archive.js';
export type { ArchiveEntry } from './zip-archive.js';
