/** The hub itself: who asks, domains, systems, accounts. */
export const HUB_SDL = `
"A person who may sign in."
type Account {
  "Its id."
  id: ID!
  "What one signs in with."
  name: String!
  "What people see."
  displayName: String!
  "viewer, steward, approver, integration, admin."
  roles: [String!]!
  "Has set a password."
  hasPassword: Boolean!
  "Since when it is disabled."
  disabledAt: DateTime
  "When it was created."
  createdAt: DateTime!
}
"A system's way in; its secret is shown once, when it is made."
type ApiKey {
  "Its id."
  id: ID!
  "What it is for."
  name: String!
  "Its roles."
  roles: [String!]!
  "Limited to these systems."
  systems: [String!]
  "Limited to these domains."
  domains: [String!]
  "Limited to these actions."
  actions: [String!]
  "Until when it is valid."
  expiresAt: DateTime
  "Since when it is revoked."
  revokedAt: DateTime
  "When it was made."
  createdAt: DateTime!
  "When it was last used."
  lastUsedAt: DateTime
}
"A key just made."
type NewApiKey {
  "Its id."
  id: ID!
  "Shown here and nowhere else."
  secret: String!
}
"Who did something: a person, or a system by its key."
type Actor {
  "user:… or key:…, as tasks, versions and the audit name them."
  id: ID!
  "What people see."
  name: String!
}
"Who is asking."
type Caller {
  "user:…, key:… or machine."
  id: String!
  "Name."
  name: String!
  "Roles."
  roles: [String!]!
  "What the caller may do."
  actions: [String!]!
}
"An attribute of a domain."
type AttributeInfo {
  "Its name."
  name: String!
  "Its caption."
  label: String!
  "What it means."
  description: String
  "string, text, integer, decimal, boolean, date, instant, code, address, reference or object."
  type: String!
  "It may have several values."
  multi: Boolean!
  "required, recommended or optional."
  requirement: String!
  "public, internal, restricted or secret."
  class: String!
  "Section of the record page."
  group: String!
  "You may see its values."
  readable: Boolean!
  "Its changes wait for approval."
  approval: Boolean!
  "For codes: value to caption."
  codes: JSON
  "For objects and addresses: its fields."
  fields: [AttributeInfo!]!
}
"A domain as its rules describe it."
type DomainInfo {
  "Its id."
  id: String!
  "Caption of one record."
  label: String!
  "Name of the list in this API."
  plural: String!
  "Caption of many."
  pluralLabel: String!
  "The attribute that names a record."
  title: String!
  "Version of its rule set."
  ruleVersion: Int!
  "How many live golden records there are."
  goldenRecords: Int!
  "Its attributes."
  attributes: [AttributeInfo!]!
}
"A system that sends or receives records."
type SystemInfo {
  "Its id."
  id: String!
  "Its caption."
  label: String!
  "erp, vms, procurement, clm, ehr, wms, billing or other."
  kind: String!
  "What it is."
  description: String!
  "Domains that it sends."
  domains: [String!]!
}
extend type Query {
  "Who is asking."
  me: Caller!
  "Every domain."
  domains: [DomainInfo!]!
  "The names of everybody whose id stands beside what they did, those who left included."
  actors: [Actor!]!
  "Every system."
  systems: [SystemInfo!]!
  "Every account."
  accounts: [Account!]!
  "Every API key."
  apiKeys: [ApiKey!]!
}
extend type Mutation {
  "Creates an account; the person signs in with a one-time link."
  createAccount(name: String!, displayName: String!, roles: [String!]!): Account!
  "Makes a one-time login link for an account; returns its token."
  issueLoginLink(name: String!): String!
  "Disables an account and signs it out everywhere."
  disableAccount(name: String!): Boolean!
  "Makes an API key."
  createApiKey(name: String!, roles: [String!]!, systems: [String!], domains: [String!], actions: [String!], expiresAt: DateTime): NewApiKey!
  "Revokes an API key."
  revokeApiKey(id: ID!): Boolean!
}
`;
