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

/**
 * From reliability.md B8, widened where the steward UI needs it: a record page asks for ten levels and some thirty fields with
 * aliases.
 */
export const GRAPHQL_LIMITS: GraphqlLimits = {
  depth: 12,
  aliases: 20,
  directives: 20,
  rootFields: 12,
  tokens: 2_500,
  chars: 30_000,
};

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
        if (depthOf(operation.selectionSet, fragments, new Set(), limits.depth) > limits.depth) {
          context.reportError(tooLarge(`deeper than ${limits.depth} levels`));
        }
      }
    },
  });
}

/** Depth in fields; stops as soon as it is beyond the limit, so that no document makes it work for long. */
function depthOf(
  selections: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  open: ReadonlySet<string>,
  left: number,
): number {
  if (left < 0) return 1;
  let deepest = 0;
  for (const selection of selections.selections) {
    let depth = 0;
    if (selection.kind === Kind.FIELD) {
      depth = 1 + (selection.selectionSet ? depthOf(selection.selectionSet, fragments, open, left - 1) : 0);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      depth = depthOf(selection.selectionSet, fragments, open, left);
    } else {
      const name = selection.name.value;
      const fragment = fragments.get(name);
      // A fragment that contains itself is refused by the standard rules; here it only must not run for ever.
      if (fragment !== undefined && !open.has(name)) {
        depth = depthOf(fragment.selectionSet, fragments, new Set([...open, name]), left);
      }
    }
    if (depth > deepest) deepest = depth;
    if (deepest > left) return deepest;
  }
  return deepest;
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
