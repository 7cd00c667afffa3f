import type { AttributeRule } from '../rules/index.js';
import type { Complain } from './read-condition.js';
import type { Scope } from './scope.js';

/** What an expression is read against: the columns it may name, the codes it may look up, and what it must yield. */
export interface ReadContext {
  readonly scope: Scope;
  readonly codeMaps: ReadonlyMap<string, Readonly<Record<string, string | number | boolean>>>;
  /** The attribute or field that the expression fills. Absent: a text (key parts, versions, parts of a text). */
  readonly target?: AttributeRule;
  readonly complain: Complain;
}
