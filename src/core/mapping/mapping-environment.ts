import type { Fault } from '../model/index.js';
import type { CodeMap, SourceContext } from '../rules/index.js';
import type { FieldScope } from './read-field.js';

/** What compiled expressions know about their source. */
export interface MappingEnvironment {
  readonly system: string;
  readonly timezone: string;
  readonly context: SourceContext;
  readonly nullTokens: ReadonlySet<string>;
  readonly codeMaps: Readonly<Record<string, CodeMap>>;
}

/** One evaluation: the fields in scope, the attribute path so far, and the faults found. */
export interface Frame extends FieldScope {
  readonly trail: (string | number)[];
  readonly faults: Fault[];
}
