/** Which pairs a run compares: those of the given rules, or of rules that keep to a budget of pairs. */
import type { Field } from '../fields/field.js';
import { chooseBlockRules, labelsOf, type BlockBudget, type BlockRule } from './block-rules.js';
import type { MeetHelper } from './candidate-pairs.js';
import { allBlockKeys, findCandidates, findCopies, plannedRules } from './find-candidates.js';
import type { BlockCost, ChainHelper } from './number-blocks.js';
import type { PairScope } from './pair-scope.js';
import type { Pairs } from './pairs.js';

/** Does part of the search. */
export type BlockingHelper = ChainHelper & MeetHelper;

/** How far to look. */
export interface PairSearch {
  /** Rows of a block that is compared, at most. */
  readonly blockSizeMax: number;
  /** Whether the nearest texts are compared as well. */
  readonly nearest: boolean;
}

/** A rule by which pairs were found. */
export interface UsedRule extends BlockCost {
  /** Labels of the keys on which its pairs agree. */
  readonly labels: readonly string[];
}

/** Measured on febrl_100k: 6 pairs find .68 of the true ones, 12 .973, 14 .986, 25 .999 at twice the time. */
const PAIRS_PER_ROW = 14;
/**
 * So many pairs are worth comparing however few records there are. Where a thing has a hundred records, its true pairs alone are as many:
 * with a third of this, and blocks as small as those of large tables, the publications of Cora went from F1 .850 to .820, and those of
 * a larger selection from .703 to .360.
 */
const PAIRS_MIN = 300_000;
const PAIRS_PER_RULE_AND_ROW = 4;
const PAIRS_PER_RULE_MIN = 150_000;
/** Rows up to which blocks of more than twice the usual size are within that budget. */
const SMALL_TABLE_ROWS = 20_000;
const SMALL_TABLE_BLOCK_SIZE_MAX = 500;

/** Rows of a block that is compared at most, where nobody says. @param usual for tables of any size */
export function blockSizeMaxOf(rows: number, usual: number): number {
  return rows <= SMALL_TABLE_ROWS ? SMALL_TABLE_BLOCK_SIZE_MAX : usual;
}

/** What was found. */
export interface FoundPairs {
  readonly rules: readonly UsedRule[];
  /** Those to compare. */
  readonly pairs: Pairs;
  /** Those that show whether sources hold copies. */
  readonly copies: Pairs;
  /** Where there is one field only, those inside sources as well, looked for as those across them. */
  readonly all: Pairs;
}

/**
 * The pairs to compare, and those that show whether sources hold copies. Of the rules only what there is to say of them is kept: the
 * blocks of sixty rules over a million records are a quarter of a gigabyte.
 *
 * @param blocking labels of the keys of each rule; rules are proposed where nobody says
 */
export function findPairs(
  fields: readonly Field[],
  blocking: readonly (readonly string[])[] | undefined,
  { nearest, blockSizeMax }: PairSearch,
  scope: PairScope,
  helpers: readonly BlockingHelper[],
): FoundPairs {
  const rules =
    blocking === undefined
      ? proposeRules(fields, scope.rows, blockSizeMax, helpers)
      : plannedRules(fields, blocking, blockSizeMax, helpers);
  const pairs = findCandidates(fields, rules, nearest, scope, helpers);
  const needsCopies = blocking === undefined && scope.acrossOnly;
  return {
    pairs,
    copies: needsCopies ? findCopies(fields, rules, nearest, scope) : pairs,
    all:
      scope.acrossOnly && fields.length === 1
        ? findCandidates(fields, rules, nearest, { ...scope, acrossOnly: false }, helpers)
        : pairs,
    rules: rules.map(({ keys, pairs: inside, skippedPairs, skippedBlocks }) => ({
      labels: labelsOf(keys),
      pairs: inside,
      skippedPairs,
      skippedBlocks,
    })),
  };
}

function proposeRules(
  fields: readonly Field[],
  rows: number,
  blockSize: number,
  helpers: readonly BlockingHelper[],
): readonly BlockRule[] {
  const budget: BlockBudget = {
    pairs: Math.max(PAIRS_PER_ROW * rows, PAIRS_MIN),
    pairsPerRule: Math.max(PAIRS_PER_RULE_AND_ROW * rows, PAIRS_PER_RULE_MIN),
    blockSize,
  };
  return chooseBlockRules(allBlockKeys(fields), budget, helpers);
}
