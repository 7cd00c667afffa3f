import { copyAddress, copyPhone } from './address-noise.js';
import { withWrongCheckDigit } from '../words/check-digits.js';
import { FAULTS } from './fault-codes.js';
import { NoiseSource } from './noise.js';
import { NOISE_RATES, TIN_MISSING } from './noise-rates.js';
import { PatternSet } from './patterns.js';
import type { Address } from '../words/places.js';
import { below, chance, draw, field, fold } from '../seed/random.js';
import { copySupplierName, type NameCopy } from './supplier-name-noise.js';
import type { BankAccount, Supplier, Suppliers } from '../things/supplier.js';
import type { Role, System } from './system.js';

/** Which attribute a planted error is in; every feed knows the column it keeps it in. */
export type SupplierFaultAttribute = 'name' | 'tin' | 'gln' | 'bank';

/** What one system holds about a supplier, before its format spells it. */
export interface SupplierCopy {
  readonly role: Role;
  readonly name: NameCopy;
  readonly dba: string;
  /** New name where the system sends a renaming. */
  readonly newName: string;
  /** Nine digits, or empty. */
  readonly tin: string;
  readonly duns: string;
  readonly gln: string;
  readonly address: Address;
  readonly phone: string;
  /** Whether the source knows an e-mail address and a website; {@link emailOf} and {@link websiteOf} spell them. */
  readonly online: { readonly email: 'OWN' | 'SHARED' | 'NONE'; readonly website: boolean };
  /** A domain that only looks like the supplier's own, where somebody pretends to be it. */
  readonly lookalikeDomain?: string;
  readonly contactFirst: string;
  readonly contactLast: string;
  readonly bankAccount: BankAccount | undefined;
  readonly active: boolean;
  /** Why payment is on hold, or empty. */
  readonly hold: string;
  /** When the record was created: `20190304`. */
  readonly createdOn: string;
  readonly patterns: PatternSet;
  readonly faults: readonly { readonly attribute: SupplierFaultAttribute; readonly code: string }[];
}

const REMIT = field('copy.remit');
const ONLINE = field('copy.online');
const CREATED = field('copy.created');
const ACTIVE = field('copy.active');
const HOLD = field('copy.hold');
const BANK_KNOWN = field('copy.bankKnown');
const TIN_GONE = field('copy.tinMissing');
const GLN_BAD = field('copy.glnBad');
const ABA_BAD = field('copy.abaBad');

const DUMMY_TINS = ['999999999', '123456789', '000000000', '111111111'] as const;
const OLDER_HOLDS = ['LEGAL', 'W9', 'QUALITY'] as const;

/** Which fields a system has at all; the rest stays empty. */
export interface SupplierFields {
  readonly system: System;
  /** Remit-to records exist beside the supplier's own (Oracle, SAP). */
  readonly remits: boolean;
  readonly bank: boolean;
  readonly gln: boolean;
  /** The name may not be blank, because other files join on it. */
  readonly nameRequired: boolean;
}

/**
 * Makes copy number `copy` of a supplier in one system.
 * @param dirt factor on all noise rates
 */
export function copySupplier(
  supplier: Supplier,
  copyKey: number,
  copy: number,
  fields: SupplierFields,
  dirt: number,
): SupplierCopy {
  const noise = new NoiseSource(copyKey, dirt);
  const patterns = new PatternSet();
  const faults: { attribute: SupplierFaultAttribute; code: string }[] = [];
  const remit = copy > 0 && fields.remits && chance(copyKey, REMIT, 0.25);
  if (remit) patterns.add('D9');
  const { pattern } = supplier.place;
  const limits = { keepForm: pattern === 'N4' || pattern === 'N3', legalOnly: fields.nameRequired };
  let name = copySupplierName(supplier, noise, limits, patterns);
  if (!fields.nameRequired && noise.hits('requiredMissing', NOISE_RATES.requiredMissing / 2)) {
    name = { core: '', form: '', full: '' };
    faults.push({ attribute: 'name', code: FAULTS.supplierNameMissing });
  }
  const tin = copyTin(supplier, noise, fields.system, patterns, faults);
  return {
    role: remit ? 'REMIT' : copy === 0 ? 'PRIMARY' : 'DUP',
    name,
    dba: supplier.dba,
    newName: '',
    tin,
    duns: noise.happens('dunsMissing') ? '' : supplier.duns,
    gln: fields.gln ? copyGln(supplier, noise, faults) : '',
    address: remit ? supplier.remit : copyAddress(supplier.home, supplier.remit, noise),
    phone: copyPhone(supplier.phone, noise),
    online: drawOnline(copyKey),
    contactFirst: supplier.contactFirst,
    contactLast: supplier.contactLast,
    bankAccount: bankOf(supplier, noise, fields, faults),
    active: chance(copyKey, ACTIVE, 0.88),
    hold: chance(copyKey, HOLD, 0.02) ? (OLDER_HOLDS[draw(copyKey, HOLD) % 3] ?? '') : '',
    createdOn: dateBetween(copyKey, 2012, 14),
    patterns,
    faults,
  };
}

