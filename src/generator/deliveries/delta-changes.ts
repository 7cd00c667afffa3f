/**
 * What can happen to a record after the snapshot, domain by domain, and what a hub should make of it. Changes
 * are pure functions of the record, so that a later delivery is as reproducible as the first.
 */
import { abaOf } from '../words/check-digits.js';
import type { ContractCopy } from '../copies/contract-copy.js';
import type { CostCenterCopy } from '../copies/cost-center-copy.js';
import type { ItemCopy } from '../copies/item-copy.js';
import type { LocationCopy } from '../copies/location-copy.js';
import { boxAddress, cityOf, streetAddress } from '../words/places.js';
import { draw, field, fold, type Key } from '../seed/random.js';
import type { Sources } from '../sources/sources.js';
import type { SupplierCopy } from '../copies/supplier-copy.js';
import { brandWord } from '../things/supplier-names.js';
import type { System } from '../copies/system.js';

/** What should come of one delivered record. */
export type Expectation =
  /** A new version of the source record, and of the golden record where this source wins the attribute. */
  | 'NEW_VERSION'
  /** A change that waits for a second person; the rest of the record flows. */
  | 'CHANGE_REQUEST'
  /** As above, and signs that somebody pretends to be the supplier. */
  | 'CHANGE_REQUEST_SUSPICIOUS'
  /** Nothing: the content is what the hub has. */
  | 'UNCHANGED'
  /** An older version behind a newer one: kept, never the newest. */
  | 'OLDER_VERSION'
  /** A reference that nobody can resolve. */
  | 'REFERENCE_UNRESOLVED'
  /** The file's columns are not those that were agreed: one cause for the whole batch. */
  | 'SCHEMA_DRIFT';

/** One kind of change. */
export interface ChangeKind<Copy> {
  readonly event: string;
  readonly expect: Expectation;
  /** Attributes that change, as the hub names them. */
  readonly attributes: readonly string[];
  /** Systems that can send it; absent: all. */
  readonly systems?: readonly System[];
  readonly change: (record: Copy, key: Key, sources: Sources, index: number) => Copy;
  /** Another record of the same thing in the same file: the same one again, or what came before or after it. */
  readonly again?: { readonly expect: Expectation; readonly change: ChangeKind<Copy>['change'] };
}

const NAME = field('delta.name');
const ACCOUNT = field('delta.account');

const same = <Copy>(record: Copy): Copy => record;

const ERPS: readonly System[] = ['oracle-fusion', 'sap'];

function moved(record: SupplierCopy, key: Key): SupplierCopy {
  const there = fold(key, 11);
  return {
    ...record,
    address: record.role === 'REMIT' ? boxAddress(there, cityOf(there)) : streetAddress(there, cityOf(there)),
  };
}

function rebanked(record: SupplierCopy, key: Key, country: string): SupplierCopy {
  const number = draw(key, ACCOUNT);
  const bank = country === 'US' ? 'Heron Bay Bank' : 'Harborline Offshore Bank';
  return {
    ...record,
    bankAccount: { bank, country, aba: abaOf(number % 900_000), account: String(number).padStart(12, '0') },
  };
}

export const SUPPLIER_CHANGES: readonly ChangeKind<SupplierCopy>[] = [
  {
    event: 'RENAMED',
    expect: 'NEW_VERSION',
    attributes: ['legalName', 'formerNames'],
    systems: ['oracle-fusion', 'coupa', 'vms'],
    change: (record, key) => ({
      ...record,
      newName: `${brandWord(draw(key, NAME) % 500_000)} Health Partners ${record.name.form}`.trim(),
    }),
  },
  { event: 'ADDRESS_CHANGED', expect: 'NEW_VERSION', attributes: ['addresses'], change: moved },
  {
    event: 'ADDRESS_CHANGED_SENT_TWICE',
    expect: 'NEW_VERSION',
    attributes: ['addresses'],
    systems: ['sap', 'coupa', 'vms'],
    change: moved,
    again: { expect: 'UNCHANGED', change: moved },
  },
  {
    event: 'BANK_CHANGED',
    expect: 'CHANGE_REQUEST',
    attributes: ['bankAccounts'],
    systems: ERPS,
    change: (record, key) => rebanked(record, key, 'US'),
  },
  {
    event: 'BANK_CHANGED_BY_IMPOSTOR',
    expect: 'CHANGE_REQUEST_SUSPICIOUS',
    attributes: ['bankAccounts'],
    systems: ERPS,
    change: (record, key, sources, index) => ({
      ...rebanked(record, key, 'CY'),
      lookalikeDomain: sources.suppliers
        .webDomain(sources.suppliers.at(index))
        .replace('.example.com', '-payments.example.org'),
    }),
  },
  {
    event: 'HOLD_SET',
    expect: 'NEW_VERSION',
    attributes: ['holds'],
    systems: ['sap'],
    change: record => ({ ...record, hold: 'LEGAL' }),
  },
  {
    event: 'DEACTIVATED',
    expect: 'NEW_VERSION',
    attributes: ['lifecycleStatus'],
    systems: ['oracle-fusion', 'coupa', 'vms', 'clm', 'wms'],
    change: record => ({ ...record, active: !record.active }),
  },
  { event: 'SENT_AGAIN', expect: 'UNCHANGED', attributes: [], change: same },
];

