/** From columns to fields: chosen by how much agreeing on them tells, or as a plan says. */
import { profileColumn, type ColumnKind, type ColumnProfile } from './fields/column-kind.js';
import { fieldsInOrder } from './fields/column-order.js';
import { PairComparer } from './levels/compare-pairs.js';
import { comparisonOf, isComparable } from './levels/comparison-levels.js';
import { fieldName, type FieldPlan } from './fields/field-plan.js';
import { findJoined } from './fields/joined-columns.js';
import { findDependences } from './model/field-dependence.js';
import {
  fieldOf,
  isSeveral,
  isWorded,
  joinedField,
  severalField,
  withJoinedWords,
  type Field,
} from './fields/field.js';
import { namedColumn } from './table/named-column.js';
import type { PairScope } from './blocking/pair-scope.js';
import { randomPatterns } from './model/random-pairs.js';
import { sizesOf } from './fields/sizes.js';
import type { Column, Table } from './table/table.js';

/** Fields that are compared at most; the most telling ones are kept. One more digit of a pattern is for the standing. */
const FIELDS_MAX = 12;
/** Columns with fewer values than this share of the rows tell too little to be worth comparing. */
const FILLED_SHARE_MIN = 0.01;
/** Bits of dependence from which two fields of words are read as one text. */
const ONE_TEXT_MIN = 4;
/** Share of records with a model number in their texts from which those are compared by themselves. */
const NUMBERED_SHARE_MIN = 0.3;
/** Names looked at for sizes. */
const SIZED_NAMES_MAX = 2000;
/** Distinct numbers for each record that has one: fewer are no numbers of single things. */
const NUMBERS_SHARE_MIN = 0.2;
/** Share of the codes of a column that stand in texts as well, from which they are numbers of the same kind. */
const WRITTEN_SHARE_MIN = 0.1;
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
  const { columns, choices } = withJoined(table, usable);
  const columnsOf = new Map(choices.map(({ profile, columns: own }) => [profile.name, own]));
  const plansOf = (most: number): readonly FieldPlan[] =>
    fieldsInOrder(
      { ...table, columns },
      choices.map(({ profile }) => profile),
      most,
    ).map(({ name, kind }) => ({
      columns: columnsOf.get(name)!,
      kind,
    }));
  const plans = plansOf(FIELDS_MAX);
  const read = [...proposeModels(table, plans), ...proposeSizes(table, plans)];
  const whole = read.length > 1 ? plansOf(FIELDS_MAX + 1 - read.length) : plans;
  return [...mergeRepeating(table, whole, scope, matchShare), ...read];
}

/** What may become a field: a column, or several as one. */
interface FieldChoice {
  readonly profile: ColumnProfile;
  readonly columns: readonly string[];
}

/** The columns, those that are read as one as one column more. */
function withJoined(
  table: Table,
  profiles: readonly ColumnProfile[],
): { readonly columns: readonly Column[]; readonly choices: readonly FieldChoice[] } {
  const groups = findJoined(table, profiles);
  const used = new Set(groups.flatMap(({ parts }) => parts));
  const joined = groups.map(({ kind, parts }) => {
    const columns = parts.map(({ name }) => name);
    const column = buildFields(table, [{ columns, kind }])[0]!;
    return { column, choice: { profile: { ...profileColumn(column), kind }, columns } };
  });
  return {
    columns: [...table.columns, ...joined.map(({ column }) => column)],
    choices: [
      ...profiles
        .filter(profile => !used.has(profile))
        .map(profile => ({ profile, columns: [profile.name] })),
      ...joined.map(({ choice }) => choice),
    ],
  };
}

/** The sizes in names of things, where enough names have one. Descriptions say too many for any two to contradict each other. */
function proposeSizes(table: Table, plans: readonly FieldPlan[]): readonly FieldPlan[] {
  return plans
    .filter(({ kind }) => kind === 'phrase')
    .filter(({ columns }) => {
      // The names stand in an order that has nothing to do with them.
      const names = table.columns
        .find(({ name }) => name === columns[0])!
        .values.slice(1, SIZED_NAMES_MAX + 1);
      return names.filter(name => sizesOf(name) !== '').length >= NUMBERED_SHARE_MIN * names.length;
    })
    .map(({ columns }): FieldPlan => ({ columns, kind: 'sizes' }))
    .slice(0, 1);
}

/**
 * The numbers in all texts together, where enough texts have one; with the codes that others write into their texts (a column of
 * part numbers in one file, part numbers at the end of the names in the other).
 */
function proposeModels(table: Table, plans: readonly FieldPlan[]): readonly FieldPlan[] {
  const columnsOf = (...kinds: readonly ColumnKind[]): readonly string[] =>
    plans.filter(({ kind }) => kinds.includes(kind)).flatMap(({ columns }) => columns);
  const texts = columnsOf('phrase', 'text');
  if (texts.length === 0) return [];
  const { filled, values } = numbersIn(table, texts);
  if (filled < NUMBERED_SHARE_MIN * table.rows || values.length < NUMBERS_SHARE_MIN * filled) return [];
  const numbers = new Set(values.slice().flatMap(value => value.split(' ')));
  const written = columnsOf('code').filter(column => {
    const codes = numbersIn(table, [column]).values.slice(1);
    const found = codes.filter(code => numbers.has(code)).length;
    return found > 0 && found >= WRITTEN_SHARE_MIN * codes.length;
  });
  return [{ columns: [...texts, ...written], kind: 'models' }];
}

function numbersIn(table: Table, columns: readonly string[]): Field {
  return buildFields(table, [{ columns, kind: 'models' }])[0]!;
}

/**
 * The fields of a plan.
 * @throws DomainError `DEDUPE.UNKNOWN_COLUMN` when the table lacks a column of the plan
 */
export function buildFields(table: Table, plans: readonly FieldPlan[]): Field[] {
  return plans.map(({ columns, kind }) => {
    const parts = columns.map(name => {
      const field = fieldOf(namedColumn(table, name), kind);
      return isWorded(kind) ? withJoinedWords(field) : field;
    });
    const name = fieldName({ columns, kind });
    if (kind === 'identifiers' || (parts.length > 1 && isSeveral(kind)))
      return severalField(name, kind, parts);
    return parts.length === 1 ? { ...parts[0]!, name } : joinedField(name, kind, parts);
  });
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
