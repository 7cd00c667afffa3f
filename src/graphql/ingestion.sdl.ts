/** Batches and quarantine. */
export const INGESTION_SDL = `
"How far a batch is; every row read ends in exactly one of the other counts."
type BatchCounts {
  "Rows read."
  read: Int!
  "New records."
  created: Int!
  "Changed records."
  updated: Int!
  "Rows that changed nothing."
  unchanged: Int!
  "Rows older than what is known."
  stale: Int!
  "Records that the source deleted."
  deleted: Int!
  "Rows that could not be accepted."
  quarantined: Int!
}
"How far the present phase of a bulk load is; 0 of 0 before all is taken in."
type BatchParts {
  "Parts that are done."
  done: Int!
  "Parts in all."
  planned: Int!
}
"Sums over several deliveries."
type BatchTotals {
  "How many there were."
  batches: Int!
  "Rows read, those in quarantine included."
  rows: Float!
  "Rows that are or were in quarantine."
  quarantined: Float!
  "Deliveries that failed."
  failed: Int!
}
"One delivery of records."
type Batch {
  "Its id."
  id: ID!
  "The system."
  system: String!
  "The domain."
  domain: String!
  "receiving, queued, processing, resolving (a bulk load whose records are taken in and are being matched and merged), done, failed or cancelled."
  state: String!
  "What it is doing, for people."
  phase: String!
  "Whether what is new is matched and merged as a set, once all is taken in."
  bulk: Boolean!
  "How far a bulk load is while it is resolving."
  parts: BatchParts!
  "Names of its files."
  files: [String!]!
  "Size in bytes."
  bytes: Float!
  "Bytes read so far."
  bytesRead: Float!
  "Progress."
  counts: BatchCounts!
  "What is wrong with it as a whole."
  causes: [Fault!]!
  "Its correlation id."
  correlationId: String!
  "Who sent it."
  submittedBy: String!
  "When it arrived."
  createdAt: DateTime!
  "When work on it began."
  startedAt: DateTime
  "When it ended."
  finishedAt: DateTime
}
"A page of batches."
type BatchPage {
  "Newest first."
  nodes: [Batch!]!
  "Pass as after for the next page; null at the end."
  endCursor: String
}
"A row that cannot be accepted yet."
type QuarantinedRecord {
  "Its id."
  id: ID!
  "The system."
  system: String!
  "The domain."
  domain: String!
  "The batch that brought it."
  batchId: ID
  "Its row there."
  rowNumber: Int
  "Its source key."
  key: String
  "The row as received, without the columns that hold what you may not see; null when nobody can tell which those are."
  raw: JSON
  "The columns that are left out; a correction leaves them as they are."
  withheld: [String!]!
  "Every cause."
  causes: [Fault!]!
  "open, resubmitted, superseded or discarded."
  state: String!
  "Send it back with a change, so that nobody else's change is lost."
  version: Int!
  "Its correlation id."
  correlationId: String!
  "Since when it waits."
  createdAt: DateTime!
  "How it ended."
  resolution: String
  "Who ended it."
  resolvedBy: String
  "When it ended."
  resolvedAt: DateTime
}
"A page of quarantined records."
type QuarantinePage {
  "Newest first."
  nodes: [QuarantinedRecord!]!
  "Pass as after for the next page; null at the end."
  endCursor: String
}
"Open quarantine by cause: what is fixed once and replayed as a group."
type QuarantineCause {
  "The system."
  system: String!
  "The domain."
  domain: String!
  "The fault code."
  code: String!
  "How many records."
  count: Int!
}
"What became of a submitted record."
type RecordOutcome {
  "Its place in the submission, from 1."
  rowNumber: Int!
  "Its source key."
  key: String
  "created, updated, unchanged, stale, deleted or quarantined."
  outcome: String!
  "What is wrong with it."
  causes: [Fault!]!
  "Where it waits for repair, when it is quarantined."
  quarantineId: ID
}
"The answer to a submission: one outcome per record."
type SubmittedRecords {
  "In the order of the submission."
  outcomes: [RecordOutcome!]!
}
"Somebody was faster: look again."
type StaleVersion {
  "Stable code."
  code: String!
  "What to do."
  message: String!
}
"The request cannot be carried out as things are."
type Refused {
  "Stable code."
  code: String!
  "Why, and what to do."
  message: String!
}
"What became of quarantined rows that were sent again."
type ReplayedQuarantine {
  "Rows that are records now."
  accepted: Int!
  "Rows that still cannot be accepted; each waits again, with its present causes."
  waiting: Int!
  "Rows that somebody had repaired meanwhile, or that a newer row of their record had answered."
  gone: Int!
  "Pass as after to go on; null when all have been sent again."
  endCursor: String
}
"Result of correcting a quarantined record."
union CorrectQuarantinedResult = RecordOutcome | StaleVersion | Refused
"A quarantined record that was discarded."
type DiscardedRecord {
  "Its id."
  id: ID!
}
"Result of discarding a quarantined record."
union DiscardQuarantinedResult = DiscardedRecord | StaleVersion | Refused
extend type Query {
  "Deliveries, newest first."
  batches(system: String, domain: String, state: String, first: Int = 50, after: String): BatchPage!
  "Sums over the deliveries that came since a time."
  batchTotals(since: DateTime!): BatchTotals!
  "One delivery."
  batch(id: ID!): Batch
  "Rows that could not be accepted."
  quarantine(state: String = "open", system: String, domain: String, batchId: ID, code: String, first: Int = 50, after: String): QuarantinePage!
  "How many rows wait in quarantine."
  quarantineTotal: Int!
  "Open quarantine grouped by cause; a row may have several."
  quarantineCauses: [QuarantineCause!]!
}
extend type Mutation {
  "Submits records in the source's own field names, one transaction, one outcome each."
  submitRecords(system: String!, domain: String!, records: [JSON!]!): SubmittedRecords!
  "Corrects a quarantined row and puts it through the whole pipeline again."
  correctQuarantined(id: ID!, version: Int!, raw: JSON!): CorrectQuarantinedResult!
  "Sends a page of open quarantined rows through the whole pipeline again as they came, newest first: what they had in common has been put right in the rules since. Go on with endCursor."
  replayQuarantined(system: String, domain: String, batchId: ID, code: String, first: Int = 50, after: String): ReplayedQuarantine!
  "Takes a quarantined row off the list, with a reason."
  discardQuarantined(id: ID!, version: Int!, reason: String!): DiscardQuarantinedResult!
}
`;
