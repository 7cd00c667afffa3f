/** Targets and what is on its way to them. */
export const DELIVERY_SDL = `
"A receiving system's address and how it is doing."
type Target {
  "Its id."
  id: ID!
  "The system whose file names it."
  system: String!
  "Its name there."
  name: String!
  "Where events go, without what follows a question mark."
  url: String!
  "strict, supersede or unordered."
  ordering: String!
  "active or suspended."
  state: String!
  "Why it is suspended."
  stateReason: String
  "Until when deliveries are held, because the target failed too often."
  heldUntil: DateTime
  "When an event last reached it, after something had gone wrong before."
  lastSuccessAt: DateTime
  "Events that wait to be sent."
  waiting: Int!
  "Since when the oldest of them waits."
  waitingSince: DateTime
  "Events that it refused for good."
  parked: Int!
}
"An event that a target refused for good, or that ran out of attempts."
type ParkedDelivery {
  "Position in the feed."
  position: String!
  "The golden record."
  recordId: ID!
  "The version that the event announces."
  version: String!
  "Attempts made."
  attempts: Int!
  "Why the last one failed: HTTP_422, TIMEOUT…"
  reason: String
}
"A page of parked deliveries, in feed order."
type ParkedDeliveryPage {
  "Deliveries."
  nodes: [ParkedDelivery!]!
  "Go on after this; null at the end."
  endCursor: String
}
"A delivery that is attempted again."
type RetriedDelivery {
  "Position in the feed."
  position: String!
}
"What became of suspending or resuming a target."
union TargetResult = Target | Refused
"What became of retrying a delivery."
union RetryDeliveryResult = RetriedDelivery | Refused
extend type Query {
  "Every target of the systems' files, with how it is doing."
  targets: [Target!]!
  "Events that a target refused for good."
  parkedDeliveries(target: ID!, first: Int = 50, after: String): ParkedDeliveryPage!
}
extend type Mutation {
  "Stops sending to a target; what comes meanwhile waits for it."
  suspendTarget(id: ID!, reason: String!): TargetResult!
  "Sends to a suspended target again, from where it stopped."
  resumeTarget(id: ID!, reason: String!): TargetResult!
  "Gives a parked delivery another round of attempts."
  retryDelivery(target: ID!, position: String!): RetryDeliveryResult!
}
`;
