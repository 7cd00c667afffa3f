import type { IResolvers } from '@graphql-tools/utils';

/**
 * What a module adds to the GraphQL schema. Root fields without a policy stop the start: an operation that nobody thought about
 * is not reachable by accident.
 */
export interface GraphqlContribution<Context> {
  /** SDL with descriptions; root fields as `extend type Query { … }`. */
  readonly typeDefs: string;
  readonly resolvers: IResolvers<unknown, Context>;
  /** `Query.supplier` → the action that it needs. */
  readonly policies: Readonly<Record<string, string>>;
}
