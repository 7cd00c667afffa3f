/** How an address looks after one clerk in one system has typed it. */
import type { NoiseSource } from './noise.js';
import { cityOf, streetAddress, type Address } from '../words/places.js';
import { fold } from '../seed/random.js';

const SHORT_SUFFIX: Readonly<Record<string, string>> = {
  Street: 'St',
  Avenue: 'Ave',
  Drive: 'Dr',
  Road: 'Rd',
  Boulevard: 'Blvd',
  Lane: 'Ln',
  Parkway: 'Pkwy',
  Court: 'Ct',
  Place: 'Pl',
  Way: 'Way',
};
const SHORT_DIRECTION: Readonly<Record<string, string>> = { North: 'N', South: 'S', East: 'E', West: 'W' };

/**
 * The copy of an address that a source has: another spelling, the suite dropped or moved, the post-office box
 * instead of the street, or the address before the last move.
 * @param current the address today
 * @param box where its mail may go instead
 */
export function copyAddress(current: Address, box: Address, noise: NoiseSource): Address {
  if (noise.happens('postOfficeBox')) return withZipNoise(box, noise, box.street, box.unit, box.city);
  const base = noise.happens('oldAddress') ? oldAddress(current, noise) : current;
  let { street, unit } = base;
  if (noise.happens('addressStyle')) {
    const dotted = noise.variant('addressStyle', 3) === 0 ? '.' : '';
    street = street
      .split(' ')
      .map((word, index, all) =>
        index === all.length - 1
          ? (SHORT_SUFFIX[word] ?? word)
          : index === 1
            ? shortDirection(word, dotted)
            : word,
      )
      .join(' ');
    if (unit !== '')
      unit =
        noise.variant('addressStyle', 2) === 0 ? unit.replace('Suite', 'Ste') : unit.replace('Suite ', '#');
  }
  if (unit !== '' && noise.happens('suiteMoved')) {
    if (noise.variant('suiteMoved', 3) > 0) street = `${street}, ${unit}`;
    unit = '';
  }
  const upper = noise.variant('caseChange', 2) === 0;
  return withZipNoise(
    base,
    noise,
    upper ? street.toUpperCase() : street,
    upper ? unit.toUpperCase() : unit,
    upper ? base.city.toUpperCase() : base.city,
  );
}

function shortDirection(word: string, dot: string): string {
  const short = SHORT_DIRECTION[word];
  return short === undefined ? word : short + dot;
}

/** Where the supplier was before: mostly in the same city. */
function oldAddress(current: Address, noise: NoiseSource): Address {
  const key = fold(noise.key, 0x6f6c64);
  const there = streetAddress(key, cityOf(key));
  const { city, state, zip, areaCode } = current;
  return { street: there.street, unit: there.unit, city, state, zip, zip4: there.zip4, areaCode };
}

/** The address as spelled, its ZIP without what the source does not keep: the +4, or a leading zero. */
function withZipNoise(
  address: Address,
  noise: NoiseSource,
  street: string,
  unit: string,
  city: string,
): Address {
  const zip4 = noise.happens('zip4Missing') ? '' : address.zip4;
  const zip =
    address.zip.startsWith('0') && noise.happens('zipZeroLost') ? address.zip.slice(1) : address.zip;
  return { street, unit, city, state: address.state, zip, zip4, areaCode: address.areaCode };
}

const PHONE_STYLES: readonly ((area: string, exchange: string, line: string) => string)[] = [
  (area, exchange, line) => `${area}-${exchange}-${line}`,
  (area, exchange, line) => `(${area}) ${exchange}-${line}`,
  (area, exchange, line) => `${area}.${exchange}.${line}`,
  (area, exchange, line) => `+1 ${area}-${exchange}-${line}`,
  (area, exchange, line) => `${area}${exchange}${line}`,
];

/** A phone number in this copy's style, or empty where the source has none. */
export function copyPhone(digits: string, noise: NoiseSource): string {
  if (noise.happens('phoneMissing')) return '';
  const style = noise.happens('phoneFormat') ? noise.variant('phoneFormat', PHONE_STYLES.length) : 0;
  const write = PHONE_STYLES[style] ?? PHONE_STYLES[0];
  return write === undefined ? digits : write(digits.slice(0, 3), digits.slice(3, 6), digits.slice(6));
}
