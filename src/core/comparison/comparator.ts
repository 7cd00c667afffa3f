/**
 * What a comparator is: a named way to say how alike two records are in one feature, as a similarity from
 * 0 to 1 on which rule files put their levels (`atLeast`). Every comparator documents the similarities that
 * mean something for it, with a caption for people and an example pair; the examples are run as tests and
 * printed as its truth table.
 */
import type { Scalar } from '../model/index.js';
import { MAX_COMPARED_LENGTH } from './encode-text.js';
import type { Frequencies } from './frequencies.js';

/** One meaningful similarity of a comparator, best first: everything at or above `atLeast` is at least this. */
export interface ComparatorLevel {
  /** Similarity in [0, 1] to write as `atLeast` in a rule file. */
  readonly atLeast: number;
  /** Caption for people: `day and month swapped`. */
  readonly label: string;
  /** A pair that reaches exactly this level; a list stands for a feature with several values. */
  readonly example: readonly [left: string | readonly string[], right: string | readonly string[]];
}

/**
 * How alike two lists of values are, in [0, 1]. Symmetric. 0 when a list is empty.
 *
 * @param atLeast who asks wants to know nothing of less: below it, any value below it may come back. Default 0
 */
export type Similarity = (left: readonly string[], right: readonly string[], atLeast?: number) => number;

/** What a comparator may know besides the two values. */
export interface ComparisonContext {
  /** Feature name, under which token rarity is looked up. */
  readonly feature: string;
  readonly options: Readonly<Record<string, Scalar>>;
  readonly frequencies: Frequencies;
}

/** A named way to compare the values of a feature. */
export interface Comparator {
  /** As written in rule files. */
  readonly name: string;
  readonly description: string;
  readonly levels: readonly ComparatorLevel[];
  /** Option name → what it does and its default. */
  readonly options: Readonly<Record<string, string>>;
  /** Answers sooner the more must be reached (`atLeast`), and is therefore best asked last. */
  readonly stopsEarly?: true;
  /** Binds the comparator to one comparison of a rule set. The result may remember what it derived from values. */
  prepare(context: ComparisonContext): Similarity;
}

/** Lifts a comparison of two values to lists: the best pair counts, blanks are no values. */
export function bestPair(similarity: (left: string, right: string, atLeast: number) => number): Similarity {
  return (left, right, atLeast = 0) => {
    let best = 0;
    for (const a of left) {
      if (a === '') continue;
      for (const b of right) {
        if (b === '') continue;
        const value = a === b ? 1 : similarity(clip(a), clip(b), atLeast);
        if (value === 1) return 1;
        if (value > best) best = value;
      }
    }
    return best;
  };
}

/** Nothing is read out of more text than the kernels look at, so that one huge field cannot stall a worker. */
export function clip(text: string): string {
  return text.length > MAX_COMPARED_LENGTH ? text.slice(0, MAX_COMPARED_LENGTH) : text;
}

/** A numeric option of a comparison, or its default. */
export function numberOption(context: ComparisonContext, name: string, fallback: number): number {
  const value = context.options[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : fallback;
}
