/** Tasks, judgements, merges, pins and approvals. */
export const STEWARDSHIP_SDL = `
"A steward's unit of work."
type Task {
  "Its id."
  id: ID!
  "The domain."
  domain: String!
  "duplicate, ambiguous or conflict."
  kind: String!
  "open, snoozed, done or obsolete."
  state: String!
  "What it is about."
  title: String!
  "The question in words."
  label: String!
  "Bits (log2 odds) of the best pair."
  score: Float!
  "Evidence in words."
  reasons: [String!]!
  "Higher is more urgent."
  priority: Int!
  "Who works on it."
  assignee: String
  "Until when it sleeps."
  snoozedUntil: DateTime
  "A note."
  comment: String
  "Since when it is open."
  createdAt: DateTime!
  "When it should be done."
  dueAt: DateTime
  "Send it back with a change, so that nobody else's change is lost."
  version: Int!
  "How it ended."
  resolution: String
  "Who ended it."
  resolvedBy: String
  "When it ended."
  resolvedAt: DateTime
  "Ids of the golden records that it is about: enough to see which tasks belong together."
  goldenRecordIds: [ID!]!
  "The golden records that it is about."
  goldenRecords: [GoldenRecord!]!
  "The source records to compare. In an ambiguous task those that wait come first, then one of each candidate."
  sourceRecords: [SourceRecord!]!
  "For an ambiguous task: the golden records that its records fit and that cannot be one, best first."
  candidates: [TaskCandidate!]!
  "For two records: why the machine is not sure."
  explanation: Explanation
  "What merging its golden records would change; for an ambiguous task see its candidates."
  preview: PlanPreview
}
"One of the golden records that an ambiguous record fits."
type TaskCandidate {
  "The golden record; pass its id as candidateId of judgeTask."
  goldenRecord: GoldenRecord!
  "Its source record that fits best."
  sourceRecord: SourceRecord!
  "Why the record fits it."
  explanation: Explanation
  "What merging the two would change."
  preview: PlanPreview
}
"A page of tasks."
type TaskPage {
  "Most urgent first."
  nodes: [Task!]!
  "Pass as after for the next page; null at the end."
  endCursor: String
  "How many there are on all pages."
  totalCount: Int!
}
"Open tasks by domain and kind."
type TaskCount {
  "The domain."
  domain: String!
  "The kind."
  kind: String!
  "How many."
  count: Int!
}
"What a change would do to one golden record."
type PlannedChange {
  "created, updated, merged, unmerged, split, restored or retired."
  kind: String!
  "The golden record's id; for a new one, the id that it would get."
  goldenRecordId: ID!
  "Its status afterwards."
  status: String!
  "Its attributes afterwards that you may see."
  attributes: JSON!
  "Why each would have its value."
  provenance: [AttributeProvenance!]!
  "What would change."
  changed: [String!]!
  "How many source records it would have."
  members: Int!
}
"What a merge, unmerge or split would change, before it is done."
type PlanPreview {
  "In sentences."
  summary: [String!]!
  "Per golden record."
  changes: [PlannedChange!]!
  "Attributes whose change would wait for approval."
  heldForApproval: [String!]!
}
"Result of a change to a task."
union TaskResult = Task | StaleVersion | Refused
"A change to golden records that was carried out."
type GoldenRecordsChanged {
  "In sentences."
  summary: [String!]!
  "The golden records that changed."
  goldenRecords: [GoldenRecord!]!
}
"Result of a change to golden records."
union ChangeGoldenRecordsResult = GoldenRecordsChanged | StaleVersion | Refused
"Result of a preview."
union PreviewResult = PlanPreview | Refused
"Result of a decision on a change request."
union ChangeRequestResult = ChangeRequest | Refused
"A page of change requests."
type ChangeRequestPage {
  "Longest waiting first."
  nodes: [ChangeRequest!]!
  "Pass as after for the next page; null at the end."
  endCursor: String
  "How many there are on all pages."
  totalCount: Int!
}
"How many changes of one attribute wait for approval."
type ChangeRequestCount {
  "The domain."
  domain: String!
  "The attribute."
  attribute: String!
  "How many."
  count: Int!
}
"How many open tasks have a score in one range."
type ScoreBin {
  "From this score on, in bits."
  from: Int!
  "Up to this score, itself not included."
  to: Int!
  "How many."
  count: Int!
}
"A person's answer to a task."
enum TaskVerdict {
  "One and the same thing: merge."
  same
  "Not the same thing; never asked again."
  different
  "Two things that belong together in some way."
  related
  "Somebody else should look."
  unsure
}
"What to do to golden records: exactly one of these."
input GoldenRecordAction {
  "Merge these golden records."
  merge: [ID!]
  "Whose id stays when merging; default: the oldest."
  survivorId: ID
  "Merge although somebody judged them different: that is taken back."
  withdrawDifferent: Boolean
  "Bring this merged golden record back."
  unmerge: ID
  "Take this source record out of its golden record."
  takeOut: ID
  "Split this golden record; with parts."
  split: ID
  "Source records that leave together, for split."
  parts: [[ID!]!]
}
"What may be asked of a golden record's status."
enum StatusRequest {
  "Stop its use."
  hold
  "Allow its use again."
  release
  "End it."
  retire
  "Take the end back."
  reactivate
}
extend type Query {
  "What waits for a steward, most urgent first. With search only what is about golden records that mention every word of the text, or that have it as a source key or an identifier that you may see."
  tasks(state: String = "open", domain: String, kind: String, assignee: String, goldenRecordId: ID, search: String, first: Int = 50, after: String): TaskPage!
  "One task."
  task(id: ID!): Task
  "How much is open; with an assignee, how much of it is theirs."
  taskCounts(assignee: String): [TaskCount!]!
  "How the scores of open tasks spread, in ranges of two bits without gaps."
  taskScores(domain: String, kind: String): [ScoreBin!]!
  "Changes that wait for approval, longest first. With search only those of golden records that the text finds, as with tasks."
  changeRequests(state: String = "pending", domain: String, attribute: String, search: String, first: Int = 50, after: String): ChangeRequestPage!
  "How much waits for approval, most first."
  changeRequestCounts: [ChangeRequestCount!]!
  "What an action would change, without doing it."
  previewGoldenRecordAction(action: GoldenRecordAction!): PreviewResult!
}
extend type Mutation {
  "Answers a task. The answer binds the machine. For an ambiguous task candidateId says which candidate it is about: needed for same; without it, different and related are about all of them."
  judgeTask(id: ID!, version: Int!, verdict: TaskVerdict!, candidateId: ID, relation: String, reason: String): TaskResult!
  "Takes the answer to a task back."
  undoTask(id: ID!, version: Int!): TaskResult!
  "Gives a task to somebody, or to nobody."
  assignTask(id: ID!, version: Int!, assignee: String): TaskResult!
  "Puts a task to sleep."
  snoozeTask(id: ID!, version: Int!, until: DateTime!): TaskResult!
  "Notes something on a task."
  commentTask(id: ID!, version: Int!, comment: String!): TaskResult!
  "Merges, unmerges or splits golden records."
  changeGoldenRecords(action: GoldenRecordAction!, reason: String!): ChangeGoldenRecordsResult!
  "Holds, releases, retires or reactivates a golden record."
  changeStatus(id: ID!, request: StatusRequest!, reason: String!): ChangeGoldenRecordsResult!
  "Pins an attribute to a value (null: it has none) until it expires or is unpinned."
  pinAttribute(id: ID!, attribute: String!, value: JSON, reason: String!, expiresAt: DateTime): ChangeGoldenRecordsResult!
  "Lets an attribute survive by the rules again."
  unpinAttribute(id: ID!, attribute: String!, reason: String!): ChangeGoldenRecordsResult!
  "Approves a change that somebody else asked for."
  approveChange(id: ID!, reason: String): ChangeRequestResult!
  "Rejects a change that somebody else asked for."
  rejectChange(id: ID!, reason: String!): ChangeRequestResult!
}
`;
