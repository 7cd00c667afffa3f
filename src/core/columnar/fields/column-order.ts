/**
 * Orders of columns that depend on what they hold, never on where they stand or what they are called. Wherever two columns are as good
 * as each other (which of two rules is taken, which of two fields is judged by the other) the first in this order is, so that a
 * file whose columns were moved or renamed gives the same clusters.
 */
import type { ColumnProfile } from './column-kind.js';
import type { Column, Table } from '../table/table.js';

/** A column's profile and values. */
interface Placed {
  readonly profile: ColumnProfile;
  readonly column: Column;
}

/**
 * The `most` columns that tell the most, those first on which the most pairs of records agree: a field is best judged by one that many
 * pairs agree on and many do not, for then all its states are well known.
 * @param table in its canonical form
 */
export function fieldsInOrder(
  { columns, rows }: Table,
  profiles: readonly ColumnProfile[],
  most: number,
): readonly ColumnProfile[] {
  const by =
    (valueOf: (profile: ColumnProfile) => number) =>
    (a: Placed, b: Placed): number =>
      valueOf(b.profile) - valueOf(a.profile) || compareValues(a.column, b.column, rows);
  const columnOf = new Map(columns.map(column => [column.name, column]));
  return profiles
    .map((profile): Placed => ({ profile, column: columnOf.get(profile.name)! }))
    .sort(by(tellingOf))
    .slice(0, most)
    .sort(by(agreeingPairs))
    .map(({ profile }) => profile);
}

/** Bits that agreeing on the column is worth, over all records. */
function tellingOf({ filled, agreement }: ColumnProfile): number {
  return filled * -Math.log2(Math.max(agreement, 1 / Math.max(2, filled)));
}

function agreeingPairs({ filled, agreement }: ColumnProfile): number {
  return filled * (filled - 1) * agreement;
}

/** By the first records in which they differ. */
export function compareValues(left: Column, right: Column, rows: number): number {
  for (let row = 0; row < rows; row++) {
    const [a, b] = [left.values.at(left.ids[row]!), right.values.at(right.ids[row]!)];
    if (a !== b) return a < b ? -1 : 1;
  }
  return 0;
}
