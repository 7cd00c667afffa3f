import { abaOf, glnOf, npiOf } from '../words/check-digits.js';
import { drawLegalForm, legalForm, type LegalForm } from './legal-forms.js';
import { entityId, type Network } from '../seed/network.js';
import type { Permutation } from '../seed/permutation.js';
import {
  boxAddress,
  cityNumber,
  cityOf,
  cityOfAddress,
  phoneIn,
  streetAddress,
  type Address,
} from '../words/places.js';
import { at, below, chance, draw, field, fold, pick, type Key } from '../seed/random.js';
import {
  factorOf,
  groupLeader,
  parentOf,
  supplierPlace,
  type SupplierKind,
  type SupplierPlace,
} from './supplier-groups.js';
import { brandWord, SupplierNames } from './supplier-names.js';
import { GIVEN_NAMES, SURNAMES } from '../words/word-pools.js';

/** A bank account as the supplier gave it. */
export interface BankAccount {
  readonly bank: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly aba: string;
  readonly account: string;
}

/** Payment terms, spelled per system by its feed. */
export interface PaymentTerms {
  readonly netDays: number;
  readonly discountPercent: number;
  readonly discountDays: number;
}

/** A real supplier: what is true, before any system wrote it down. */
export interface Supplier {
  readonly index: number;
  readonly id: string;
  readonly key: Key;
  readonly kind: SupplierKind;
  readonly place: SupplierPlace;
  /** Name without legal form. */
  readonly core: string;
  readonly form: LegalForm | undefined;
  readonly legalName: string;
  /** Doing-business-as name, or empty. */
  readonly dba: string;
  /** Name before a renaming, or empty. */
  readonly formerCore: string;
  readonly partyType: 'ORGANISATION' | 'INDIVIDUAL' | 'GOVERNMENT' | 'PCARD';
  /** Nine digits, or empty for payee lines without one. */
  readonly tin: string;
  readonly tinType: 'EIN' | 'ITIN';
  readonly duns: string;
  readonly gln: string;
  /** Physicians only. */
  readonly npi: string;
  readonly home: Address;
  readonly remit: Address;
  /** Ten digits. */
  readonly phone: string;
  readonly contactFirst: string;
  readonly contactLast: string;
  readonly bankAccount: BankAccount;
  readonly terms: PaymentTerms;
  /** Number of the parent company, or -1. */
  readonly parent: number;
  /** Number of the finance company that is paid instead (L2), or -1. */
  readonly factor: number;
}

/** Assigned EIN prefixes; those never issued are left out so that no valid number draws a warning. */
const EIN_PREFIXES = Array.from({ length: 99 }, (_, index) => String(index + 1).padStart(2, '0')).filter(
  prefix => !/^(0[789]|1[789]|2[89]|49|69|70|78|79|89|96|97)$/.test(prefix),
);
/** ITINs are drawn from 900–959 and middle digits 70–88: nothing that reads as an unassigned EIN prefix without hyphens. */
const ITIN_AREAS = 60;
const ITIN_GROUPS = 19;
const TERMS: readonly PaymentTerms[] = [
  { netDays: 30, discountPercent: 0, discountDays: 0 },
  { netDays: 30, discountPercent: 0, discountDays: 0 },
  { netDays: 30, discountPercent: 2, discountDays: 10 },
  { netDays: 45, discountPercent: 0, discountDays: 0 },
  { netDays: 60, discountPercent: 0, discountDays: 0 },
  { netDays: 10, discountPercent: 0, discountDays: 0 },
];
const BANKS = [
  'Prairie Mutual Bank',
  'Lakeside Savings Bank',
  'First Shoreline Bank',
  'Union Harbor Bank',
  'Meadowbrook Trust',
  'Granite State Credit Union',
] as const;

const FORM = field('supplier.form');
const DBA = field('supplier.dba');
const RENAMED = field('supplier.renamed');
const PARK = field('supplier.medicalPark');
const REMIT_AWAY = field('supplier.remitAway');
const FIRST = field('supplier.contactFirst');
const LAST = field('supplier.contactLast');
const BANK = field('supplier.bank');
const BRANCH_ABA = field('supplier.aba');
const TERM = field('supplier.terms');
const CITY_OFFSET = field('name.branchCity');

/** Makes the suppliers of one network, each from its number alone. */
export class Suppliers {
  readonly count: number;
  private readonly network: Network;
  private readonly names: SupplierNames;
  private readonly eins: Permutation;
  private readonly itins: Permutation;
  private readonly dunsNumbers: Permutation;
  private readonly glns: Permutation;
  private readonly npis: Permutation;
  private readonly accounts: Permutation;

  constructor(network: Network) {
    this.network = network;
    this.count = network.size.suppliers;
    this.names = new SupplierNames(network);
    this.eins = network.shuffle(EIN_PREFIXES.length * 9_999_999, 'supplier.ein');
    this.itins = network.shuffle(ITIN_AREAS * ITIN_GROUPS * 9_999, 'supplier.itin');
    this.dunsNumbers = network.shuffle(999_999_998, 'supplier.duns');
    this.glns = network.shuffle(400_000_000, 'supplier.gln');
    this.npis = network.shuffle(99_999_999, 'supplier.npi');
    this.accounts = network.shuffle(899_999_999, 'supplier.account');
  }

  /** Name without legal form: all that items and contracts need of a supplier. */
  coreOf(index: number): string {
    return this.names.core(index);
  }

  /** GLN of supplier `index`. */
  glnOf(index: number): string {
    return glnOf(this.glns.at(index));
  }

