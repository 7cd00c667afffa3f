import { Permutation } from './permutation.js';
import { draw, field, fold, type Key } from './random.js';
import { NETWORK_SIZES, type NetworkSize, type Scale } from './scale.js';

/** Changes whenever the same seed starts to give other bytes. */
export const SPEC_VERSION = 1;

/** The five domains, as the hub names them. */
export const DOMAINS = ['supplier', 'item', 'location', 'costCenter', 'contract'] as const;
export type Domain = (typeof DOMAINS)[number];

/** What makes two networks the same. */
export interface NetworkOptions {
  readonly scale: Scale;
  /** Any whole number from 0 to 4294967295. */
  readonly seed: number;
  /** How dirty the copies are: a factor on every noise rate. */
  readonly dirt: 0.5 | 1 | 2;
}

/**
 * One generated hospital network: sizes, the root of all drawn values, and the shuffles that hand out unique
 * numbers. It remembers nothing about the records made from it.
 */
export class Network {
  readonly options: NetworkOptions;
  readonly size: NetworkSize;
  private readonly root: Key;
  private readonly domainKeys: Readonly<Record<Domain, Key>>;

  constructor(options: NetworkOptions) {
    this.options = options;
    this.size = NETWORK_SIZES[options.scale];
    this.root = fold(fold(0x70756368, options.seed), SPEC_VERSION);
    this.domainKeys = {
      supplier: fold(this.root, 1),
      item: fold(this.root, 2),
      location: fold(this.root, 3),
      costCenter: fold(this.root, 4),
      contract: fold(this.root, 5),
    };
  }

  /** Key that the keys of a domain's things are folded from. */
  domainKey(domain: Domain): Key {
    return this.domainKeys[domain];
  }

  /** Key of the real thing number `index` of a domain. */
  keyOf(domain: Domain, index: number): Key {
    return fold(this.domainKeys[domain], index);
  }

  /** A shuffle of 0…size-1 that belongs to this network and the named use. */
  shuffle(size: number, use: string): Permutation {
    return new Permutation(size, draw(this.root, field(use)));
  }

  /** How many real things a domain has. */
  count(domain: Domain): number {
    const { suppliers, items, locations, costCenters, contracts } = this.size;
    return {
      supplier: suppliers,
      item: items,
      location: locations,
      costCenter: costCenters,
      contract: contracts,
    }[domain];
  }
}

const ENTITY_PREFIX: Readonly<Record<Domain, string>> = {
  supplier: 'S',
  item: 'I',
  location: 'L',
  costCenter: 'C',
  contract: 'K',
};

/** Id of a real thing in the truth files: `S0000042`. */
export function entityId(domain: Domain, index: number): string {
  return ENTITY_PREFIX[domain] + String(10_000_000 + index).slice(1);
}
