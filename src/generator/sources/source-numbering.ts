import type { Domain, Network } from '../seed/network.js';
import type { Permutation } from '../seed/permutation.js';
import { chance, draw, field, fold, type Key } from '../seed/random.js';

const PRESENT = field('source.present');
const DUPLICATED = field('source.duplicated');
const CLUSTER = field('source.clusterSize');

/**
 * Share of redundant records by file size. Source: J. Casher, RECAP (domain reference, 5.2): hardly any below
 * a hundred records, more than a tenth above a hundred thousand.
 */
function redundantShare(records: number): number {
  if (records < 100) return 0;
  if (records < 1_000) return 0.02;
  if (records < 10_000) return 0.04;
  if (records < 100_000) return 0.07;
  return 0.14;
}

/** Extra copies in a duplicated cluster: cluster size 2 in 80 %, 3 in 14 %, 4 to 8 in 6 %; mean of the extras. */
const MEAN_EXTRA = 0.8 + 0.14 * 2 + 0.06 * 5;

/** Most copies of one thing within one source. */
const COPIES_MAX = 8;

/**
 * Which real things a source system knows, how often, and under which serial number. Serial numbers are
 * given out in the source's own order; duplicates come later, as in a file that grew over the years.
 */
export class SourceNumbering {
  readonly count: number;
  private readonly domainKey: Key;
  private readonly order: Permutation;
  private readonly sourceField: number;
  private readonly present: (index: number) => number;
  private readonly duplicateChance: number;

  /**
   * @param present probability (0 to 1) that the source knows thing `index`
   * @param expected how many things the source is expected to know; 0 means a source that has no duplicates
   */
  constructor(
    network: Network,
    domain: Domain,
    system: string,
    present: (index: number) => number,
    expected: number,
  ) {
    this.domainKey = network.domainKey(domain);
    this.count = network.count(domain);
    this.order = network.shuffle(this.count, `${system}.${domain}.order`);
    this.sourceField = field(`${system}.${domain}`);
    this.present = present;
    const share = redundantShare(expected);
    this.duplicateChance = share / (1 - share) / MEAN_EXTRA;
  }

  /** Number of positions to walk: every thing once, then possible duplicates. */
  get positions(): number {
    return this.duplicateChance === 0 ? this.count : this.count * COPIES_MAX;
  }

  /** The thing and copy at a position, or `undefined` where the source has nothing. */
  copyAt(
    position: number,
  ): { readonly index: number; readonly copy: number; readonly serial: number } | undefined {
    const copy = Math.floor(position / this.count);
    const index = this.order.indexOf(position % this.count);
    // Most things have no duplicates: that is asked first, because it costs least.
    if (copy > 0 && !chance(this.keyOf(index), DUPLICATED, this.duplicateChance)) return undefined;
    return copy < this.copies(index) ? { index, copy, serial: position } : undefined;
  }

  has(index: number): boolean {
    const key = this.keyOf(index);
    return chance(key, PRESENT, this.present(index));
  }

  /** How many records the source has of thing `index`. */
  copies(index: number): number {
    const key = this.keyOf(index);
    if (!chance(key, PRESENT, this.present(index))) return 0;
    if (!chance(key, DUPLICATED, this.duplicateChance)) return 1;
    const percent = draw(key, CLUSTER) % 100;
    if (percent < 80) return 2;
    return percent < 94 ? 3 : 4 + (draw(key, CLUSTER) % 5);
  }

  /** Serial number of a copy: unique within the source. */
  serial(index: number, copy: number): number {
    return copy * this.count + this.order.at(index);
  }

  /** Largest serial number that can occur, for the width of keys. */
  get serialMax(): number {
    return this.count * COPIES_MAX;
  }

  /** Key that a copy's noise is drawn from. */
  copyKey(index: number, copy: number): Key {
    return fold(this.keyOf(index), copy);
  }

  private keyOf(index: number): Key {
    return fold(fold(this.domainKey, index), this.sourceField);
  }
}
