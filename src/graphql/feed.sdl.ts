/** The change feed. */
export const FEED_SDL = `
"One change of one golden record. Positions have no holes; per record, order is version order."
type ChangeEvent {
  "Its id: apply it once."
  id: ID!
  "Its place in the feed."
  position: String!
  "supplier.created, supplier.updated, supplier.merged…"
  type: String!
  "The domain."
  domain: String!
  "The golden record."
  recordId: ID!
  "The version that it announces."
  version: String!
  "Attributes that changed, and $status, $sources, $mergedInto."
  changed: [String!]!
  "When it happened."
  occurredAt: DateTime!
  "The record's new state, as far as you may see it."
  payload: JSON!
  "Attributes that have a value which you may not see."
  masked: [String!]!
  "Follows the change from the line of the file on."
  correlationId: String!
  "Who or what made it."
  actor: String!
}
"Which events to follow; all conditions must hold."
input ChangeFilter {
  "Only these domains."
  domains: [String!]
  "Only these event types."
  types: [String!]
  "Only events that change one of these attributes."
  attributes: [String!]
  "Only these golden records."
  recordIds: [ID!]
}
"A frame of the feed; without an event it is a checkpoint that only moves the cursor on."
type ChangeFrame {
  "Resume after this."
  cursor: String!
  "The event."
  event: ChangeEvent
}
"A page of the feed."
type ChangePage {
  "In order."
  events: [ChangeEvent!]!
  "Resume after this."
  cursor: String!
  "There is more now."
  hasMore: Boolean!
}
extend type Query {
  "Changes after a cursor; without one, from the beginning of the feed."
  changes(after: String, first: Int = 100, filter: ChangeFilter): ChangePage!
  "The newest changes, newest first, for people who look. Its cursor stands at the end of the feed: a subscription with the same filter goes on there without a gap."
  recentChanges(first: Int = 50, filter: ChangeFilter): ChangePage!
}
extend type Subscription {
  "Follows the feed from any cursor, or from now on without one. Checkpoint frames keep the cursor moving under a sparse filter."
  changes(after: String, filter: ChangeFilter): ChangeFrame!
}
`;
