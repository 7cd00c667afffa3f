/**
 * How common values and tokens are, in the form that scoring reads: the snapshot of the activated rule set,
 * turned into maps once. A shared rare name is worth more than a shared common one, and a phone that 41
 * parties share is worth nothing; both are read from here, never from what happens to be loaded today.
 */
import type { FrequencySnapshot } from '../rules/index.js';
import { concealValue } from './conceal-value.js';

type Counts = Readonly<Record<string, number>>;

/** Fast look-ups over a frequency snapshot. Immutable; shared by all comparisons of one rule set version. */
export class Frequencies {
  /** How many records were counted; 0 when nothing was counted yet. */
  readonly records: number;
  private readonly values: ReadonlyMap<string, ReadonlyMap<string, number>>;
  private readonly tokens: ReadonlyMap<string, ReadonlyMap<string, number>>;
  private readonly blocks: ReadonlyMap<string, number>;
  private readonly concealed: ReadonlySet<string>;
  private readonly agreement = new Map<string, number>();

  constructor(snapshot: FrequencySnapshot) {
    this.records = snapshot.records;
    this.values = mapsOf(snapshot.features);
    this.tokens = mapsOf(snapshot.tokens ?? {});
    this.blocks = new Map(Object.entries(snapshot.oversizedBlocks ?? {}));
    this.concealed = new Set(snapshot.concealed);
  }

  /** How many counted records have this value. 0 = not among the kept counts: unseen, or seen once. */
  valueCount(feature: string, value: string): number {
    return this.values.get(feature)?.get(this.concealed.has(feature) ? concealValue(value) : value) ?? 0;
  }

  /** How many counted records have this token in the feature; for features split into tokens, their value count. */
  tokenCount(feature: string, token: string): number {
    return (this.tokens.get(feature) ?? this.values.get(feature))?.get(token) ?? 0;
  }

  /**
   * Weight of a token by its rarity: `ln((records + 1) / (count + 1)) + 1` (smoothed inverse document
   * frequency). Every token weighs 1 when nothing was counted.
   */
  tokenWeight(feature: string, token: string): number {
    if (this.records === 0) return 1;
    const count = Math.min(Math.max(this.tokenCount(feature, token), 1), this.records);
    return Math.log((this.records + 1) / (count + 1)) + 1;
  }

  /** Size of a block known to be too large to compare, or `null`. */
  oversizedBlock(hash: string): number | null {
    return this.blocks.get(hash) ?? null;
  }

  /**
   * Chance that another record has this very value: (count − 1) / (records − 1), at least as if one other record
   * had it, since that is what a shared value means. `null` when nothing was counted.
   */
  chanceOfSharing(feature: string, value: string): number | null {
    if (this.records < 2) return null;
    return Math.max(this.valueCount(feature, value) - 1, 1) / (this.records - 1);
  }

  /**
   * Chance that two different records agree on the feature: Σ count × (count − 1) / (records × (records − 1)), and
   * never less than for the rarest shared value. `null` when nothing was counted.
   */
  chanceOfAgreement(feature: string): number | null {
    if (this.records < 2) return null;
    const known = this.agreement.get(feature);
    if (known !== undefined) return known;
    let pairs = 0;
    for (const count of this.values.get(feature)?.values() ?? []) pairs += count * (count - 1);
    const chance = Math.max(pairs / this.records, 1) / (this.records - 1);
    this.agreement.set(feature, chance);
    return chance;
  }
}

/** A snapshot in which nothing was counted: every token weighs the same, no identifier is discounted. */
export const NO_FREQUENCIES: FrequencySnapshot = { records: 0, features: {} };

function mapsOf(byFeature: Readonly<Record<string, Counts>>): Map<string, Map<string, number>> {
  return new Map(
    Object.entries(byFeature).map(([feature, counts]) => [feature, new Map(Object.entries(counts))]),
  );
}
