import { formatInstant, formatNumber, t, activeLocale } from '../i18n/index.js';
import type { AttributeInfo } from '../hub/index.js';

/** What is needed to write a value: an attribute, or a field of one. */
export type ValueShape = Pick<AttributeInfo, 'name' | 'label' | 'type' | 'multi' | 'codes'> & {
  readonly fields?: readonly Omit<ValueShape, 'fields'>[];
};

/** The members of a JSON object, none when it is something else. */
export function membersOf(json: unknown): Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...json } : {};
}

/** A line of a value: one part for plain text; for an address or a structure its parts in reading order. */
export type ValueLine = readonly string[];

/** A value as lines: one, or one per element of a list. None when there is no value. */
export function valueParts(shape: ValueShape, value: unknown): readonly ValueLine[] {
  if (value === null || value === undefined || value === '') return [];
  const elements: readonly unknown[] = Array.isArray(value) ? value : [value];
  return elements.map(element => lineParts(shape, element)).filter(parts => parts.length > 0);
}

/** What stands between the parts of a line. */
export function partSeparator(shape: ValueShape): string {
  return shape.type === 'address' ? ', ' : ' · ';
}

/** A value as lines of text. */
export function valueLines(shape: ValueShape, value: unknown): readonly string[] {
  return valueParts(shape, value).map(parts => parts.join(partSeparator(shape)));
}

/** A value as one text, for comparing and for finding differences letter by letter. */
export function valueText(shape: ValueShape, value: unknown): string {
  return valueLines(shape, value).join('\n');
}

/** How a value of an attribute that no rules describe is written. */
export function shapeOfName(name: string): ValueShape {
  return { name, label: name, type: 'string', multi: false, codes: null };
}

function lineParts(shape: ValueShape, value: unknown): ValueLine {
  if (typeof value === 'object' && value !== null) return objectParts(shape, membersOf(value));
  const text = scalarText(shape, value);
  return text === '' ? [] : [text];
}

function scalarText(shape: ValueShape, value: unknown): string {
  switch (typeof value) {
    case 'string':
      return textLine(shape, value);
    case 'number':
      return shape.type === 'integer' || shape.type === 'decimal' ? formatNumber(value) : String(value);
    case 'boolean':
      return t(value ? 'value.yes' : 'value.no');
    default:
      return '';
  }
}

function textLine(shape: ValueShape, value: string): string {
  if (shape.type === 'code') {
    const caption = membersOf(shape.codes)[value];
    return typeof caption === 'string' ? caption : value;
  }
  const date = shape.type === 'date' || shape.type === 'instant' ? new Date(value) : undefined;
  if (!date || Number.isNaN(date.getTime())) return value;
  if (shape.type === 'instant') return formatInstant(date);
  // A calendar day has no zone: read in UTC, it stays the day that was written.
  return new Intl.DateTimeFormat(activeLocale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(date);
}

/** The parts of an address in the order of an envelope. */
const envelope = [
  'attn',
  'attention',
  'careOf',
  'line1',
  'line2',
  'lockbox',
  'city',
  'state',
  'postalCode',
  'country',
];

function objectParts(shape: ValueShape, members: Readonly<Record<string, unknown>>): ValueLine {
  const fields = new Map((shape.fields ?? []).map(field => [field.name, field]));
  const order = shape.type === 'address' ? envelope : [...fields.keys()];
  const names = [
    ...order.filter(name => name in members),
    ...Object.keys(members).filter(name => !order.includes(name)),
  ];
  // "Primary yes" says no more than "Primary", and beside other parts a "no" is told by its absence.
  const isOnlyFlags = names.every(name => typeof members[name] === 'boolean');
  return names.flatMap(name => {
    const field = fields.get(name) ?? shapeOfName(name);
    const value = members[name];
    if (value === true) return [field.label];
    if (value === false) return isOnlyFlags ? [`${field.label}: ${t('value.no')}`] : [];
    const text = valueLines(field, value).join(', ');
    if (text === '') return [];
    return isSelfExplanatory(field) ? [text] : [`${field.label} ${text}`];
  });
}

/** Captions of codes and the parts of an address need no name in front of them. */
function isSelfExplanatory({ name, type }: Omit<ValueShape, 'fields'>): boolean {
  return envelope.includes(name) || type === 'code' || type === 'address';
}
