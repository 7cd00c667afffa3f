import {
  GraphQLError,
  Kind,
  parse,
  type ASTNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ASTVisitor,
} from 'graphql';

/** Bounds of one operation, the same over HTTP and WebSocket. */
export interface GraphqlLimits {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly rootFields: number;
  readonly tokens: number;
  readonly chars: number;
}

/** The longest operation of the steward UI has some 4,000. */
export const OPERATION_CHARS_MAX = 30_000;

/**
 * Bounds like those of GraphQL Armor, widened where the steward UI needs it: a record page asks for ten levels and some thirty fields with
 * aliases.
 */
const GRAPHQL_LIMITS: Omit<GraphqlLimits, 'depth'> = {
  aliases: 20,
  directives: 20,
  rootFields: 12,
  tokens: 2_500,
  chars: OPERATION_CHARS_MAX,
};

/** The limits of this installation. */
export function graphqlLimits(depth: number): GraphqlLimits {
  return { ...GRAPHQL_LIMITS, depth };
}

/** Parses an operation within the limits on its text. @throws GraphQLError when it is too long */
export function parseWithinLimits(query: string, limits: GraphqlLimits): DocumentNode {
  if (query.length > limits.chars) throw tooLarge(`the operation is longer than ${limits.chars} characters`);
  return parse(query, { maxTokens: limits.tokens });
}

/** A validation rule that refuses operations which are too deep or too wide, before anything runs. */
export function limitRule(limits: GraphqlLimits): (context: ValidationContext) => ASTVisitor {
  return context => ({
    Document(document) {
      const fragments = new Map(
        document.definitions.flatMap(each =>
          each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
        ),
      );
      const counts = { aliases: 0, directives: 0 };
      count(document, counts);
      if (counts.aliases > limits.aliases)
        context.reportError(tooLarge(`more than ${limits.aliases} aliases`));
      if (counts.directives > limits.directives)
        context.reportError(tooLarge(`more than ${limits.directives} directives`));
      for (const operation of document.definitions) {
        if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
        if (operation.selectionSet.selections.length > limits.rootFields) {
          context.reportError(tooLarge(`more than ${limits.rootFields} root fields`));
        }
        const depths = new Map<string, number>();
        if (depthOf(operation.selectionSet, fragments, depths) > limits.depth) {
          context.reportError(tooLarge(`deeper than ${limits.depth} levels`));
        }
      }
    },
  });
}

/**
 * Depth in fields. The depth of each fragment is found once and kept in `depths`: fragments that spread fragments twice would
 * take exponential time otherwise.
 */
function depthOf(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  depths: Map<string, number>,
): number {
  let deepest = 0;
  for (const selection of selections) {
    let depth = 0;
    if (selection.kind === Kind.FIELD) {
      depth = 1 + (selection.selectionSet ? depthOf(selection.selectionSet, fragments, depths) : 0);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      depth = depthOf(selection.selectionSet, fragments, depths);
    } else depth = depthOfFragment(selection.name.value, fragments, depths);
    if (depth > deepest) deepest = depth;
  }
  return deepest;
}

function depthOfFragment(
  name: string,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  depths: Map<string, number>,
): number {
  const known = depths.get(name);
  if (known !== undefined) return known;
  // A fragment that contains itself is refused by the standard rules; here it only must not run for ever.
  depths.set(name, 0);
  const fragment = fragments.get(name);
  const depth = fragment === undefined ? 0 : depthOf(fragment.selectionSet, fragments, depths);
  depths.set(name, depth);
  return depth;
}

function count(node: ASTNode, counts: { aliases: number; directives: number }): void {
  if (node.kind === Kind.FIELD && node.alias !== undefined) counts.aliases++;
  if ('directives' in node && node.directives !== undefined) counts.directives += node.directives.length;
  if (node.kind === Kind.DOCUMENT) for (const definition of node.definitions) count(definition, counts);
  if ('selectionSet' in node && node.selectionSet !== undefined) {
    for (const selection of node.selectionSet.selections) count(selection, counts);
  }
}

function tooLarge(what: string): GraphQLError {
  return new GraphQLError(`The operation is too large: ${what}.`, {
    extensions: { code: 'GRAPHQL.OPERATION_TOO_LARGE' },
  });
}
