import { glnOf, npiOf } from '../words/check-digits.js';
import { entityId, type Network } from '../seed/network.js';
import type { Permutation } from '../seed/permutation.js';
import { cityOf, phoneIn, streetAddress, type Address } from '../words/places.js';
import { at, below, chance, draw, field, type Key } from '../seed/random.js';
import type { Term } from '../words/item-templates.js';
import { PLACES } from '../words/word-pools.js';

/** What a location is; the levels of the physical hierarchy. */
export type LocationType =
  'SYSTEM' | 'LEGAL_ENTITY' | 'FACILITY' | 'WAREHOUSE' | 'DEPARTMENT' | 'STOCK_LOCATION' | 'DOCK' | 'ROOM';

/** A real location: what is true, before any system wrote it down. */
export interface Location {
  readonly index: number;
  readonly id: string;
  readonly key: Key;
  readonly type: LocationType;
  /** `Northlake Lakeside Hospital`, or the name within its facility: `Operating Room`. */
  readonly name: Term;
  /** Number of the facility that it is in (itself for facilities). */
  readonly facility: number;
  /** Number of the location above, or -1. */
  readonly parent: number;
  /** `LKS-OR`: unique, in the style of wall plates. */
  readonly code: string;
  readonly address: Address;
  readonly phone: string;
  readonly gln: string;
  /** Facilities only; else empty. */
  readonly hin: string;
  readonly npi: string;
  readonly classOfTrade: 'ACUTE' | 'ASC' | 'CLINIC';
  readonly active: boolean;
  /** Hospital bought with its own systems. */
  readonly acquired: boolean;
}

/** Locations per facility: itself, departments, stock locations, rooms. */
export const FACILITY_BLOCK = 25;
/** Offset of the central warehouse in the first block, which holds what is above the facilities. */
const WAREHOUSE = 4;

const CONSONANTS = 'BCDFGHJKLMNPRSTVWXZ';
const QUALIFIERS = ['', 'North', 'South', 'East', 'West', 'Central'] as const;

const term = (text: string): Term => {
  const [full = '', short = ''] = text.split('/');
  return { full, short };
};

const FACILITY_KINDS: readonly (Term & { readonly trade: Location['classOfTrade'] })[] = [
  { ...term('Hospital/Hosp'), trade: 'ACUTE' },
  { ...term('Medical Center/Med Ctr'), trade: 'ACUTE' },
  { ...term('Surgery Center/Surg Ctr'), trade: 'ASC' },
  { ...term('Clinic/Cln'), trade: 'CLINIC' },
  { ...term('Rehabilitation Hospital/Rehab Hosp'), trade: 'ACUTE' },
  { ...term('Family Health Center/Fam Hlth Ctr'), trade: 'CLINIC' },
  { ...term('Heart Institute/Heart Inst'), trade: 'ACUTE' },
  { ...term('Cancer Center/Cancer Ctr'), trade: 'CLINIC' },
];

/** Departments with the short form of door signs; also what cost centres are named after. */
export const DEPARTMENTS: readonly Term[] = [
  'Operating Room/OR',
  'Emergency Department/ED',
  'Intensive Care Unit/ICU',
  'Cardiac Catheterization Lab/CATH',
  'Radiology/RAD',
  'Laboratory/LAB',
  'Pharmacy/PHARM',
  'Labor and Delivery/LD',
  'Neonatal Intensive Care/NICU',
  'Medical Surgical Unit/MSU',
  'Post Anesthesia Care/PACU',
  'Endoscopy/ENDO',
  'Sterile Processing/SPD',
  'Oncology/ONC',
  'Dialysis/DIAL',
  'Respiratory Therapy/RT',
  'Physical Therapy/PT',
  'Pediatrics/PEDS',
  'Telemetry/TELE',
  'Wound Care/WND',
  'Interventional Radiology/IR',
  'Ambulatory Surgery/ASU',
  'Orthopedics/ORTHO',
  'Behavioral Health/BH',
  'Materials Management/MM',
  'Environmental Services/EVS',
  'Food Services/FNS',
  'Infusion Center/INF',
  'Sleep Lab/SLEEP',
  'Pain Clinic/PAIN',
].map(term);