export const ITEM_CHANGES: readonly ChangeKind<ItemCopy>[] = [
  {
    event: 'ACTIVITY_CHANGED',
    expect: 'NEW_VERSION',
    attributes: ['lifecycleStatus'],
    systems: ['oracle-fusion', 'sap', 'coupa', 'ehr', 'billing'],
    change: record => ({ ...record, active: !record.active }),
  },
  {
    event: 'DESCRIPTION_CHANGED',
    expect: 'NEW_VERSION',
    attributes: ['description'],
    change: record => ({
      ...record,
      description: `NEW ${record.description}`.slice(0, Math.max(record.description.length, 30)),
    }),
  },
  {
    event: 'PACK_CHANGED',
    expect: 'NEW_VERSION',
    attributes: ['packaging', 'gtins'],
    systems: ERPS,
    change: (record, _key, sources, index) => ({
      ...record,
      gtin: sources.items.newGtin(index),
      packs: record.packs.map((pack, level) => (level === 0 ? pack : { ...pack, qoe: pack.qoe * 2 })),
    }),
  },
  { event: 'SENT_AGAIN', expect: 'UNCHANGED', attributes: [], change: same },
];

export const LOCATION_CHANGES: readonly ChangeKind<LocationCopy>[] = [
  {
    event: 'RENAMED',
    expect: 'NEW_VERSION',
    attributes: ['name'],
    change: record => ({ ...record, name: `New ${record.name}`.slice(0, 30) }),
  },
  {
    event: 'CLOSED',
    expect: 'NEW_VERSION',
    attributes: ['lifecycleStatus'],
    systems: ['oracle-fusion', 'coupa', 'vms', 'ehr', 'wms', 'gpo'],
    change: record => ({ ...record, active: !record.active }),
  },
  { event: 'SENT_AGAIN', expect: 'UNCHANGED', attributes: [], change: same },
];

export const COST_CENTER_CHANGES: readonly ChangeKind<CostCenterCopy>[] = [
  {
    event: 'CLOSED_AT_PERIOD_END',
    expect: 'NEW_VERSION',
    attributes: ['validTo', 'lifecycleStatus'],
    change: record => ({ ...record, validTo: record.validTo === '99991231' ? '20261231' : '99991231' }),
  },
  {
    event: 'RENAMED',
    expect: 'NEW_VERSION',
    attributes: ['name'],
    change: record => ({ ...record, name: `New ${record.name}`, longName: `New ${record.longName}` }),
  },
  { event: 'SENT_AGAIN', expect: 'UNCHANGED', attributes: [], change: same },
];

const amended =
  (by: number, effective: string) =>
  (record: ContractCopy): ContractCopy => ({
    ...record,
    amendment: record.amendment + by,
    effective,
    expires: '20300630',
  });

const AMENDMENT_ATTRIBUTES = ['amendmentNumber', 'effectiveDate', 'expiryDate'] as const;

export const CONTRACT_CHANGES: readonly ChangeKind<ContractCopy>[] = [
  {
    event: 'AMENDED_FOR_THE_FUTURE',
    expect: 'NEW_VERSION',
    attributes: AMENDMENT_ATTRIBUTES,
    change: amended(1, '20270701'),
  },
  {
    event: 'AMENDED_BACKDATED',
    expect: 'NEW_VERSION',
    attributes: AMENDMENT_ATTRIBUTES,
    change: amended(1, '20260401'),
  },
  {
    event: 'AMENDED_TWICE',
    expect: 'NEW_VERSION',
    attributes: AMENDMENT_ATTRIBUTES,
    systems: ['clm'],
    change: amended(1, '20270101'),
    again: { expect: 'NEW_VERSION', change: amended(2, '20270701') },
  },
  {
    event: 'AMENDED_OUT_OF_ORDER',
    expect: 'NEW_VERSION',
    attributes: AMENDMENT_ATTRIBUTES,
    systems: ['clm'],
    change: amended(2, '20270701'),
    again: { expect: 'OLDER_VERSION', change: amended(1, '20270101') },
  },
  {
    event: 'AMENDED_WITH_UNKNOWN_ITEM',
    expect: 'REFERENCE_UNRESOLVED',
    attributes: ['priceLines'],
    systems: ['clm'],
    change: record => ({ ...amended(1, '20270701')(record), unknownItem: 'NOBODY-KNOWS-1' }),
  },
  { event: 'SENT_AGAIN', expect: 'UNCHANGED', attributes: [], change: same },
];
