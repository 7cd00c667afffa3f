/** Reads the many shapes in which an address arrives (one line, several lines, named fields) into one shape. */
import type { AttributeValue, CompositeValue } from '../../model/index.js';
import { cleanName } from '../characters.js';
import { textOf } from '../standardizer.js';

/** An address as received, cleaned but not yet understood. */
export interface AddressFields {
  readonly lines: readonly string[];
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly country: string;
  /** Fields that are no part of the delivery point (`use`, `validFrom`): carried through untouched. */
  readonly others: CompositeValue;
}

type Role = 'city' | 'state' | 'postalCode' | 'country' | 'attn' | 'careOf';

/** Field names of the source formats, lower case without separators. */
const ROLES: Readonly<Record<string, Role>> = {
  city: 'city', town: 'city', locality: 'city', municipality: 'city',
  state: 'state', province: 'state', region: 'state', stateprovince: 'state', subdivision: 'state', statecode: 'state',
  postalcode: 'postalCode', zip: 'postalCode', zipcode: 'postalCode', postcode: 'postalCode', zip5: 'postalCode',
  country: 'country', countrycode: 'country', attention: 'attn', attn: 'attn', careof: 'careOf',
}; // prettier-ignore

const LINE = /^(?:(?:address|addr|street|line|addressline|streetaddress|deliveryline)(\d?)|lines|text|full)$/;

/** More lines than any form has; the rest would be damage. */
const LINES_MAX = 12;

function isComposite(value: AttributeValue): value is CompositeValue {
  return typeof value === 'object' && !Array.isArray(value);
}

function isList(value: AttributeValue): value is readonly AttributeValue[] {
  return Array.isArray(value);
}

function linesOf(value: AttributeValue): readonly string[] {
  const texts = isList(value) ? value.map(line => textOf(line) ?? '') : [textOf(value) ?? ''];
  return texts
    .flatMap(text => text.split(/[\r\n\u2028\u2029]+/u))
    .map(cleanName)
    .filter(line => line !== '');
}

function fromComposite(value: CompositeValue): AddressFields {
  const read: Record<Role, string> = {
    city: '',
    state: '',
    postalCode: '',
    country: '',
    attn: '',
    careOf: '',
  };
  const numbered: { readonly order: number; readonly lines: readonly string[] }[] = [];
  const others: Record<string, AttributeValue> = {};
  for (const [name, field] of Object.entries(value)) {
    if (field === null || field === undefined) continue;
    const plain = name.toLowerCase().replace(/[\s_-]/g, '');
    const role = Object.hasOwn(ROLES, plain) ? ROLES[plain] : undefined;
    const line = LINE.exec(plain);
    if (role !== undefined) read[role] = cleanName(textOf(field) ?? '');
    else if (line !== null) numbered.push({ order: Number(line[1] || 1), lines: linesOf(field) });
    else others[name] = field;
  }
  const lines = numbered.sort((left, right) => left.order - right.order).flatMap(line => line.lines);
  if (read.careOf !== '') lines.push(`C/O ${read.careOf}`);
  if (read.attn !== '') lines.push(`ATTN ${read.attn}`);
  const { city, state, postalCode, country } = read;
  return { lines: lines.slice(0, LINES_MAX), city, state, postalCode, country, others };
}

/** The fields of an address in any shape; `null` for a list that is not a list of lines. */
export function readAddressFields(raw: AttributeValue): AddressFields | null {
  if (isComposite(raw)) return fromComposite(raw);
  if (isList(raw)) {
    const [only] = raw;
    if (raw.length === 1 && only !== undefined && isComposite(only)) return fromComposite(only);
    if (raw.some(line => typeof line === 'object')) return null;
  }
  return {
    lines: linesOf(raw).slice(0, LINES_MAX),
    city: '',
    state: '',
    postalCode: '',
    country: '',
    others: {},
  };
}
