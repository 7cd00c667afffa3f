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
import type { AttributeValue, Fault } from '../../model/index.js';
import { foldCase, wordKey } from '../characters.js';
import { isSettled, settle, type Form } from '../fixed-point.js';
import { NOTHING, accepted, fault, presentParts, refused } from '../outcome.js';
import type { StandardizeContext, Standardizer } from '../standardizer.js';
import { countryOf } from '../tables/countries.js';
import { CANADIAN_PROVINCES, stateOf } from '../tables/states.js';
import { readAddressFields, type AddressFields } from './address-fields.js';
import { readUsAddress } from './us-address.js';
import { usFaults, usKey, usParts, usValue } from './us-address-form.js';

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

/** An address read: the form at once, the rest when asked for. */
interface Reading extends Form {
  readonly parts: () => Readonly<Record<string, string>>;
  readonly faults: () => readonly Fault[];
}

function readUs(fields: AddressFields): Reading {
  const us = readUsAddress(fields);
  return {
    value: usValue(us, fields),
    key: usKey(us, fields),
    parts: () => usParts(us),
    faults: () => usFaults(us),
  };
}

/** Addresses elsewhere: nothing is abbreviated or reordered; only the key is folded. */
function readForeign(fields: AddressFields, country: string): Reading {
  const [line1 = '', ...more] = fields.lines;
  const state = fields.state.length <= 3 ? fields.state.toUpperCase() : fields.state;
  const postalCode = fields.postalCode.toUpperCase();
  const shown = presentParts({ line1, line2: more.join(', '), city: fields.city, state, postalCode });
  const point = wordKey(fields.lines.join(' '));
  const city = wordKey(fields.city);
  const streetNumber = /\b\d+[A-Z]?\b/.exec(point)?.[0];
  return {
    value: { ...fields.others, ...shown, country },
    key: [point, '', city, wordKey(state), wordKey(postalCode).replaceAll(' ', '')].join('|'),
    parts: () => presentParts({ city, state, postalCode, country, streetNumber }),
    faults: () => [],
  };
}

function countryFaults(fields: AddressFields, assumed: string): readonly Fault[] {
  if (fields.country === '' || countryOf(fields.country) !== null) return [];
  const message = `"${fields.country.slice(0, 40)}" is no country; ${assumed} was assumed.`;
  return [fault('COUNTRY_UNKNOWN', 'warning', message, { fix: 'Use the two-letter code.' })];
}

const NO_ADDRESS: Reading = { value: null, key: null, parts: () => ({}), faults: () => [] };
const NOT_ONE_ADDRESS: Reading = {
  ...NO_ADDRESS,
  faults: () => refused('VALUE_SHAPE', 'One address was expected, not a list of them.').faults,
};

function read(raw: AttributeValue, context: StandardizeContext): Reading {
  const received = readAddressFields(raw);
  if (received === null) return NOT_ONE_ADDRESS;
  const fields = withCountryLine(received);
  if (fields.lines.length === 0 && fields.city === '' && fields.postalCode === '' && fields.state === '')
    return NO_ADDRESS;
  const country = countryFor(fields, context);
  const reading = country === 'US' ? readUs(fields) : readForeign(fields, country);
  return { ...reading, faults: () => [...reading.faults(), ...countryFaults(fields, country)] };
}

/** A postal address, as text or composite; see the head of this file for value, key and parts. */
export const address: Standardizer = (raw, context) => {
  const reading = read(raw, context);
  if (reading.value === null) return { ...NOTHING, faults: reading.faults() };
  const { value, key } = isSettled(raw, reading)
    ? reading
    : settle(reading, settled => read(settled, context));
  return accepted(value ?? reading.value, key, reading.parts(), reading.faults());
};