const STOCK_KINDS: readonly Term[] = [
  'Core/CORE',
  'Supply Room/SR',
  'Cart/CART',
  'Cabinet/CAB',
  'Storeroom/STR',
  'Implant Room/IMP',
  'Par Cart/PAR',
  'Clean Utility/CU',
  'Back Stock/BK',
].map(term);

const DEPARTMENT = field('location.department');
const ACTIVE = field('location.active');
const HIN = field('location.hin');

/** Makes the locations of one network, each from its number alone. */
export class Locations {
  readonly count: number;
  /** How many facilities there are, the warehouse included (number 0). */
  readonly facilities: number;
  private readonly network: Network;
  private readonly names: Permutation;
  private readonly codes: Permutation;
  private readonly npis: Permutation;

  constructor(network: Network) {
    this.network = network;
    this.count = network.size.locations;
    this.facilities = Math.floor(this.count / FACILITY_BLOCK);
    this.names = network.shuffle(PLACES.length * FACILITY_KINDS.length * QUALIFIERS.length, 'location.names');
    this.codes = network.shuffle(CONSONANTS.length ** 4, 'location.codes');
    this.npis = network.shuffle(99_999_999, 'location.npi');
  }

  at(index: number): Location {
    const key = this.network.keyOf('location', index);
    const type = typeOf(index);
    const facility = index < FACILITY_BLOCK ? WAREHOUSE : index - (index % FACILITY_BLOCK);
    const facilityKey = this.network.keyOf('location', facility);
    const city = cityOf(facilityKey);
    const isFacility = index === facility;
    const place = this.facilityName(facility);
    return {
      index,
      id: entityId('location', index),
      key,
      type,
      name: isFacility ? place.name : this.nameOf(index, type),
      facility,
      parent: this.parentOf(index, type, facility),
      code: this.codeOf(index, type, facility),
      address: streetAddress(facilityKey, city),
      phone: phoneIn(facilityKey, city),
      gln: this.glnOf(index),
      hin: isFacility ? `${String(draw(key, HIN) % 10)}Q3R${this.facilityCode(facility).slice(0, 3)}00` : '',
      npi: isFacility ? npiOf(this.npis.at(Math.floor(index / FACILITY_BLOCK))) : '',
      classOfTrade: place.trade,
      active: isFacility || chance(key, ACTIVE, 0.95),
      acquired: this.isAcquired(index),
    };
  }

  /** GLN of location `index`. */
  glnOf(index: number): string {
    return glnOf(400_000_000 + index);
  }

  /** What location `index` is. */
  typeOf(index: number): LocationType {
    return typeOf(index);
  }

  /** Whether the location came with an acquired hospital: every eighth facility, 2 of 16 at the smallest scale. */
  isAcquired(index: number): boolean {
    return Math.floor(index / FACILITY_BLOCK) % 8 === 3;
  }

  /** Location number of facility `ordinal` (0 is the warehouse). */
  facilityIndex(ordinal: number): number {
    const wrapped = ordinal % this.facilities;
    return wrapped === 0 ? WAREHOUSE : wrapped * FACILITY_BLOCK;
  }

  /** `LKS`: three or four letters, unique. */
  facilityCode(facility: number): string {
    let number = this.codes.at(Math.floor(facility / FACILITY_BLOCK));
    let code = '';
    for (let position = 0; position < 4; position++) {
      code += CONSONANTS.charAt(number % CONSONANTS.length);
      number = Math.floor(number / CONSONANTS.length);
    }
    return code;
  }

  /** Name and class of trade of a facility; every sixth is a namesake called Memorial Hospital (N7). */
  facilityName(facility: number): { readonly name: Term; readonly trade: Location['classOfTrade'] } {
    const ordinal = Math.floor(facility / FACILITY_BLOCK);
    if (ordinal === 0)
      return { name: { full: 'Northlake Central Warehouse', short: 'Central Whse' }, trade: 'ACUTE' };
    if (isNamesake(ordinal))
      return { name: { full: 'Memorial Hospital', short: 'Memorial Hosp' }, trade: 'ACUTE' };
    const number = this.names.at(ordinal);
    const kind = at(FACILITY_KINDS, number);
    const place = at(PLACES, Math.floor(number / FACILITY_KINDS.length));
    const qualifier = at(QUALIFIERS, Math.floor(number / FACILITY_KINDS.length / PLACES.length));
    const head = qualifier === '' ? place : `${place} ${qualifier}`;
    return {
      name: { full: `Northlake ${head} ${kind.full}`, short: `${head} ${kind.short}` },
      trade: kind.trade,
    };
  }

