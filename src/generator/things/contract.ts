import type { Item, Items } from './item.js';
import type { Locations } from './location.js';
import { entityId, type Network } from '../seed/network.js';
import type { Permutation } from '../seed/permutation.js';
import { at, below, chance, draw, field, fold, pick, type Key } from '../seed/random.js';
import { ITEM_RUN } from './item-groups.js';
import { DISTRIBUTORS, STAFFING, SUPPLIER_BLOCK } from './supplier-groups.js';
import type { Suppliers } from './supplier.js';

/** Group purchasing organisations, invented. */
const GPOS = ['VGP', 'NSC', 'CPX'] as const;

/** A price tier. */
export interface Tier {
  readonly tier: number;
  readonly basis: 'ACCESS' | 'COMMITMENT';
  readonly minPercent: number;
  /** Dollars a year; 0 for none. */
  readonly minSpend: number;
  /** Hundredths of a per cent that the price is below the list price. */
  readonly discount: number;
}

/** A real contract. */
export interface Contract {
  readonly index: number;
  readonly id: string;
  readonly key: Key;
  readonly type: 'GPO' | 'REGIONAL' | 'LOCAL' | 'STAFFING_RATE';
  readonly gpo: (typeof GPOS)[number];
  /** As printed on the contract: `GPO-MS-2217`. */
  readonly number: string;
  readonly supplier: number;
  readonly title: string;
  /** `20260701` */
  readonly effective: string;
  readonly expires: string;
  readonly amendment: number;
  readonly backdated: boolean;
  readonly tiers: readonly Tier[];
  /** Numbers of the facilities that may buy, each with its tier. */
  readonly members: readonly { readonly facility: number; readonly tier: number }[];
  /** Range of item numbers that it covers, end excluded; empty for staffing. */
  readonly firstItem: number;
  readonly endItem: number;
  /** Number of the contract with the same number at another purchasing organisation (N14), or -1. */
  readonly namesake: number;
}

/** The pair of a block of contracts that shares a number (N14): .005 of all. */
const NAMESAKE_BLOCK = 400;
const NAMESAKE_OFFSET = 2;

const GPO = field('contract.gpo');
const TITLE = field('contract.title');
const YEAR = field('contract.year');
const AMENDMENT = field('contract.amendment');
const BACKDATED = field('contract.backdated');
const TIERS = field('contract.tiers');
const MEMBERS = field('contract.members');
const SELLER = field('contract.seller');
const COVERED = field('contract.coveredItem');

/** Share of all items that purchasing organisations' contracts price (coverage table), and of contracts that are theirs. */
const ITEM_SHARE = 0.45;
const GPO_CONTRACT_SHARE = 0.7;

/** Makes the contracts of one network, each from its number alone. */
export class Contracts {
  readonly count: number;
  private readonly network: Network;
  private readonly suppliers: Suppliers;
  private readonly items: Items;
  private readonly locations: Locations;
  private readonly numbers: Permutation;
  private readonly staffingCount: number;
  private readonly staffingOrder: Permutation;
  private readonly itemsPerContract: number;
  private readonly meanTiers: number;

  constructor(network: Network, suppliers: Suppliers, items: Items, locations: Locations) {
    this.network = network;
    this.suppliers = suppliers;
    this.items = items;
    this.locations = locations;
    const { size } = network;
    this.count = size.contracts;
    this.numbers = network.shuffle(90_000, 'contract.numbers');
    this.staffingCount = Math.ceil(size.contracts / 10);
    this.staffingOrder = network.shuffle(
      Math.floor(size.suppliers / SUPPLIER_BLOCK) * STAFFING.count,
      'contract.staffing',
    );
    this.itemsPerContract = size.items / size.contracts;
    this.meanTiers = size.priceLines / (size.items * ITEM_SHARE);
  }

  at(index: number): Contract {
    const key = this.network.keyOf('contract', index);
    const type = this.typeOf(index);
    const offset = index % NAMESAKE_BLOCK;
    const namesake = offset === NAMESAKE_OFFSET + 1 ? index - 1 : -1;
    const supplier = this.supplierOf(index, type);
    const year = 2023 + below(key, YEAR, 4);
    const gpo = at(GPOS, draw(this.network.keyOf('contract', index - (index % NAMESAKE_BLOCK)), GPO) + index);
    return {
      index,
      id: entityId('contract', index),
      key,
      type,
      gpo,
      number: this.numberOf(namesake >= 0 ? namesake : index),
      supplier,
      title:
        type === 'STAFFING_RATE'
          ? 'Contingent nursing and allied health labor'
          : `${pick(key, TITLE, TITLES)} - committed program`,
      effective: `${year}0701`,
      expires: `${year + 3}0630`,
      amendment: below(key, AMENDMENT, 5),
      backdated: chance(key, BACKDATED, 0.02),
      tiers: this.tiersOf(key),
      members: this.membersOf(key),
      firstItem: type === 'STAFFING_RATE' ? 0 : Math.floor(index * this.itemsPerContract),
      endItem: type === 'STAFFING_RATE' ? 0 : Math.floor((index + 1) * this.itemsPerContract),
      namesake,
    };
  }

