import { SCALARS_SDL } from '../platform/graphql/index.js';
import { GOLDEN_RECORD_FIELDS } from './domain-sdl.js';

/** Types and questions about golden records that do not depend on a domain. */
export const GOLDEN_RECORDS_SDL = `${SCALARS_SDL}
"Where a page stands in its list."
type PageInfo {
  "There is more after it."
  hasNextPage: Boolean!
  "There is something before it."
  hasPreviousPage: Boolean!
  "Cursor of its first record."
  startCursor: String
  "Cursor of its last record: ask for what comes after it."
  endCursor: String
}
"The hub's agreed record of one real thing."
interface GoldenRecord {
${GOLDEN_RECORD_FIELDS}
}
"Something wrong with a value or a record, said so that a person can act on it."
type Fault {
  "Stable code: EIN_DUMMY."
  code: String!
  "error, warning or info."
  severity: String!
  "A sentence."
  message: String!
  "Attribute path."
  attribute: String
  "Column or path in the source's own format."
  field: String
  "The offending value, where you may see it."
  value: JSON
  "What would fix it."
  fix: String
}
"Names the version of a source record."
type ContributorRef {
  "Id of the source record."
  recordId: ID!
  "The system."
  system: String!
  "Its key there."
  key: String!
  "Which of its versions."
  version: Int!
  "Since when the values hold in the business."
  effectiveAt: String
  "The system no longer has the record."
  deleted: Boolean
}
"A value that did not survive, and why."
type ProvenanceLoser {
  "Where it comes from."
  source: ContributorRef!
  "The value, where you may see it."
  value: JSON
  "It equals the survivor: the source confirms it."
  agrees: Boolean!
  "Why it lost."
  because: String!
}
"A pin in force."
type ProvenancePin {
  "Why it was set."
  reason: String!
  "Who set it."
  by: String!
  "When."
  at: String!
  "Until when it counts."
  until: String
}
"Where one element of a list comes from."
type ProvenanceElement {
  "Its place in the list."
  index: Int!
  "The record whose form of it survived."
  winner: ContributorRef!
  "Every record that has it."
  contributors: [ContributorRef!]!
  "Why."
  reason: String!
}
"Why an attribute has its value."
type AttributeProvenance {
  "The attribute."
  attribute: String!
  "The surviving value, where you may see it."
  value: JSON
  "What decided: a strategy, pin, onlyValue, agreement, tieBreak or none."
  decidedBy: String!
  "In words."
  reason: String!
  "Where the value comes from."
  winner: ContributorRef
  "The atomic group that it survived with."
  group: String
  "The pin, if one decided."
  pin: ProvenancePin
  "For lists: where each element comes from."
  elements: [ProvenanceElement!]
  "What lost."
  losers: [ProvenanceLoser!]!
}
"The newest version of one record in one source system."
type SourceRecord {
  "Its id in the hub."
  recordId: ID!
  "The system."
  system: String!
  "Its key there, exactly."
  key: String!
  "How many times it has changed."
  version: Int!
  "Its standardised attributes that you may see."
  attributes: JSON!
  "Attributes that have a value which you may not see."
  masked: [String!]!
  "What is wrong with it."
  faults: [Fault!]!
  "Since when the values hold in the business."
  effectiveAt: DateTime
  "When the hub took it in."
  recordedAt: DateTime!
  "The system no longer has it."
  deleted: Boolean!
  "Since when it belongs to its golden record."
  since: DateTime!
  "Who or what linked it."
  madeBy: String!
  "Why."
  reason: String!
  "Score of the link in bits."
  score: Float
  "The batch that brought it."
  batchId: ID
  "Its row there."
  rowNumber: String
  "Follows it from the line of the file to the last delivery."
  correlationId: String!
  "The golden record that it belongs to."
  goldenRecord: GoldenRecord
}
"One version in a golden record's history."
type GoldenRecordVersion {
  "Its number."
  version: Int!
  "Status then."
  status: String!
  "Title then."
  title: String!
  "Attributes then that you may see."
  attributes: JSON!
  "Attributes that had a value which you may not see."
  masked: [String!]!
  "What changed with it."
  changed: [String!]!
  "created, updated, merged, unmerged, split, restored or retired."
  cause: String!
  "Who or what changed it."
  actor: String!
  "Ids of the source records linked then."
  members: [ID!]!
  "Correlation id of the change."
  correlationId: String!
  "Since when it holds in the business."
  validFrom: DateTime!
  "When it was recorded."
  recordedAt: DateTime!
}
"Names a source record in a past view."
type ViewMember {
  "Its id."
  recordId: ID!
  "The system."
  system: String!
  "Its key."
  key: String!
  "Which version counted."
  version: Int!
}
"A golden record as it was."
type GoldenRecordView {
  "Attributes that you may see."
  attributes: JSON
  "Attributes that had a value which you may not see."
  masked: [String!]!
  "Why each had its value."
  provenance: [AttributeProvenance!]!
  "The source records that it was made of."
  members: [ViewMember!]!
  "It redirected to this record then."
  redirectsTo: ID
}
"What one comparison or identifier says about a pair."
type Comparison {
  "comparison or identifier."
  kind: String!
  "Its name in the rules."
  name: String!
  "Its caption."
  label: String!
  "The level that held."
  level: String!
  "In words."
  levelLabel: String!
  "Bits for or against."
  weight: Float!
}
"What forbids or holds up a link."
type Veto {
  "Name of the rule."
  of: String!
  "In words."
  label: String!
  "different or review."
  effect: String!
}
"A record that a new one would be compared with."
type MatchCandidate {
  "The source record."
  sourceRecordId: ID!
  "Its golden record's id."
  goldenRecordId: ID
  "Its golden record."
  goldenRecord: GoldenRecord
  "same, review or different."
  decision: String!
  "Bits (log2 odds)."
  score: Float!
  "The same as a probability."
  probability: Float!
  "In words, strongest first."
  reasons: [String!]!
  "Every comparison."
  comparisons: [Comparison!]!
}
"The answer to: does this already exist?"
type MatchCandidates {
  "What is wrong with the record that was asked about."
  faults: [Fault!]!
  "Attributes of it that were left out, because you may not see them: a key needs attribute.restricted to ask by tax id."
  ignored: [String!]!
  "Best first."
  candidates: [MatchCandidate!]!
}
"The machine's decision on a pair."
type MatchDecision {
  "same, review or different."
  decision: String!
  "Bits."
  score: Float!
  "The same as a probability."
  probability: Float!
  "In words."
  reasons: [String!]!
  "The requirement that holds."
  requirement: String
}
"What a blocking rule says about a pair."
type KeyExplanation {
  "The rule."
  rule: String!
  "Its caption."
  label: String!
  "shared, differs, missing or tooCommon."
  status: String!
  "In words."
  words: String!
}
"A change that would bring a pair closer."
type CounterfactualChange {
  "The comparison or identifier."
  name: String!
  "In words."
  label: String!
}
"Why two records are or are not one thing."
type Explanation {
  "One sentence."
  summary: String!
  "The decision."
  decision: MatchDecision!
  "Every comparison."
  comparisons: [Comparison!]!
  "What forbids it."
  vetoes: [Veto!]!
  "Which keys brought them together, which missed."
  keys: [KeyExplanation!]!
  "Some key brings them together: the machine compares them."
  isCandidate: Boolean!
  "The smallest change that would link them; null when three changes are not enough."
  smallestChange: JSON
}
"Proposed values for a golden record that wait, or waited, for approval."
type ChangeRequest {
  "Its id."
  id: ID!
  "The domain."
  domain: String!
  "The golden record's id."
  goldenRecordId: ID!
  "The golden record."
  goldenRecord: GoldenRecord
  "Which attribute."
  attribute: String!
  "The value now, where you may see it."
  from: JSON
  "The proposed value, where you may see it; null: it would go."
  to: JSON
  "You may not see the values."
  masked: Boolean!
  "Why it waits."
  reason: String!
  "Attributes that wait with it."
  alongWith: [String!]!
  "pending, approved, rejected or superseded."
  state: String!
  "Who asked."
  requestedBy: String!
  "When."
  requestedAt: DateTime!
  "The source record that brought it."
  sourceRecordId: ID
  "Who decided."
  decidedBy: String
  "When it was decided."
  decidedAt: DateTime
  "Why it was decided so."
  decisionReason: String
}
extend type Query {
  "A golden record of any domain; a merged id gives the record that it stands for now."
  goldenRecord(id: ID!): GoldenRecord
  "The golden record of a source key."
  resolve(system: String!, domain: String!, key: String!): GoldenRecord
  "The keys that another system has for the same thing."
  translate(domain: String!, fromSystem: String!, key: String!, toSystem: String!): [String!]!
  "Typo-tolerant search over names, identifiers and source keys, best first. Restricted identifiers find a record only as a whole, and only for those who may see them."
  search(text: String!, domain: String, first: Int = 20): [GoldenRecord!]!
  "Source records by their ids; null where there is none."
  sourceRecords(ids: [ID!]!): [SourceRecord]!
  "Does this already exist? Nothing is stored. \`record\` has the attributes of the domain."
  matchCandidates(domain: String!, record: JSON!, limit: Int = 10): MatchCandidates!
  "Why two source records are or are not one thing."
  explain(leftId: ID!, rightId: ID!): Explanation!
}
`;
