/** Which columns are compared as what. */
import type { ColumnKind } from './column-kind.js';

/** A field: one column, or several that are read as one text. */
export interface FieldPlan {
  readonly columns: readonly string[];
  readonly kind: ColumnKind;
}

/** The name of a field: its columns, and what is read from them where that is not all. */
export function fieldName({ columns, kind }: FieldPlan): string {
  const names = columns.join(' + ');
  if (kind === 'sizes') return `sizes in ${names}`;
  return kind === 'models' ? `numbers in ${names}` : names;
}
