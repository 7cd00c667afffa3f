/**
 * Addresses by component: the same street line means little in another city, and two suites of one building
 * are two tenants. An address arrives standardised (USPS abbreviations, upper case) as one line
 * (`100 MAIN ST STE 5 WICHITA KS 67202`) or with its components between bars
 * (`100 MAIN ST|STE 5|WICHITA|KS|67202`), which is surer.
 */
import { jaroWinkler } from './jaro-winkler.js';

/** What is compared of an address; '' for what is not known. */
export interface AddressParts {
  /** House number, or the number of a PO box, lockbox or rural route box. */
  readonly number: string;
  /** Street name with its suffix, or `PO BOX`. Without a ZIP also the city, which a single line does not set apart. */
  readonly street: string;
  readonly unit: string;
  /** Known only where the address comes with bars; compared where a ZIP is missing. */
  readonly city: string;
  readonly zip5: string;
}

const UNIT =
  /(?:^| )(?:APT|BLDG|DEPT|FL|HNGR|LOT|PIER|RM|SLIP|SPC|STE|STOP|TRLR|UNIT|SUITE|#) ?([A-Z0-9-]+)(?= |$)/gu;
const BOX = /(?:^| )(?:P ?O BOX|LOCKBOX|LOCK BOX|BOX) ([A-Z0-9-]+)/u;
const ZIP = /(?:^|[ |])(\d{5})(?:-?\d{4})?$/u;
/** Street names with one slip in eight letters or more. */
const NEAR_STREET_MIN = 0.92;
/** A single digit begins one unit in ten. */
const UNIT_CUT_MIN = 2;
/** Where a street line ends when the whole address is one line: USPS suffixes. What follows is the city. */
const SUFFIX =
  / (?:AVE|BLVD|CIR|CT|DR|EXPY|FWY|HWY|LN|LOOP|PIKE|PKWY|PL|PLZ|RD|SQ|ST|TER|TRL|TPKE|WAY)(?: (?:N|S|E|W|NE|NW|SE|SW))?(?= |$)/u;

/** Takes a standardised address apart. */
export function addressPartsOf(address: string): AddressParts {
  const text = address.toUpperCase().replace(/[.,]/gu, ' ').replace(/ +/gu, ' ').trim();
  const zip5 = ZIP.exec(text)?.[1] ?? '';
  const body = zip5 === '' ? text : text.replace(ZIP, '').trim();
  const hasBars = text.includes('|');
  const [firstPart = '', , city = ''] = body.split('|');
  const unit = [...body.replaceAll('|', ' ').matchAll(UNIT)]
    .map(match => match[1] ?? '')
    .sort()
    .join(' ');
  const line = firstPart.replace(UNIT, ' ').replace(/ +/gu, ' ').trim();
  const box = BOX.exec(line);
  if (box !== null) return { number: box[1] ?? '', street: 'PO BOX', unit: '', city, zip5 };
  const number = /^\d\S*/u.exec(line)?.[0] ?? '';
  const street = line.slice(number.length).trim();
  return { number, street: hasBars ? street : streetLine(street, zip5), unit, city, zip5 };
}

/**
 * 1 same in all parts; 0.95 same but a unit is given on one side only; 0.9 the street name differs by a slip, or one unit is the other cut off; 0.8 same building,
 * other unit; 0.5 same street and ZIP, other number; 0.3 same ZIP only; 0 otherwise. Without a ZIP on one side at most 0.9,
 * and 0 for another city.
 */
export function addressSimilarity(left: AddressParts, right: AddressParts): number {
  const isZipMissing = left.zip5 === '' || right.zip5 === '';
  if (!isZipMissing && left.zip5 !== right.zip5) return 0;
  if (isZipMissing && left.city !== right.city && left.city !== '' && right.city !== '') return 0;
  if (left.street === '' || right.street === '') return isZipMissing ? 0 : 0.3;
  const isSameStreet = left.street === right.street;
  const isNearStreet = isSameStreet || jaroWinkler(left.street, right.street) >= NEAR_STREET_MIN;
  const ceiling = isZipMissing ? 0.9 : 1;
  if (!isNearStreet) return isZipMissing ? 0 : 0.3;
  if (left.number !== right.number) return isZipMissing ? 0 : 0.5;
  if (left.unit !== right.unit && left.unit !== '' && right.unit !== '') {
    return isSameStreet && isCutUnit(left.unit, right.unit) ? Math.min(ceiling, 0.9) : 0.8;
  }
  if (!isSameStreet) return 0.9;
  return Math.min(ceiling, left.unit === right.unit ? 1 : 0.95);
}

/** `STE 48` of `STE 480`: lines of 35 characters end in the middle of a unit. */
function isCutUnit(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  return short.length >= UNIT_CUT_MIN && long.startsWith(short);
}

function streetLine(street: string, zip5: string): string {
  const suffix = SUFFIX.exec(street);
  if (suffix === null || zip5 === '') return street;
  return street.slice(0, suffix.index + suffix[0].length);
}