  at(index: number): Supplier {
    const place = supplierPlace(index);
    const key = this.network.keyOf('supplier', index);
    const leader = groupLeader(index);
    const core = this.names.core(index);
    const form = this.formOf(key, place, leader);
    const home = this.homeOf(index, place, leader);
    const tax = this.taxIdOf(index, place, leader);
    const contactKey = place.pattern === 'N6' ? this.network.keyOf('supplier', leader) : key;
    const single = place.pattern === undefined;
    const legalName = form === undefined ? core : `${core}, ${at(form.spellings, 1)}`;
    return {
      index,
      id: entityId('supplier', index),
      key,
      kind: place.kind,
      place,
      core,
      form,
      legalName,
      dba: single && place.kind !== 'physician' && chance(key, DBA, 0.12) ? this.tradeName(core, index) : '',
      formerCore:
        single && place.kind !== 'physician' && index % 4 === 1 && chance(key, RENAMED, 0.12)
          ? this.names.formerCore(index, place.kind)
          : '',
      partyType: partyTypeOf(place.kind),
      tin: tax.tin,
      tinType: tax.tinType,
      duns: String(this.dunsNumbers.at(index) + 1).padStart(9, '0'),
      gln: this.glnOf(index),
      npi: place.kind === 'physician' ? npiOf(this.npis.at(index)) : '',
      home,
      remit: chance(key, REMIT_AWAY, 0.5)
        ? boxAddress(fold(key, 2), cityOf(fold(key, 2)))
        : boxAddress(fold(key, 2), cityOfAddress(home)),
      phone: phoneIn(contactKey, place.pattern === 'N6' ? cityOf(contactKey) : cityOfAddress(home)),
      contactFirst: pick(key, FIRST, GIVEN_NAMES),
      contactLast: pick(key, LAST, SURNAMES),
      bankAccount: this.bankOf(place.pattern === 'N6' && place.member < 3 ? leader : index),
      terms: pick(key, TERM, TERMS),
      parent: parentOf(index),
      factor: factorOf(index),
    };
  }

  /** `halvorsen-whitlock-42.example.com`: under a name that no one can register. Members of a family share one (N6). */
  webDomain(supplier: Pick<Supplier, 'index' | 'place'>): string {
    const leader =
      supplier.place.pattern === 'N2' || supplier.place.pattern === 'N12'
        ? supplier.index
        : groupLeader(supplier.index);
    const label = this.names
      .core(leader)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replace(/^(?:the-|[a-z]{1,3}-)/, '');
    const second = label.indexOf('-', label.indexOf('-') + 1);
    return `${second < 0 ? label : label.slice(0, second)}-${leader}.example.com`;
  }

  private formOf(key: Key, place: SupplierPlace, leader: number): LegalForm | undefined {
    if (place.pattern === 'N4') return legalForm(place.member === 0 ? 'INC' : 'LP');
    if (place.pattern === 'N7') return legalForm(leader % 2 === 0 ? 'INC' : 'LLC');
    return drawLegalForm(key, FORM, place.kind);
  }

  private homeOf(index: number, place: SupplierPlace, leader: number): Address {
    const key = this.network.keyOf('supplier', index);
    const leaderKey = this.network.keyOf('supplier', leader);
    const { pattern } = place;
    if (pattern === 'N3' || pattern === 'N4' || pattern === 'N5') {
      return streetAddress(leaderKey, cityOf(leaderKey));
    }
    if (pattern === 'N7' || pattern === 'N11') {
      return streetAddress(key, cityNumber(below(leaderKey, CITY_OFFSET, 100) + place.member * 7));
    }
    if (pattern === 'N12') return streetAddress(key, cityOf(leaderKey));
    // A medical park or a registered agent: several suppliers in one building, none of them related.
    const park = chance(key, PARK, 0.15)
      ? fold(0x7061726b, draw(key, CITY_OFFSET) % Math.ceil(this.count / 12))
      : key;
    return streetAddress(park, cityOf(park));
  }

  private taxIdOf(
    index: number,
    place: SupplierPlace,
    leader: number,
  ): { readonly tin: string; readonly tinType: 'EIN' | 'ITIN' } {
    if (place.pattern === 'N3' && leader % 2 === 0) return { tin: '', tinType: 'EIN' };
    const shared = place.pattern === 'N3' || place.pattern === 'N5';
    if (place.kind === 'physician' && !shared) {
      const number = this.itins.at(index);
      const group = 70 + (Math.floor(number / 9_999) % ITIN_GROUPS);
      const area = 900 + Math.floor(number / 9_999 / ITIN_GROUPS);
      return { tin: `${area}${group}${String((number % 9_999) + 1).padStart(4, '0')}`, tinType: 'ITIN' };
    }
    const number = this.eins.at(shared ? leader : index);
    const prefix = at(EIN_PREFIXES, Math.floor(number / 9_999_999));
    return { tin: prefix + String((number % 9_999_999) + 1).padStart(7, '0'), tinType: 'EIN' };
  }

  private bankOf(index: number): BankAccount {
    const key = this.network.keyOf('supplier', index);
    return {
      bank: pick(key, BANK, BANKS),
      country: 'US',
      aba: abaOf(below(key, BRANCH_ABA, 400) * 2_477),
      account: String(this.accounts.at(index) + 100_000_000).padStart(12, '0'),
    };
  }

  /** A trade name that shares the trade words at most: the hard half of D8. */
  private tradeName(core: string, index: number): string {
    const last = core.split(' ').slice(-2).join(' ');
    return `${brandWord(draw(this.network.keyOf('supplier', index), DBA) % 500_000)} ${last}`;
  }
}

function partyTypeOf(kind: SupplierKind): Supplier['partyType'] {
  if (kind === 'physician') return 'INDIVIDUAL';
  if (kind === 'government') return 'GOVERNMENT';
  return kind === 'pcard' ? 'PCARD' : 'ORGANISATION';
}
