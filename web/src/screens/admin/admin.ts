import { queryOptions } from '@tanstack/react-query';
import { execute, graphql, type ResultOf } from '../../api/index.js';

const accountsDocument = graphql(`
  query Accounts {
    accounts {
      id
      name
      displayName
      roles
      hasPassword
      disabledAt
      createdAt
    }
  }
`);

export type Account = ResultOf<typeof accountsDocument>['accounts'][number];

export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: ({ signal }) => execute(accountsDocument, {}, signal),
});

const keysDocument = graphql(`
  query ApiKeys {
    apiKeys {
      id
      name
      roles
      systems
      domains
      expiresAt
      revokedAt
      createdAt
      lastUsedAt
    }
  }
`);

export type ApiKey = ResultOf<typeof keysDocument>['apiKeys'][number];

export const keysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => execute(keysDocument, {}, signal),
});

export const createAccountDocument = graphql(`
  mutation CreateAccount($name: String!, $displayName: String!, $roles: [String!]!) {
    createAccount(name: $name, displayName: $displayName, roles: $roles) {
      id
    }
  }
`);

export const issueLinkDocument = graphql(`
  mutation IssueLoginLink($name: String!) {
    issueLoginLink(name: $name)
  }
`);

export const disableAccountDocument = graphql(`
  mutation DisableAccount($name: String!) {
    disableAccount(name: $name)
  }
`);

export const createKeyDocument = graphql(`
  mutation CreateApiKey($name: String!, $roles: [String!]!, $systems: [String!], $expiresAt: DateTime) {
    createApiKey(name: $name, roles: $roles, systems: $systems, expiresAt: $expiresAt) {
      id
      secret
    }
  }
`);

export const revokeKeyDocument = graphql(`
  mutation RevokeApiKey($id: ID!) {
    revokeApiKey(id: $id)
  }
`);

/** The roles of the hub's policy. */
export const roles = ['viewer', 'steward', 'approver', 'integration', 'admin'] as const;
export type Role = (typeof roles)[number];
