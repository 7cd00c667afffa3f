/**
 * Postal addresses. US addresses come out as USPS Publication 28 writes them (upper case, standard suffixes and units);
 * other countries' addresses are cleaned and left alone. The key has the comparable parts between bars:
 * `4100 N HARBOR DR|STE 900|WICHITA|KS|67203`.
 *
 * Value: `{line1, line2, city, state, postalCode, country}` and whatever other fields came with it. `line1` is the
 * delivery line; `line2` holds buildings, lockbox, `C/O` and `ATTN`. Parts: `zip5`, `zip4`, `streetNumber`,
 * `streetName`, `suffix`, `directional`, `unit`, `poBox`, `lockbox`, `route`, `attn`, `careOf`, `building`, `city`,
 * `state`, `country` and `site` (number, name and ZIP only, for blocking).
 */
import type { AttributeValue, CompositeValue, Fault, Standardized } from '../../model/index.js';
import { canonicalOf } from '../fixed-point.js';
import { foldCase, wordKey } from '../characters.js';
import { NOTHING, accepted, fault, presentParts, refused } from '../outcome.js';
import type { StandardizeContext, Standardizer } from '../standardizer.js';
import { countryOf } from '../tables/countries.js';
import { CANADIAN_PROVINCES, stateOf, stateOfZip, zipFitsState } from '../tables/states.js';
import { readAddressFields, type AddressFields } from './address-fields.js';
import { cityKey } from './locality.js';
import { houseNumberKey, streetKey, streetLine, streetNameKey } from './street.js';
import { readUsAddress, type UsAddress } from './us-address.js';

const CANADIAN_POSTCODE = /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/;

/** The country stated, else the one that state and postcode point to, else the source's. */
function countryFor(fields: AddressFields, context: StandardizeContext): string {
  if (fields.country !== '') {
    const stated = countryOf(fields.country);
    if (stated !== null) return stated;
  }
  const state = foldCase(fields.state);
  if (CANADIAN_PROVINCES.has(state) && CANADIAN_POSTCODE.test(foldCase(fields.postalCode))) return 'CA';
  if (stateOf(state) !== null && /^\d{5}/.test(fields.postalCode)) return 'US';
  return context.country ?? 'US';
}

/** A last line that is nothing but a country (`USA`) says where the address is. */
function withCountryLine(fields: AddressFields): AddressFields {
  const last = fields.lines.at(-1) ?? '';
  if (fields.country !== '' || fields.lines.length < 2 || last.length < 3) return fields;
  const country = countryOf(last);
  return country === null || stateOf(foldCase(last)) !== null
    ? fields
    : { ...fields, country, lines: fields.lines.slice(0, -1) };
}

function joined(parts: readonly string[], separator: string): string {
  return parts.filter(part => part !== '').join(separator);
}

function usFaults({ locality }: UsAddress): readonly Fault[] {
  const faults: Fault[] = [];
  const zip5 = /^\d{5}(?:-\d{4})?$/.test(locality.zip) ? locality.zip.slice(0, 5) : '';
  if (locality.zip !== '' && zip5 === '') {
    faults.push(
      fault('ZIP_FORMAT', 'warning', `"${locality.zip.slice(0, 20)}" is no ZIP code.`, {
        fix: 'A ZIP code has five digits, or nine with a hyphen.',
      }),
    );
  }
  if (locality.zipPadded)
    faults.push(
      fault('ZIP_PADDED', 'info', `The ZIP code had lost its leading zeros and was read as ${locality.zip}.`),
    );
  if (locality.state !== '' && stateOf(locality.state) === null) {
    faults.push(
      fault('STATE_UNKNOWN', 'warning', `"${locality.state.slice(0, 40)}" is no US state.`, {
        fix: 'Use the two-letter code, or state the country.',
      }),
    );
  } else if (zip5 !== '' && locality.state !== '' && !zipFitsState(zip5, locality.state)) {
    const other = stateOfZip(zip5);
    const fix = other === null ? undefined : `The ZIP code lies in ${other}.`;
    faults.push(
      fault(
        'ZIP_STATE_MISMATCH',
        'warning',
        `ZIP code ${zip5} does not lie in ${locality.state}.`,
        fix === undefined ? {} : { fix },
      ),
    );
  }
  if (zip5 === '' && locality.city === '')
    faults.push(fault('ADDRESS_INCOMPLETE', 'warning', 'The address has neither a city nor a ZIP code.'));
  return faults;
}

