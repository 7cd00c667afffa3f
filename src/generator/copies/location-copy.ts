import { copyAddress, copyPhone } from './address-noise.js';
import { withWrongCheckDigit } from '../words/check-digits.js';
import { FAULTS } from './fault-codes.js';
import type { Location, Locations } from '../things/location.js';
import { NoiseSource } from './noise.js';
import { PatternSet } from './patterns.js';
import type { Address } from '../words/places.js';
import { chance, field } from '../seed/random.js';

/** What one system holds about a location, before its format spells it. */
export interface LocationCopy {
  readonly name: string;
  readonly address: Address;
  readonly phone: string;
  /** GLN, or empty. */
  readonly gln: string;
  readonly active: boolean;
  readonly patterns: PatternSet;
  /** Planted errors, each with the attribute that it is in. */
  readonly faults: readonly { readonly attribute: 'name' | 'gln'; readonly code: string }[];
}

/** Which fields a system has. */
export interface LocationFields {
  /** Share of records with a GLN; 0 where the system has no field for it. */
  readonly glnShare: number;
  readonly nameWidth: number;
  /** The name is never blank, because another file of the system repeats it. */
  readonly nameRequired?: boolean;
}

const BAD_GLN = field('location.badGln');
const NO_NAME = field('location.noName');

/** Share of planted check digit errors in GLNs and of blank names, per copy. */
const BAD_IDENTIFIER = 0.005;
const BLANK_NAME = 0.003;

/** Longest location name of the warehouse system. */
export const WAREHOUSE_NAME_WIDTH = 40;

/**
 * Makes the copy of a location that one system has.
 * @param dirt factor on all noise rates
 */
export function copyLocation(
  location: Location,
  locations: Locations,
  copyKey: number,
  fields: LocationFields,
  dirt: number,
): LocationCopy {
  const noise = new NoiseSource(copyKey, dirt);
  const patterns = new PatternSet();
  const faults: { attribute: 'name' | 'gln'; code: string }[] = [];
  let name = locationName(locations, location, noise, patterns);
  if (name.length > fields.nameWidth) {
    name = name.slice(0, fields.nameWidth).trimEnd();
    patterns.add('D11');
  }
  if (fields.nameRequired !== true && chance(copyKey, NO_NAME, BLANK_NAME)) {
    name = '';
    faults.push({ attribute: 'name', code: FAULTS.locationNameMissing });
  }
  let gln = fields.glnShare === 0 || noise.hits('glnMissing', 1 - fields.glnShare) ? '' : location.gln;
  if (gln !== '' && chance(copyKey, BAD_GLN, BAD_IDENTIFIER)) {
    gln = withWrongCheckDigit(gln);
    faults.push({ attribute: 'gln', code: FAULTS.glnCheckDigit });
  }
  return {
    name,
    address: copyAddress(location.address, location.address, noise),
    phone: copyPhone(location.phone, noise),
    gln,
    active: location.active,
    patterns,
    faults,
  };
}

/** The name that the warehouse system has for a location, wherever it prints it. */
export function warehouseName(
  location: Location,
  locations: Locations,
  copyKey: number,
  dirt: number,
): string {
  const noise = new NoiseSource(copyKey, dirt);
  return locationName(locations, location, noise, new PatternSet()).slice(0, WAREHOUSE_NAME_WIDTH).trimEnd();
}

/** Full name, name with its facility, or an alias of the two (D16). */
function locationName(
  locations: Locations,
  location: Location,
  noise: NoiseSource,
  patterns: PatternSet,
): string {
  const facility = locations.facilityName(location.facility).name;
  const isFacility = location.index === location.facility;
  const alias = noise.happens('locationAlias');
  if (alias) patterns.add('D16');
  const variant = noise.variant('locationAlias', 3);
  const code = locations.facilityCode(location.facility);
  const above = location.type === 'SYSTEM' || location.type === 'LEGAL_ENTITY';
  let name: string;
  if (above) name = alias ? location.name.short : location.name.full;
  else if (isFacility)
    name = alias
      ? variant === 0
        ? `NLH-${code}`
        : variant === 1
          ? facility.short
          : facility.full.replace('Northlake ', '')
      : facility.full;
  else if (!alias) name = `${facility.full.replace('Northlake ', '')} - ${location.name.full}`;
  else
    name =
      variant === 0
        ? `${code} ${location.name.short}`
        : variant === 1
          ? `${location.name.full}, ${facility.short}`
          : `${facility.short} ${location.name.short}`;
  if (!noise.happens('caseChange')) return name;
  patterns.add('D1');
  return name.toUpperCase();
}
