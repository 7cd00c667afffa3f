import type { DomainSource, Expression, FieldPath, RowCondition } from '../rules/index.js';
import { GROUP_ROWS } from './scope.js';

/** Columns by file name. */
export type ColumnsByFile = ReadonlyMap<string, ReadonlySet<string>>;

/** Which columns of which files a domain needs: what a schema drift is judged by. JSON files give field names of the top level. */
export function usedColumns(source: DomainSource): ColumnsByFile {
  const used = new Uses(source.files[0]?.name ?? '');
  for (const path of source.key) used.path(path, used.primary);
  for (const expression of [...Object.values(source.mapping), source.sourceVersion, source.effectiveAt]) {
    if (expression !== undefined) used.expression(expression, used.primary);
  }
  if (source.deletes.when !== undefined) used.condition(source.deletes.when, used.primary);
  for (const file of source.files) {
    if (file.where !== undefined) used.condition(file.where, file.name);
    for (const column of file.group?.by ?? []) used.add(file.name, column);
    for (const column of file.join?.columns ?? []) used.add(file.name, column);
    for (const column of file.join?.to.flat() ?? []) used.add(used.primary, column);
    if (file.format.type === 'delimited' && file.format.recordTypes !== undefined) {
      used.add(file.name, file.format.recordTypes.column);
    }
  }
  return used.byFile;
}

/** The columns that an expression reads. */
export function columnsOf(expression: Expression, primary: string): ColumnsByFile {
  const used = new Uses(primary);
  used.expression(expression, primary);
  return used.byFile;
}

class Uses {
  readonly byFile = new Map<string, Set<string>>();
  readonly primary: string;

  constructor(primary: string) {
    this.primary = primary;
  }

  /** `column` undefined: the file itself. */
  add(file: string, column: string | undefined): void {
    const name = file === GROUP_ROWS ? this.primary : file;
    const columns = this.byFile.get(name) ?? new Set();
    if (column !== undefined) columns.add(column);
    this.byFile.set(name, columns);
  }

  /** `scope` undefined: inside a JSON list, where names are not columns. */
  path(path: FieldPath, scope: string | undefined): void {
    const file = path.file ?? (path.fromRecord ? this.primary : scope);
    const first = path.segments[0];
    if (file !== undefined) this.add(file, first === undefined ? undefined : String(first));
  }

  condition(condition: RowCondition, scope: string | undefined): void {
    if (condition.kind === 'all' || condition.kind === 'any') {
      for (const part of condition.of) this.condition(part, scope);
    } else if (condition.kind === 'not') this.condition(condition.of, scope);
    else this.path(condition.path, scope);
  }

  expression(expression: Expression, scope: string | undefined): void {
    const all = (parts: Iterable<Expression>): void => {
      for (const part of parts) this.expression(part, scope);
    };
    switch (expression.kind) {
      case 'constant':
        return;
      case 'path':
        this.path(expression.path, scope);
        return;
      case 'template':
        for (const part of expression.parts) if (typeof part !== 'string') this.path(part, scope);
        return;
      case 'join':
      case 'firstOf':
      case 'list':
        all(expression.of);
        return;
      case 'object':
        all(Object.values(expression.fields));
        return;
      case 'when':
        this.condition(expression.condition, scope);
        all(expression.else === undefined ? [expression.use] : [expression.use, expression.else]);
        return;
      case 'each': {
        this.path(expression.over, scope);
        const isFile = expression.over.file !== undefined && expression.over.segments.length === 0;
        const inner = isFile ? expression.over.file : undefined;
        if (expression.where !== undefined) this.condition(expression.where, inner);
        this.expression(expression.map, inner);
        return;
      }
      case 'ratio':
        all([expression.of, expression.by]);
        return;
      case 'lookup':
      case 'split':
      case 'slice':
      case 'date':
      case 'number':
      case 'flag':
      case 'extract':
        this.expression(expression.of, scope);
    }
  }
}
