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

/** A value as lines of text: one, or one per element of a list. None when there is no value. */
export function valueLines(shape: ValueShape, value: unknown): readonly string[] {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value)) return value.map(element => oneLine(shape, element)).filter(line => line !== '');
  const line = oneLine(shape, value);
  return line === '' ? [] : [line];
}

/** A value as one text, for comparing and for finding differences letter by letter. */
export function valueText(shape: ValueShape, value: unknown): string {
  return valueLines(shape, value).join('\n');
}

/** How a value of an attribute that no rules describe is written. */
export function shapeOfName(name: string): ValueShape {
  return { name, label: name, type: 'string', multi: false, codes: null };
}

function oneLine(shape: ValueShape, value: unknown): string {
  switch (typeof value) {
    case 'string':
      return textLine(shape, value);
    case 'number':
      return shape.type === 'integer' || shape.type === 'decimal' ? formatNumber(value) : String(value);
    case 'boolean':
      return t(value ? 'value.yes' : 'value.no');
    case 'object':
      return value === null ? '' : objectLine(shape, membersOf(value));
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

/** The parts of an address in the order of an envelope; everything else with the caption of its field. */
const envelope = ['attn', 'careOf', 'line1', 'line2', 'lockbox', 'city', 'state', 'postalCode', 'country'];

function objectLine(shape: ValueShape, members: Readonly<Record<string, unknown>>): string {
  const fields = new Map((shape.fields ?? []).map(field => [field.name, field]));
  const names = [
    ...envelope.filter(name => name in members),
    ...Object.keys(members).filter(name => !envelope.includes(name)),
  ];
  const parts = names.flatMap(name => {
    const field = fields.get(name) ?? shapeOfName(name);
    const text = valueLines(field, members[name]).join(', ');
    if (text === '') return [];
    return envelope.includes(name) ? [text] : [`${field.label} ${text}`];
  });
  return parts.join(shape.type === 'address' ? ', ' : ' · ');
}