function usValue(
  { street, riders, locality, remainder }: UsAddress,
  others: AddressFields['others'],
): CompositeValue {
  const delivery = joined([streetLine(street), street.unit], ' ');
  const boxes = [riders.route, riders.poBox].filter(box => box !== '');
  const main = street.name === '' ? joined([boxes.shift() ?? '', delivery], ' ') : delivery;
  const secondary = [...remainder, ...boxes];
  if (riders.lockbox !== '') secondary.push(`LOCKBOX ${riders.lockbox}`);
  const line1 = main === '' ? (secondary.shift() ?? '') : main;
  if (riders.careOf !== '') secondary.push(`C/O ${riders.careOf}`);
  if (riders.attn !== '') secondary.push(`ATTN ${riders.attn}`);
  const fields = {
    line1: line1 || (secondary.shift() ?? ''),
    line2: secondary.join(', '),
    city: locality.city,
    state: locality.state,
    postalCode: locality.zip,
  };
  return { ...others, ...presentParts(fields), country: 'US' };
}

/** Text of symbols only leaves nothing to standardise; it is kept as it is. */
function isPlaced(value: CompositeValue): boolean {
  return ['line1', 'city', 'state', 'postalCode'].some(field => Object.hasOwn(value, field));
}

function usAddress(fields: AddressFields): Standardized {
  const read = readUsAddress(fields);
  const { street, riders, locality, remainder } = read;
  const zip5 = /^\d{5}/.exec(locality.zip)?.[0] ?? '';
  const zip4 = /^\d{5}-(\d{4})$/.exec(locality.zip)?.[1] ?? '';
  const lockbox = riders.lockbox === '' ? '' : `LOCKBOX ${riders.lockbox}`;
  const point =
    street.name === '' ? riders.poBox || riders.route || lockbox || remainder.join(' ') : streetKey(street);
  const city = cityKey(locality.city);
  const key =
    point === '' && street.unit === '' && city === '' && zip5 === ''
      ? wordKey(fields.lines.join(' '))
      : [point, street.unit, city, locality.state, zip5].join('|');
  const box = riders.poBox.replace('PO BOX ', '');
  const parts = presentParts({
    zip5,
    zip4,
    streetNumber: houseNumberKey(street),
    streetName: streetNameKey(street),
    suffix: street.suffix,
    directional: joined([street.preDirectional, street.postDirectional], ' '),
    unit: street.unit,
    poBox: box,
    lockbox: riders.lockbox,
    route: riders.route,
    attn: riders.attn,
    careOf: riders.careOf,
    building: remainder.join(', '),
    city,
    state: locality.state,
    country: 'US',
    site:
      zip5 === ''
        ? ''
        : joined(
            [street.name === '' ? point : joined([houseNumberKey(street), streetNameKey(street)], ' '), zip5],
            ' ',
          ),
  });
  const value = usValue(read, fields.others);
  return accepted(
    isPlaced(value) ? value : { ...fields.others, line1: foldCase(fields.lines.join(' ')), country: 'US' },
    key,
    parts,
    usFaults(read),
  );
}

/** Addresses elsewhere: nothing is abbreviated or reordered; only the key is folded. */
function foreignAddress(fields: AddressFields, country: string): Standardized {
  const [line1 = '', ...more] = fields.lines;
  const state = fields.state.length <= 3 ? fields.state.toUpperCase() : fields.state;
  const postalCode = fields.postalCode.toUpperCase();
  const shown = { line1, line2: more.join(', '), city: fields.city, state, postalCode };
  const point = wordKey(fields.lines.join(' '));
  const key = [point, '', wordKey(fields.city), wordKey(state), wordKey(postalCode).replaceAll(' ', '')].join(
    '|',
  );
  const parts = presentParts({
    city: wordKey(fields.city),
    state,
    postalCode,
    country,
    streetNumber: /\b\d+[A-Z]?\b/.exec(point)?.[0],
  });
  return accepted({ ...fields.others, ...presentParts(shown), country }, key, parts);
}

function understand(raw: AttributeValue, context: StandardizeContext): Standardized {
  const received = readAddressFields(raw);
  if (received === null) return refused('VALUE_SHAPE', 'One address was expected, not a list of them.');
  const fields = withCountryLine(received);
  if (fields.lines.length === 0 && fields.city === '' && fields.postalCode === '' && fields.state === '')
    return NOTHING;
  const country = countryFor(fields, context);
  const read = country === 'US' ? usAddress(fields) : foreignAddress(fields, country);
  if (fields.country === '' || countryOf(fields.country) !== null) return read;
  const unknown = fault(
    'COUNTRY_UNKNOWN',
    'warning',
    `"${fields.country.slice(0, 40)}" is no country; ${country} was assumed.`,
    { fix: 'Use the two-letter code.' },
  );
  return { ...read, faults: [...read.faults, unknown] };
}

/** A postal address, as text or composite; see the head of this file for value, key and parts. */
export const address: Standardizer = (raw, context) => canonicalOf(raw, understand, context);
