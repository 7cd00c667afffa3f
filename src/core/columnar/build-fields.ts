/** From columns to fields: chosen by how much agreeing on them tells, or as a plan says. */
import { DomainError } from '../model/index.js';
import type { ColumnProfile } from './column-kind.js';
import { PairComparer } from './compare-pairs.js';
import { comparisonOf, isComparable } from './comparison-levels.js';
import type { FieldPlan } from './dedupe-plan.js';
import { findDependences } from './field-dependence.js';
import { fieldOf, isWorded, joinedField, withJoinedWords, type Field } from './field.js';
import { randomPatterns, type PairScope } from './random-pairs.js';
import type { Table } from './table.js';

/** Fields that are compared at most; the most telling ones are kept. One more digit of a pattern is for the standing. */
const FIELDS_MAX = 12;
/** Columns with fewer values than this share of the rows tell too little to be worth comparing. */
const FILLED_SHARE_MIN = 0.01;
/** Bits of dependence from which two fields of words are read as one text. */
const ONE_TEXT_MIN = 4;
/** Random pairs that show whether texts repeat each other. */
const RANDOM_PAIRS = 100_000;

/** The fields to compare, by the look of the columns. */
export function proposeFields(
  table: Table,
  profiles: readonly ColumnProfile[],
  scope: PairScope,
  matchShare: number,
): readonly FieldPlan[] {
  const usable = profiles.filter(
    ({ kind, filled }) => isComparable(kind) && filled >= Math.max(2, FILLED_SHARE_MIN * table.rows),
  );
  const telling = usable.toSorted((a, b) => tellingOf(b) - tellingOf(a)).slice(0, FIELDS_MAX);
  const plans = usable
    .filter(profile => telling.includes(profile))
    .map(({ name, kind }): FieldPlan => ({ columns: [name], kind }));
  return mergeRepeating(table, plans, scope, matchShare);
}

/**
 * The fields of a plan.
 * @throws DomainError `DEDUPE.UNKNOWN_COLUMN` when the table lacks a column of the plan
 */
export function buildFields(table: Table, plans: readonly FieldPlan[]): Field[] {
  return plans.map(({ columns, kind }) => {
    const parts = columns.map(name => {
      const column = table.columns.find(one => one.name === name);
      if (column === undefined) {
        throw new DomainError(
          'DEDUPE.UNKNOWN_COLUMN',
          `the rules compare a column '${name}', which the files lack`,
          {
            details: { column: name },
          },
        );
      }
      const field = fieldOf(column, kind);
      return isWorded(kind) ? withJoinedWords(field) : field;
    });
    return parts.length === 1 ? parts[0]! : joinedField(columns.join(' + '), parts);
  });
}

/** Bits that agreeing on the column is worth, over all records. */
function tellingOf({ filled, agreement }: ColumnProfile): number {
  return filled * -Math.log2(Math.max(agreement, 1 / Math.max(2, filled)));
}

/** Fields of words that repeat each other (a product's name in its description) become one field. */
function mergeRepeating(
  table: Table,
  plans: readonly FieldPlan[],
  scope: PairScope,
  matchShare: number,
): readonly FieldPlan[] {
  const worded = plans.filter(({ kind }) => isWorded(kind));
  if (worded.length < 2) return plans;
  const fields = buildFields(table, worded);
  const comparer = new PairComparer(
    fields.map(field => ({ field, comparison: comparisonOf(field) })),
    [],
  );
  const random = randomPatterns(comparer, scope, RANDOM_PAIRS);
  const groupOf = Array.from(worded.keys());
  for (const { first, second, bits } of findDependences(random, worded.length, matchShare).found) {
    if (bits < ONE_TEXT_MIN) break;
    const [from, to] = [groupOf[second]!, groupOf[first]!];
    for (const [index, group] of groupOf.entries()) if (group === from) groupOf[index] = to;
  }
  const merged = [...new Set(groupOf)].map(group => worded.filter((_, index) => groupOf[index] === group));
  return [
    ...plans.filter(({ kind }) => !isWorded(kind)),
    ...merged.map((group): FieldPlan =>
      group.length === 1 ? group[0]! : { columns: group.flatMap(({ columns }) => columns), kind: 'text' },
    ),
  ];
}
