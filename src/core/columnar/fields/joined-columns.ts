/**
 * Columns that are read as one field: whole forms with their parts, telephones of which a record has the one or the other, and identifiers
 * of several kinds that are each on few records. By themselves such columns are missing on one of the two records nearly always.
 */
import type { ColumnKind, ColumnProfile } from './column-kind.js';
import { compareValues } from './column-order.js';
import { shareTogether } from './fill.js';
import type { Column, Table } from '../table/table.js';
import { findWholeForms, type WholeForm } from './whole-forms.js';

/** Columns for one field. */
export interface JoinedColumns {
  readonly kind: ColumnKind;
  /** In an order that depends on what they hold. */
  readonly parts: readonly ColumnProfile[];
}

/**
 * Share of whole names from which they are read as one with given names and surnames, which by themselves tell the members of a family
 * apart. Measured on splink_fake_1000 with so many given names and surnames joined: as one .959 at any share, apart .964 at
 * 15 in a hundred, .956 at 20, .934 at 30.
 */
const WHOLE_NAMES_MIN = 0.18;
/** Kinds of which any value can stand for any other of the record. */
const EXCHANGEABLE: readonly ColumnKind[] = ['phone', 'email', 'web'];
/** Records that have two exchangeable columns, for each that has the rarer of the two, at most. */
const TOGETHER_MAX = 0.1;
/** Records that have an identifier which is on few records, at most. */
const FEW_RECORDS_MAX = 0.5;
/** Other records with the same identifier, for each record that has one, at most. */
const EQUAL_OTHERS_MAX = 2;
/** Shorter codes are numbers of houses and groups. */
const IDENTIFIER_LENGTH_MIN = 5;

/** Looks for columns that are read as one. @param table in its canonical form */
export function findJoined(table: Table, profiles: readonly ColumnProfile[]): readonly JoinedColumns[] {
  const columnOf = new Map(table.columns.map(column => [column.name, column]));
  // Which of two equally good columns is taken must not depend on where they stand.
  const ordered = profiles.toSorted(
    (a, b) =>
      b.filled - a.filled ||
      b.distinct - a.distinct ||
      compareValues(columnOf.get(a.name)!, columnOf.get(b.name)!, table.rows),
  );
  const forms = findWholeForms(table, ordered)
    .filter(isWorthJoining)
    .map(({ whole, parts }) => ({
      kind: whole.kind,
      parts: [whole, ...parts],
    }));
  const used = new Set(forms.flatMap(({ parts }) => parts));
  const free = ordered.filter(profile => !used.has(profile));
  const exchangeable = EXCHANGEABLE.map(kind => ({
    kind,
    parts: apart(
      free.filter(profile => profile.kind === kind),
      columnOf,
    ),
  }));
  const identifiers = {
    kind: 'identifiers' as const,
    parts: free.filter(profile => isRareIdentifier(profile, columnOf.get(profile.name)!)),
  };
  return [...forms, ...exchangeable, identifiers].filter(({ parts }) => parts.length > 1);
}

/** Whether enough records have whole names for what is lost with given name and surname as fields of their own. */
function isWorthJoining({ whole, parts }: WholeForm): boolean {
  const split = Math.max(...parts.map(({ filled }) => filled));
  return whole.kind !== 'person' || whole.filled >= WHOLE_NAMES_MIN * (whole.filled + split);
}

/** Those of which hardly any record has two. @param profiles most filled first */
function apart(
  profiles: readonly ColumnProfile[],
  columnOf: ReadonlyMap<string, Column>,
): readonly ColumnProfile[] {
  const chosen: ColumnProfile[] = [];
  for (const profile of profiles) {
    const own = columnOf.get(profile.name)!;
    if (chosen.every(({ name }) => shareTogether(own, columnOf.get(name)!) <= TOGETHER_MAX))
      chosen.push(profile);
  }
  return chosen;
}

function isRareIdentifier({ kind, filled, agreement }: ColumnProfile, { ids, values }: Column): boolean {
  if (kind !== 'code' || filled > FEW_RECORDS_MAX * ids.length) return false;
  if (agreement * (filled - 1) > EQUAL_OTHERS_MAX) return false;
  const lengths = values.slice(1).reduce((sum, value) => sum + value.length, 0);
  return lengths >= IDENTIFIER_LENGTH_MIN * (values.length - 1);
}
