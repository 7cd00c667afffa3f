/** Which records are compared, and what is decided about them: the same for one record, for a load and for files. */
import { blockKeys } from '../blocking/index.js';
import { orderPair } from '../model/index.js';
import type { Features } from '../rules/index.js';
import { decidePair } from './decide-pair.js';
import type { MatchModel } from './match-model.js';
import { scorePair, weighPair } from './score-pair.js';
import { isForbidden } from './vetoes.js';

/** The members of one block. */
export interface Block {
  readonly key: string;
  readonly members: readonly string[];
}

/** A candidate pair worth remembering, with what decided it. `left` is the smaller record id. */
export interface DecidedPair {
  readonly left: string;
  readonly right: string;
  readonly decision: 'same' | 'review';
  /** Bits (log2 odds). */
  readonly score: number;
  readonly reasons: readonly string[];
}

/** What the blocks of some changed records ask for. */
export interface CandidatePlan {
  /** Ordered pairs with at least one changed record, each once. */
  readonly pairs: readonly (readonly [string, string])[];
  /** Blocks too large to compare. */
  readonly crowded: readonly Block[];
}

/**
 * Pairs every changed record with the other members of its blocks, leaving out blocks larger than `blockSizeMax`.
 *
 * @param mayPair leaves out pairs that somebody else looks at; it is asked for each side's sake
 */
export function planCandidates(
  changed: ReadonlySet<string>,
  blocks: readonly Block[],
  blockSizeMax: number,
  mayPair: (record: string, other: string) => boolean = () => true,
): CandidatePlan {
  const crowded: Block[] = [];
  const seen = new Set<string>();
  const pairs: [string, string][] = [];
  for (const block of blocks) {
    if (block.members.length > blockSizeMax) {
      crowded.push(block);
      continue;
    }
    for (const record of block.members) {
      if (!changed.has(record)) continue;
      for (const other of block.members) {
        if (other === record || !mayPair(record, other)) continue;
        const pair = orderPair(record, other);
        const name = `${pair[0]}-${pair[1]}`;
        if (seen.has(name)) continue;
        seen.add(name);
        pairs.push(pair);
      }
    }
  }
  return { pairs, crowded };
}

/**
 * All pairs of these records that share a block, as if they had all come at once.
 *
 * @param isCrowded whether a block is known to hold more than `blockSizeMax` records, of which these are a part
 */
export function pairRecords(
  { rules, frequencies }: MatchModel,
  records: Iterable<{ readonly id: string; readonly features: Features }>,
  isCrowded: (hash: string) => boolean = () => false,
): CandidatePlan {
  const blocks = new Map<string, string[]>();
  const ids = new Set<string>();
  for (const { id, features } of records) {
    ids.add(id);
    for (const { hash } of blockKeys(rules, features, frequencies).keys) {
      const members = blocks.get(hash);
      if (members !== undefined) members.push(id);
      else if (!isCrowded(hash)) blocks.set(hash, [id]);
    }
  }
  return planCandidates(
    ids,
    [...blocks].map(([key, members]) => ({ key, members })),
    rules.blockSizeMax,
  );
}

/** Scores pairs and keeps what is worth remembering: `same` and `review`. Pairs without features on a side are left out. */
export function decideCandidates(
  model: MatchModel,
  pairs: readonly (readonly [string, string])[],
  features: ReadonlyMap<string, Features>,
): DecidedPair[] {
  return pairs.flatMap(([left, right]): DecidedPair[] => {
    const leftFeatures = features.get(left);
    const rightFeatures = features.get(right);
    if (leftFeatures === undefined || rightFeatures === undefined) return [];
    // Most pairs are different, and the bare score or a veto says so at a fraction of the cost of reasons in words.
    const { review } = model.rules.decision;
    if (weighPair(model, leftFeatures, rightFeatures, review) < review) return [];
    if (isForbidden(model, leftFeatures, rightFeatures)) return [];
    const { decision, score, reasons } = decidePair(model, scorePair(model, leftFeatures, rightFeatures));
    return decision === 'different' ? [] : [{ left, right, decision, score, reasons }];
  });
}
