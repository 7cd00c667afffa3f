/** What each blocking rule brings together: of use to whoever writes the rules, nothing decides by it. */
import { blockKeys } from '../blocking/index.js';
import type { Features } from '../rules/index.js';
import type { MatchModel } from './match-model.js';

/** What one blocking rule yields. A pair that several rules bring together counts for each. */
export interface BlockingYield {
  readonly rule: string;
  readonly label: string;
  /** Records that have a key by this rule. */
  readonly records: number;
  readonly pairs: number;
  /** Blocks larger than `blockSizeMax`, and keys on the stop list: their pairs are not compared by this rule. */
  readonly crowdedBlocks: number;
  readonly crowdedPairs: number;
}

/** The yield of every rule over some records, in the order of the rules. */
export function blockingYield(
  { rules, frequencies }: MatchModel,
  records: Iterable<Features>,
): readonly BlockingYield[] {
  const known = new Map(rules.blocking.map(({ name }) => [name, new RuleBlocks()]));
  for (const features of records) {
    const { keys, skipped } = blockKeys(rules, features, frequencies);
    for (const rule of new Set([...keys, ...skipped].map(key => key.rule))) known.get(rule)!.records++;
    for (const { rule, hash } of keys) known.get(rule)!.add(hash);
    for (const { rule, hash } of skipped) known.get(rule)!.add(hash, true);
  }
  return rules.blocking.map(({ name, label }) => ({
    rule: name,
    label,
    ...known.get(name)!.yield(rules.blockSizeMax),
  }));
}

class RuleBlocks {
  records = 0;
  private readonly sizes = new Map<string, number>();
  private readonly stopped = new Set<string>();

  add(hash: string, isStopped = false): void {
    this.sizes.set(hash, (this.sizes.get(hash) ?? 0) + 1);
    if (isStopped) this.stopped.add(hash);
  }

  yield(blockSizeMax: number): Omit<BlockingYield, 'rule' | 'label'> {
    const total = { records: this.records, pairs: 0, crowdedBlocks: 0, crowdedPairs: 0 };
    for (const [hash, size] of this.sizes) {
      const pairs = (size * (size - 1)) / 2;
      if (size > blockSizeMax || this.stopped.has(hash)) {
        total.crowdedBlocks++;
        total.crowdedPairs += pairs;
      } else total.pairs += pairs;
    }
    return total;
  }
}
