/**
 * Turns what a source sent into attributes of the domain: pure, compiled once per system and domain, a few microseconds per
 * record. A Lawson vendor row becomes `{ key: "   20117", attributes: { legalName: "Meridian Surgical Supply Co", … } }`.
 * What cannot be mapped is a fault with the column, the value and what would fix it; the record's other attributes stay.
 */
import type { Attributes, AttributeValue, Fault } from '../model/index.js';
import type { DomainAttributes, DomainSource, Expression, SourceSystem } from '../rules/index.js';
import { compileAttribute } from './compile-expression.js';
import type { Evaluate } from './compile-expression.js';
import { compileText } from './compile-text.js';
import { mappingFault } from './mapping-fault.js';
import type { Frame, MappingEnvironment } from './mapping-environment.js';
import type { RawRecord } from './raw-record.js';
import { lacksColumns } from './lacks-columns.js';
import { attributeValueOf, cellText, compileCondition, fieldAt } from './read-field.js';
import { joinKeyParts } from './source-key.js';
import { columnsOf, usedColumns } from './used-columns.js';
import type { ColumnsByFile } from './used-columns.js';

/** One record as mapped, before standardising. */
export interface MappedRecord {
  /** The source key ({@link joinKeyParts}); `null` when a part is missing, with a `KEY_MISSING` fault. */
  readonly key: string | null;
  readonly attributes: Attributes;
  /** An instant in UTC, or `null` when the source does not say since when the values hold. */
  readonly effectiveAt: string | null;
  /** Compared as a number where it is one, else as text; `null` when the source counts none. */
  readonly sourceVersion: string | null;
  /** The source says that the record is deleted. */
  readonly deleted: boolean;
  /**
   * Attributes that this batch cannot say anything about, because an optional file was missing or what is looked up was not in it
   * (a delivery of changes names a parent that did not change): the previous values stay.
   */
  readonly uncovered: readonly string[];
  readonly faults: readonly Fault[];
}

/** One domain of one system, ready to map records. */
export interface CompiledDomain {
  readonly system: SourceSystem;
  readonly source: DomainSource;
  readonly attributes: DomainAttributes;
  /** Columns that must be in each file's header. */
  readonly columns: ColumnsByFile;
  /** Maps one record; never throws. */
  map(record: RawRecord): MappedRecord;
  /** Attributes that a record received in the past says nothing about, because it came without a column that they are read from. */
  unread(record: RawRecord): readonly string[];
}

/** Compiles the mapping of one domain of a checked system. */
export function compileDomain(
  system: SourceSystem,
  source: DomainSource,
  attributes: DomainAttributes,
): CompiledDomain {
  const environment: MappingEnvironment = {
    system: system.system,
    timezone: system.timezone,
    context: system.context,
    nullTokens: new Set(system.context.nullTokens),
    codeMaps: system.codeMaps,
  };
  const primary = source.files[0]?.name ?? '';
  const fields = attributes.attributes.flatMap(rule => {
    const expression = source.mapping[rule.name];
    if (expression === undefined) return [];
    return [
      {
        name: rule.name,
        columns: columnsOf(expression, primary),
        evaluate: compileAttribute(expression, rule, environment),
      },
    ];
  });
  const readKey = compileKey(source, environment);
  const version = compileOptional(source.sourceVersion, environment);
  const effective = compileOptional(
    source.effectiveAt === undefined
      ? undefined
      : { kind: 'date', of: source.effectiveAt, formats: [], as: 'instant' },
    environment,
  );
  const deleted =
    source.deletes.when === undefined
      ? () => false
      : compileCondition(source.deletes.when, environment.nullTokens);
  return {
    system,
    source,
    attributes,
    columns: usedColumns(source),
    map: record => {
      const frame: Frame = { record, element: record.fields, trail: [], faults: [] };
      const key = readKey(frame);
      const absent = [...(record.absentFiles ?? []), ...unresolvedLookups(source, record)];
      const { values, uncovered } = mapFields(fields, absent, frame);
      return {
        key,
        attributes: values,
        effectiveAt: effective(frame),
        sourceVersion: version(frame),
        deleted: deleted(frame),
        uncovered,
        faults: [...frame.faults, ...doubledJoins(source, record)],
      };
    },
    unread: record =>
      fields.filter(({ columns }) => lacksColumns(record, primary, columns)).map(({ name }) => name),
  };
}

interface MappedField {
  readonly name: string;
  readonly columns: ColumnsByFile;
  readonly evaluate: Evaluate;
}

function mapFields(
  fields: readonly MappedField[],
  absent: readonly string[],
  frame: Frame,
): { readonly values: Attributes; readonly uncovered: readonly string[] } {
  const values: Record<string, AttributeValue> = {};
  const uncovered: string[] = [];
  for (const { name, columns, evaluate } of fields) {
    if (absent.some(file => columns.has(file))) {
      uncovered.push(name);
      continue;
    }
    frame.trail.length = 0;
    frame.trail.push(name);
    const value = evaluate(frame);
    if (value !== undefined) values[name] = value;
  }
  frame.trail.length = 0;
  return { values, uncovered };
}

function compileKey(source: DomainSource, environment: MappingEnvironment): (frame: Frame) => string | null {
  return frame => {
    const parts: string[] = [];
    for (const path of source.key) {
      const part = cellText(fieldAt(path, frame), NO_TOKENS);
      if (part !== undefined) {
        parts.push(part);
        continue;
      }
      const blank = attributeValueOf(frame.record.fields, environment.nullTokens) === undefined;
      frame.faults.push(
        mappingFault({
          code: blank ? 'RECORD_BLANK' : 'KEY_MISSING',
          severity: 'error',
          message: blank ? 'The record holds only blanks.' : `${path.text}, part of the key, is blank.`,
          trail: [],
          field: path.text,
          value: undefined,
          fix: blank
            ? 'Remove the row, or fill it.'
            : `Fill ${path.text}: without it the record cannot be told from others.`,
          masked: false,
        }),
      );
      return null;
    }
    return joinKeyParts(parts);
  };
}

function compileOptional(
  expression: Expression | undefined,
  environment: MappingEnvironment,
): (frame: Frame) => string | null {
  if (expression === undefined) return () => null;
  const read = compileText(expression, environment, false);
  return frame => {
    const value = read(frame);
    return value === undefined ? null : String(value).trim();
  };
}

/** Lookups of one row that found none, or several: what they would say stays open. */
function unresolvedLookups(source: DomainSource, record: RawRecord): readonly string[] {
  return source.files.flatMap(({ name, join }) => {
    if (join === undefined || !join.lookup || join.many) return [];
    const asked = join.to.some(columns =>
      columns.every(column => cellText(record.fields[column], NO_TOKENS) !== undefined),
    );
    return asked && record.joined?.[name]?.length !== 1 ? [name] : [];
  });
}

const NO_TOKENS: ReadonlySet<string> = new Set();

function doubledJoins(source: DomainSource, record: RawRecord): readonly Fault[] {
  return source.files.flatMap(file => {
    const rows = record.joined?.[file.name] ?? [];
    if (file.join === undefined || file.join.many || rows.length < 2) return [];
    return [
      mappingFault({
        code: 'JOIN_NOT_UNIQUE',
        severity: file.join.lookup ? 'warning' : 'error',
        message: `${file.name} holds ${rows.length} rows for this record, one was expected.`,
        trail: [],
        field: `${file.name}.${file.join.columns.join(', ')}`,
        value: undefined,
        fix: `Remove the rows that are not valid, or declare join.many for ${file.name} in the system file.`,
        masked: false,
      }),
    ];
  });
}