  /** Number of the contract whose item range holds item `item`. */
  contractOfItem(item: number): number {
    const guess = Math.floor(item / this.itemsPerContract);
    if (item < Math.floor(guess * this.itemsPerContract)) return guess - 1;
    return item >= Math.floor((guess + 1) * this.itemsPerContract) ? guess + 1 : guess;
  }

  typeOf(index: number): Contract['type'] {
    const offset = index % 10;
    if (offset === 0) return 'STAFFING_RATE';
    if (offset <= 7) return 'GPO';
    return offset === 8 ? 'REGIONAL' : 'LOCAL';
  }

  /** Whether the contract that item `item` falls to prices it. */
  covers(item: Pick<Item, 'index' | 'key'>): boolean {
    return (
      this.typeOf(this.contractOfItem(item.index)) !== 'STAFFING_RATE' &&
      chance(item.key, COVERED, ITEM_SHARE / GPO_CONTRACT_SHARE)
    );
  }

  /** Number of the staffing contract of a supplier, or -1. */
  staffingContractOf(supplier: number): number {
    const offset = supplier % SUPPLIER_BLOCK;
    if (offset < STAFFING.first || offset >= STAFFING.first + STAFFING.count) return -1;
    const ordinal = Math.floor(supplier / SUPPLIER_BLOCK) * STAFFING.count + offset - STAFFING.first;
    const staffing = this.staffingOrder.indexOf(ordinal);
    return staffing < this.staffingCount && staffing * 10 < this.count ? staffing * 10 : -1;
  }

  private supplierOf(index: number, type: Contract['type']): number {
    if (type === 'STAFFING_RATE') {
      const ordinal = this.staffingOrder.at(index / 10);
      return (
        Math.floor(ordinal / STAFFING.count) * SUPPLIER_BLOCK + STAFFING.first + (ordinal % STAFFING.count)
      );
    }
    const key = this.network.keyOf('contract', index);
    if (chance(key, SELLER, 0.6))
      return this.items.makerOf(Math.floor(Math.floor(index * this.itemsPerContract) / ITEM_RUN));
    const blocks = Math.floor(this.network.size.suppliers / SUPPLIER_BLOCK);
    const number = draw(fold(key, 1), SELLER) % (blocks * DISTRIBUTORS.count);
    return (
      Math.floor(number / DISTRIBUTORS.count) * SUPPLIER_BLOCK +
      DISTRIBUTORS.first +
      (number % DISTRIBUTORS.count)
    );
  }

  private numberOf(index: number): string {
    const type = this.typeOf(index);
    const initials = this.suppliers
      .coreOf(this.supplierOf(index, type))
      .split(' ')
      .filter(word => /^[A-Z]/.test(word))
      .map(word => word.charAt(0))
      .join('')
      .slice(0, 2);
    const prefix = { GPO: 'GPO', REGIONAL: 'REG', LOCAL: 'LOC', STAFFING_RATE: 'SVC' }[type];
    return `${prefix}-${initials}-${10_000 + this.numbers.at(index)}`;
  }

  /** One to four tiers, so that price lines number what the scale asks for. */
  private tiersOf(key: Key): readonly Tier[] {
    const whole = Math.floor(this.meanTiers);
    const count = whole + (chance(key, TIERS, this.meanTiers - whole) ? 1 : 0);
    return Array.from({ length: Math.max(1, count) }, (_, position) => ({
      tier: position + 1,
      basis: position === 0 ? 'ACCESS' : 'COMMITMENT',
      minPercent: position === 0 ? 0 : 60 + position * 10,
      minSpend: position === 0 ? 0 : position * 250_000,
      discount: 500 + position * 700,
    }));
  }

  private membersOf(key: Key): Contract['members'] {
    const start = below(key, MEMBERS, this.locations.facilities);
    const count = Math.min(this.locations.facilities, 2 + (draw(fold(key, 1), MEMBERS) % 6));
    const tiers = this.tiersOf(key).length;
    return Array.from({ length: count }, (_, position) => ({
      facility: this.locations.facilityIndex(start + position),
      tier: 1 + ((position + start) % tiers),
    }));
  }
}

const TITLES = [
  'Surgical gloves',
  'Wound care',
  'Orthopedic trauma',
  'Vascular access',
  'Sutures and endomechanicals',
  'Respiratory supplies',
  'Exam gloves',
  'Cardiology devices',
  'Patient warming',
  'Urology',
] as const;

/** Price of a contract line in ten-thousandths of a dollar for `qoe` base units at a tier. */
export function linePrice(basePrice: number, qoe: number, tier: Tier): number {
  return Math.floor((basePrice * qoe * (10_000 - tier.discount)) / 10_000);
}
