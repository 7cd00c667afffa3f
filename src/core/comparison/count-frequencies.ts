/**
 * Counts how common values, tokens and block keys are, once, for the snapshot that an activated rule set
 * version carries. Only what scoring can use is kept: a count of one is the same as no count.
 */
import type { Features, FrequencySnapshot } from '../rules/index.js';
import { concealValue } from './conceal-value.js';
import { tokensOf } from './token-alignment.js';

type CountsByFeature = Map<string, Map<string, number>>;

/** Feed it every record once, in any order; the snapshot does not depend on the order. */
export class FrequencyCounter {
  private records = 0;
  private readonly values: CountsByFeature = new Map();
  private readonly tokens: CountsByFeature = new Map();
  private readonly valueFeatures: ReadonlySet<string>;
  private readonly tokenFeatures: ReadonlySet<string>;
  private readonly blockSizeMax: number;
  private readonly concealed: ReadonlySet<string>;
  private readonly blocks = new Map<string, number>();

  /**
   * @param valueFeatures features whose values are counted (identifiers, and those with term-frequency levels)
   * @param tokenFeatures features whose words are counted (compared or blocked by token)
   * @param blockSizeMax blocks larger than this go to the snapshot's stop list
   * @param concealed counted features whose values must not be told by the snapshot; their words are left out
   */
  constructor(
    valueFeatures: ReadonlySet<string>,
    tokenFeatures: ReadonlySet<string>,
    blockSizeMax: number,
    concealed: ReadonlySet<string> = new Set(),
  ) {
    this.valueFeatures = valueFeatures;
    this.tokenFeatures = new Set([...tokenFeatures].filter(feature => !concealed.has(feature)));
    this.blockSizeMax = blockSizeMax;
    this.concealed = concealed;
  }

  /** Counts one record. `blockHashes` are its block keys, where oversized blocks are to be found too. */
  add(features: Features, blockHashes: readonly string[] = []): void {
    this.records++;
    for (const feature of this.valueFeatures) {
      for (const value of new Set(features[feature])) count(this.values, feature, value);
    }
    for (const feature of this.tokenFeatures) {
      const tokens = new Set((features[feature] ?? []).flatMap(value => tokensOf(value)));
      for (const token of tokens) count(this.tokens, feature, token);
    }
    for (const hash of new Set(blockHashes)) this.blocks.set(hash, (this.blocks.get(hash) ?? 0) + 1);
  }

  snapshot(): FrequencySnapshot {
    const oversized = [...this.blocks].filter(([, size]) => size > this.blockSizeMax);
    const concealed = [...this.values.keys()].filter(feature => this.concealed.has(feature)).sort();
    return {
      records: this.records,
      features: plainCounts(this.#told()),
      tokens: plainCounts(this.tokens),
      oversizedBlocks: Object.fromEntries(oversized.sort(byText)),
      ...(concealed.length === 0 ? {} : { concealed }),
    };
  }

  #told(): CountsByFeature {
    return new Map(
      [...this.values].map(([feature, values]) => [
        feature,
        this.concealed.has(feature) ? concealedCounts(values) : values,
      ]),
    );
  }
}

/** Of the values that share a number the commonest counts: adding them up would discount what hardly anybody shares. */
function concealedCounts(values: ReadonlyMap<string, number>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [value, times] of values) {
    const number = concealValue(value);
    counts.set(number, Math.max(counts.get(number) ?? 0, times));
  }
  return counts;
}

function count(counts: CountsByFeature, feature: string, value: string): void {
  let ofFeature = counts.get(feature);
  if (ofFeature === undefined) counts.set(feature, (ofFeature = new Map()));
  ofFeature.set(value, (ofFeature.get(value) ?? 0) + 1);
}

function plainCounts(counts: CountsByFeature): Record<string, Record<string, number>> {
  return Object.fromEntries(
    [...counts].sort(byText).map(([feature, values]) => {
      const kept = [...values].filter(([, times]) => times > 1).sort(byText);
      return [feature, Object.fromEntries(kept)];
    }),
  );
}

function byText(left: readonly [string, unknown], right: readonly [string, unknown]): number {
  return left[0] < right[0] ? -1 : left[0] > right[0] ? 1 : 0;
}
