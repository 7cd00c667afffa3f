/** How a US address is written: value in Publication 28 form, comparison key, parts, and what is wrong with it. */
import type { CompositeValue, Fault } from '../../model/index.js';
import { wordKey, foldCase } from '../characters.js';
import { fault, presentParts } from '../outcome.js';
import { stateOf, stateOfZip, zipFitsState } from '../tables/states.js';
import type { AddressFields } from './address-fields.js';
import { cityKey } from './locality.js';
import { houseNumberKey, streetKey, streetLine, streetNameKey } from './street.js';
import type { UsAddress } from './us-address.js';

function joined(parts: readonly string[], separator: string): string {
  return parts.filter(part => part !== '').join(separator);
}

function zip5Of({ locality }: UsAddress): string {
  return /^\d{5}(?:-\d{4})?$/.test(locality.zip) ? locality.zip.slice(0, 5) : '';
}

/** What is wrong with an address: all of it can be accepted, none of it should pass unseen. */
export function usFaults(read: UsAddress): readonly Fault[] {
  const { locality } = read;
  const faults: Fault[] = [];
  const zip5 = zip5Of(read);
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

function written({ street, riders, locality, remainder }: UsAddress): Readonly<Record<string, string>> {
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
  return presentParts(fields);
}

/**
 * The canonical composite. Lines of symbols only leave nothing to standardise and are kept as they are; `null` when
 * there are not even those.
 */
export function usValue(read: UsAddress, fields: AddressFields): CompositeValue | null {
  const shown = written(read);
  if (Object.keys(shown).length > 0) return { ...fields.others, ...shown, country: 'US' };
  const line1 = foldCase(fields.lines.join(' '));
  return line1 === '' ? null : { ...fields.others, line1, country: 'US' };
}

/** Where the mail goes, for comparison: the street, else a box. */
function deliveryPoint({ street, riders, remainder }: UsAddress): string {
  if (street.name !== '') return streetKey(street);
  return (
    riders.poBox ||
    riders.route ||
    (riders.lockbox === '' ? remainder.join(' ') : `LOCKBOX ${riders.lockbox}`)
  );
}

/** `4100 N HARBOR DR|STE 900|WICHITA|KS|67203` */
export function usKey(read: UsAddress, fields: AddressFields): string {
  const parts = [
    deliveryPoint(read),
    read.street.unit,
    cityKey(read.locality.city),
    read.locality.state,
    zip5Of(read),
  ];
  return parts.every(part => part === '') ? wordKey(fields.lines.join(' ')) : parts.join('|');
}

/** The named parts; see the head of `address.ts`. */
export function usParts(read: UsAddress): Readonly<Record<string, string>> {
  const { street, riders, locality, remainder } = read;
  const zip5 = zip5Of(read);
  const number = houseNumberKey(street);
  const name = streetNameKey(street);
  const place = street.name === '' ? deliveryPoint(read) : joined([number, name], ' ');
  return presentParts({
    zip5,
    zip4: zip5 === '' ? '' : locality.zip.slice(6),
    streetNumber: number,
    streetName: name,
    suffix: street.suffix,
    directional: joined([street.preDirectional, street.postDirectional], ' '),
    unit: street.unit,
    poBox: riders.poBox.replace('PO BOX ', ''),
    lockbox: riders.lockbox,
    route: riders.route,
    attn: riders.attn,
    careOf: riders.careOf,
    building: remainder.join(', '),
    city: cityKey(locality.city),
    state: locality.state,
    country: 'US',
    site: zip5 === '' ? '' : joined([place, zip5], ' '),
  });
}