  /** Number of the department of the same name in the facility before, or -1. */
  sameDepartmentBefore(index: number): number {
    const offset = index % FACILITY_BLOCK;
    const facility = index - offset;
    const name = this.department(facility, offset).full;
    for (let other = 1; other < 10; other++) {
      if (facility >= 2 * FACILITY_BLOCK && this.department(facility - FACILITY_BLOCK, other).full === name)
        return facility - FACILITY_BLOCK + other;
    }
    return -1;
  }

  /** The department of a facility at `offset` 1 to 9. */
  private department(facility: number, offset: number): Term {
    const start = below(this.network.keyOf('location', facility), DEPARTMENT, DEPARTMENTS.length);
    return at(DEPARTMENTS, start + offset);
  }

  private nameOf(index: number, type: LocationType): Term {
    const offset = index % FACILITY_BLOCK;
    const facility = index - offset;
    if (type === 'SYSTEM') return { full: 'Northlake Health', short: 'NLH' };
    if (type === 'LEGAL_ENTITY')
      return {
        full: `Northlake Health ${at(['Hospitals', 'Physicians', 'Acquired Facilities'], offset - 1)} Inc`,
        short: `NLH LE${offset}`,
      };
    if (type === 'DOCK')
      return { full: `Receiving Dock ${offset - WAREHOUSE}`, short: `DOCK${offset - WAREHOUSE}` };
    if (type === 'DEPARTMENT') return this.department(facility, offset);
    if (facility === 0) return { full: `Aisle ${offset - 9}`, short: `AISLE${offset - 9}` };
    const department = this.department(facility, departmentOffset(offset));
    if (type === 'ROOM')
      return {
        full: `${department.full} Room ${100 + offset}`,
        short: `${department.short}-RM${100 + offset}`,
      };
    const kind = at(STOCK_KINDS, offset - 10);
    return { full: `${department.full} ${kind.full}`, short: `${department.short}-${kind.short}` };
  }

  private parentOf(index: number, type: LocationType, facility: number): number {
    if (type === 'SYSTEM') return -1;
    if (type === 'LEGAL_ENTITY') return 0;
    if (index === facility) return 1 + (Math.floor(index / FACILITY_BLOCK) % 3);
    return type === 'DEPARTMENT' || facility === WAREHOUSE
      ? facility
      : facility + departmentOffset(index % FACILITY_BLOCK);
  }

  private codeOf(index: number, type: LocationType, facility: number): string {
    if (index === facility) return this.facilityCode(facility);
    return type === 'SYSTEM' || type === 'LEGAL_ENTITY'
      ? `NLH-${index}`
      : `${this.facilityCode(facility)}-${this.nameOf(index, type).short}`;
  }
}

function typeOf(index: number): LocationType {
  const offset = index % FACILITY_BLOCK;
  if (index < FACILITY_BLOCK && offset < 10) {
    if (offset === 0) return 'SYSTEM';
    if (offset < WAREHOUSE) return 'LEGAL_ENTITY';
    return offset === WAREHOUSE ? 'WAREHOUSE' : 'DOCK';
  }
  if (offset === 0) return 'FACILITY';
  if (offset < 10) return 'DEPARTMENT';
  return offset < 19 || index < FACILITY_BLOCK ? 'STOCK_LOCATION' : 'ROOM';
}

/** Stock locations and rooms are spread over the nine departments. */
function departmentOffset(offset: number): number {
  return 1 + ((offset - 10) % 9);
}

/** Whether facility `ordinal` is one of those that share a name. */
export function isNamesake(ordinal: number): boolean {
  return ordinal > 0 && ordinal % 6 === 5;
}
