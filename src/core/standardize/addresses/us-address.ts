/** Understands a US address: peels riders and locality, finds the delivery line among the segments that are left. */
import { foldCase } from '../characters.js';
import { stateOf } from '../tables/states.js';
import { DIRECTIONALS } from '../tables/usps.js';
import type { AddressFields } from './address-fields.js';
import { mergeRiders, NO_RIDERS, peelRiders, surplusRiders, type AddressRiders } from './address-riders.js';
import { peelState, peelZip, readZip, type Locality } from './locality.js';
import { readStreet, splitBuilding, type Street } from './street.js';

/** A US address as understood. */
export interface UsAddress {
  readonly street: Street;
  readonly riders: AddressRiders;
  readonly locality: Locality;
  /** Lines that are neither street nor unit nor rider: names of buildings and recipients. */
  readonly remainder: readonly string[];
}

const NO_STREET: Street = {
  number: '',
  preDirectional: '',
  name: '',
  suffix: '',
  postDirectional: '',
  unit: '',
  rest: '',
};

/** Characters that need treatment; most lines have none and are single-spaced already. */
const UNPLAIN = /[."()*;|]|\s\s/;

/** Upper case; dots vanish between initials (`P.O.` → PO, `U.S.` → US) and separate words otherwise. */
function upperLine(text: string): string {
  const folded = foldCase(text);
  if (!UNPLAIN.test(folded)) return folded;
  return folded
    .replace(/(?<=\d)\.(?=\d)/g, '\u0001')
    .replace(/(?<![A-Z])([A-Z])\.(?=[A-Z](?:\.|\b))/g, '$1')
    .replace(/\./g, ' ')
    .replaceAll('\u0001', '.')
    .replace(/["()*]/g, ' ')
    .replace(/\s*[;|]\s*/g, ', ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Dashes that separated something from what was peeled off. */
const DASHES = /^[\s/-]+|[\s/-]+$/g;

function segmentsOf(line: string): readonly string[] {
  return line
    .split(/,|(?<!^\d{1,6}) -+ /)
    .map(segment => segment.replace(DASHES, '').trim())
    .filter(segment => /[\p{L}\p{N}]/u.test(segment))
    .flatMap(splitBuilding);
}

interface Lines {
  readonly segments: readonly string[];
  readonly riders: AddressRiders;
}

function peelLines(lines: readonly string[]): Lines {
  let riders = NO_RIDERS;
  const segments: string[] = [];
  for (const line of lines) {
    const peeled = peelRiders(upperLine(line));
    if (peeled.riders !== NO_RIDERS) {
      segments.push(...surplusRiders(riders, peeled.riders));
      riders = mergeRiders(riders, peeled.riders);
    }
    segments.push(...segmentsOf(peeled.rest));
  }
  return { segments, riders };
}

function cityText(text: string): string {
  const upper = upperLine(text);
  const plain = upper
    .replace(/[^\p{L}\p{N}\p{M}' -]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain === '' ? upper : plain;
}

/** Locality from its own fields. The city field may hold all of it (`WICHITA, KS 67203`). */
function localityFromFields(fields: AddressFields): Locality {
  let city = upperLine(fields.city);
  let state = upperLine(fields.state);
  let zipText = fields.postalCode;
  if (zipText === '') {
    const peeled = peelZip(state === '' ? city : state);
    zipText = peeled.found;
    if (state === '') city = peeled.rest;
    else state = peeled.rest;
  }
  if (state === '' && city !== '') {
    const peeled = peelState(city);
    city = peeled.rest;
    state = peeled.found;
  }
  const zip = zipText === '' ? null : readZip(zipText);
  return {
    city: cityText(city),
    state: stateOf(state) ?? state,
    zip: zip?.zip ?? upperLine(zipText),
    zipPadded: zip?.padded ?? false,
  };
}

/** The city among the last segments: the last one, unless it is a street or unit; then what follows the street. */
function takeCity(
  segments: readonly string[],
  hasBox: boolean,
): {
  readonly segments: readonly string[];
  readonly city: string;
} {
  const last = segments.at(-1) ?? '';
  const street = readStreet(last);
  if (street === null && (segments.length > 1 || hasBox))
    return { segments: segments.slice(0, -1), city: last };
  if (street === null || street.rest === '') return { segments, city: '' };
  return {
    segments: [...segments.slice(0, -1), last.slice(0, last.length - street.rest.length).trim()],
    city: street.rest,
  };
}

/** Locality peeled off the end of the lines, when no field names it. */
function localityFromLines(
  segments: readonly string[],
  hasBox: boolean,
): {
  readonly segments: readonly string[];
  readonly locality: Locality;
} {
  const zip = peelZip(segments.join(', '));
  const state = peelState(zip.rest);
  if (zip.found === '' && state.found === '')
    return { segments, locality: { city: '', state: '', zip: '', zipPadded: false } };
  const city = takeCity(segmentsOf(state.rest), hasBox);
  return {
    segments: city.segments,
    locality: { city: cityText(city.city), state: state.found, zip: zip.found, zipPadded: false },
  };
}

/** Adds a unit on its own line (`FL 3`) to the street found before or after it. */
function withUnit(street: Street, unit: string): Street {
  if (unit === '' || street.unit.split(' ').includes(unit)) return street;
  return { ...street, unit: street.unit === '' ? unit : `${street.unit} ${unit}` };
}

/** Adds a direction that a comma cut off: `1364 CLIFTON ROAD, NE`. */
function withDirection(street: Street, postDirectional: string): Street {
  return { ...street, postDirectional };
}

function readSegments(segments: readonly string[]): {
  readonly street: Street;
  readonly remainder: readonly string[];
} {
  let street = NO_STREET;
  let hasStreet = false;
  const remainder: string[] = [];
  for (const segment of segments) {
    const direction = hasStreet && street.postDirectional === '' ? DIRECTIONALS.get(segment) : undefined;
    if (direction !== undefined) {
      street = withDirection(street, direction);
      continue;
    }
    const read = readStreet(segment);
    const isUnit = read !== null && read.name === '';
    if (read === null || (!isUnit && hasStreet)) {
      remainder.push(segment);
      continue;
    }
    street = isUnit
      ? withUnit(street, read.unit)
      : { ...read, unit: street.unit === '' ? read.unit : `${read.unit} ${street.unit}`.trim() };
    hasStreet ||= !isUnit;
    if (read.rest !== '') remainder.push(read.rest);
  }
  if (!hasStreet && remainder.length > 0) {
    // Nothing has a number: the first line left is where the mail goes (`HARBOR PLAZA`), as written.
    street = { ...street, name: remainder.shift() ?? '' };
  }
  return { street, remainder };
}

/** Takes a US address apart. Never fails: what is not understood stays in `remainder`. */
export function readUsAddress(fields: AddressFields): UsAddress {
  const { segments, riders } = peelLines(fields.lines);
  const named = localityFromFields(fields);
  const hasBox = riders.poBox !== '' || riders.lockbox !== '' || riders.route !== '';
  const isNamed = named.city !== '' || named.zip !== '';
  const peeled = isNamed ? { segments, locality: named } : localityFromLines(segments, hasBox);
  const locality =
    isNamed || named.state === ''
      ? peeled.locality
      : { ...peeled.locality, state: peeled.locality.state || named.state };
  const { street, remainder } = readSegments(peeled.segments);
  if (hasBox && street.number === '' && street.name !== '') {
    return {
      street: { ...NO_STREET, unit: street.unit },
      riders,
      locality,
      remainder: [street.name, ...remainder],
    };
  }
  return { street, riders, locality, remainder };
}
