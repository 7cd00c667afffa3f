/** Deduplicating files, without a server: read, run the engine, write what it found. */
export { joinedInWords } from './alignment-in-words.js';
export { spillInWords } from './spill-in-words.js';
export { csvText } from './csv-file.js';
export { explainInWords, type NamedPair } from './explain-in-words.js';
export { findRecords, type RecordPair } from './find-records.js';
export { threadsFor, withHelpers, type RunHelper } from './helper-threads.js';
export {
  clip,
  count,
  evidenceTable,
  grid,
  histogram,
  list,
  page,
  pairBlock,
  paragraph,
  qualityGrid,
  section,
  signed,
  sizesGrid,
} from './html-page.js';
export { PLAN_FILE, readPlan, writePlan } from './plan-file.js';
export { loadFiles, readTable, tableOf, type ReadTable } from './read-table.js';
export { readTruth } from './read-truth.js';
export { writeResults } from './write-results.js';