function copyTin(
  supplier: Supplier,
  noise: NoiseSource,
  system: System,
  patterns: PatternSet,
  faults: { attribute: SupplierFaultAttribute; code: string }[],
): string {
  if (supplier.tin === '') return '';
  const missing = TIN_MISSING[system];
  if (missing === undefined || chance(noise.key, TIN_GONE, Math.min(0.9, missing * noise.dirt))) {
    patterns.add('D10');
    return '';
  }
  if (supplier.tinType === 'EIN' && noise.happens('tinDummy')) {
    patterns.add('D10');
    faults.push({ attribute: 'tin', code: FAULTS.einDummy });
    return DUMMY_TINS[noise.variant('tinDummy', DUMMY_TINS.length)] ?? '';
  }
  return noise.happens('tinDigits') ? withSwappedDigits(supplier.tin, noise) : supplier.tin;
}

/** Two neighbouring digits swapped where they differ, else one digit changed: no check digit shows it. */
function withSwappedDigits(tin: string, noise: NoiseSource): string {
  const position = 2 + noise.variant('tinDigits', 6);
  const [left, right] = [tin.charAt(position), tin.charAt(position + 1)];
  const swapped = left === right ? left + String((Number(right) + 3) % 10) : right + left;
  return tin.slice(0, position) + swapped + tin.slice(position + 2);
}

function copyGln(
  supplier: Supplier,
  noise: NoiseSource,
  faults: { attribute: SupplierFaultAttribute; code: string }[],
): string {
  if (noise.happens('glnMissing')) return '';
  if (!chance(noise.key, GLN_BAD, 0.002 * noise.dirt)) return supplier.gln;
  faults.push({ attribute: 'gln', code: FAULTS.glnCheckDigit });
  return withWrongCheckDigit(supplier.gln);
}

function bankOf(
  supplier: Supplier,
  noise: NoiseSource,
  fields: SupplierFields,
  faults: { attribute: SupplierFaultAttribute; code: string }[],
): BankAccount | undefined {
  if (!fields.bank || !chance(noise.key, BANK_KNOWN, 0.7)) return undefined;
  if (chance(noise.key, ABA_BAD, 0.002 * noise.dirt)) {
    faults.push({ attribute: 'bank', code: FAULTS.abaCheckDigit });
    return { ...supplier.bankAccount, aba: withWrongCheckDigit(supplier.bankAccount.aba) };
  }
  if (!noise.happens('bankStale')) return supplier.bankAccount;
  const stale = String(100_000_000 + below(fold(noise.key, 9), ABA_BAD, 2_000_000)).padStart(12, '0');
  return { ...supplier.bankAccount, account: stale };
}

/** Six in ten records have an e-mail address (some of them at a provider that thousands use), five in ten a website. */
function drawOnline(copyKey: number): SupplierCopy['online'] {
  const number = draw(copyKey, ONLINE);
  const percent = number % 100;
  return { email: percent < 55 ? 'OWN' : percent < 63 ? 'SHARED' : 'NONE', website: number >>> 31 === 0 };
}

/** The e-mail address for orders, or empty. */
export function emailOf(suppliers: Suppliers, supplier: Supplier, record: SupplierCopy): string {
  if (record.online.email === 'NONE') return '';
  if (record.online.email === 'SHARED') return `accounts${supplier.index}@mail.example.org`;
  return `orders@${suppliers.webDomain(supplier)}`;
}

/** The website, or empty. */
export function websiteOf(suppliers: Suppliers, supplier: Supplier, record: SupplierCopy): string {
  if (record.lookalikeDomain !== undefined) return `https://${record.lookalikeDomain}`;
  return record.online.website ? `https://${suppliers.webDomain(supplier)}` : '';
}

/** A day as `YYYYMMDD` in `years` years from January `first`. Days stop at 28, so that every month has them. */
export function dateBetween(key: number, first: number, years: number): string {
  const number = draw(key, CREATED);
  const month = 1 + (Math.floor(number / 28) % 12);
  return `${first + (number % years)}${String(month).padStart(2, '0')}${String(1 + (number % 28)).padStart(2, '0')}`;
}
