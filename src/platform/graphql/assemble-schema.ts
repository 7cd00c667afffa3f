import { makeExecutableSchema } from '@graphql-tools/schema';
import {
  defaultFieldResolver,
  type GraphQLFieldConfig,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { GraphqlContribution } from './contribution.js';

/** Checks that the caller may use a root field; throws when not. */
export type Authorize<Context> = (context: Context, action: string) => void;

const ROOT_SDL = `
"Everything that can be asked."
type Query
"Everything that can be changed."
type Mutation
"Everything that can be followed."
type Subscription
`;

/**
 * Puts the modules' contributions together and guards every root field with its policy.
 *
 * @throws Error naming every root field without a policy, and every policy without a field
 */
export function assembleSchema<Context>(
  contributions: readonly GraphqlContribution<Context>[],
  authorize: Authorize<Context>,
): GraphQLSchema {
  const schema = makeExecutableSchema<Context>({
    typeDefs: [ROOT_SDL, ...contributions.map(each => each.typeDefs)],
    resolvers: contributions.map(each => each.resolvers),
    // Results of mutations carry their `__typename`, which is all that a union needs.
    resolverValidationOptions: {
      requireResolversForResolveType: 'ignore',
      requireResolversToMatchSchema: 'error',
    },
  });
  const policies = new Map(contributions.flatMap(each => Object.entries(each.policies)));
  const unguarded: string[] = [];
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    if (root) unguarded.push(...guardFields(root, policies, authorize));
  }
  if (unguarded.length > 0) throw new Error(`GraphQL fields without a policy: ${unguarded.join(', ')}`);
  if (policies.size > 0) throw new Error(`policies for no GraphQL field: ${[...policies.keys()].join(', ')}`);
  return schema;
}

/** Wraps each root field; removes the policies that it used, and returns the fields that have none. */
function guardFields<Context>(
  root: GraphQLObjectType,
  policies: Map<string, string>,
  authorize: Authorize<Context>,
): string[] {
  return Object.values(root.getFields()).flatMap(field => {
    const name = `${root.name}.${field.name}`;
    const action = policies.get(name);
    if (action === undefined) return [name];
    policies.delete(name);
    guard(field, action, authorize, root.name === 'Subscription' ? 'subscribe' : 'resolve');
    return [];
  });
}

function guard<Context>(
  field: Pick<GraphQLFieldConfig<unknown, Context>, 'resolve' | 'subscribe'>,
  action: string,
  authorize: Authorize<Context>,
  by: 'resolve' | 'subscribe',
): void {
  const inner = field[by] ?? defaultFieldResolver;
  field[by] = (source, args, context, info) => {
    authorize(context, action);
    return inner(source, args, context, info);
  };
}
