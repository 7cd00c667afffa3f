/**
 * What the pairs of a hub look like to its match rules, counted: most pairs compare like many others, so that learning works on some
 * thousand patterns instead of the pairs.
 */
import { isForbidden, levelsOfPair, type MatchModel } from '../matching/index.js';
import type { Features } from '../rules/index.js';
import { evidenceColumns, type EvidenceColumn } from './evidence-columns.js';

/** Pairs that compare alike. */
export interface EvidencePattern {
  /** Digit of each column: 0 says nothing, n is its level n − 1. */
  readonly levels: Uint8Array;
  /** Bits that the rarity and the sharing of values add to the weights, in whole bits. */
  readonly adjustment: number;
  /** A veto makes these pairs different, whatever their score. */
  readonly isForbidden: boolean;
  /** Pairs that nobody has judged. */
  readonly pairs: number;
  /** Pairs that people have called the same, and something else. */
  readonly judgedSame: number;
  readonly judgedOther: number;
  /**
   * By column: how many of all these pairs there were if each shared value were its two records' own. A value that others have, too,
   * counts by the share that the rules leave it: its weight is that of a value which nobody else has.
   */
  readonly unshared: Float64Array;
}

/** A person's word, as far as weights learn from it. */
export type JudgedAs = 'same' | 'other';

interface Counted {
  readonly levels: Uint8Array;
  readonly adjustment: number;
  readonly isForbidden: boolean;
  readonly unshared: Float64Array;
  pairs: number;
  judgedSame: number;
  judgedOther: number;
}

/** Counts pairs by pattern. */
export class PatternCount {
  readonly columns: readonly EvidenceColumn[];
  readonly #model: MatchModel;
  readonly #digits: readonly ReadonlyMap<string, number>[];
  readonly #numbers = new Map<string, number>();
  readonly #counted: Counted[] = [];

  constructor(model: MatchModel) {
    this.#model = model;
    this.columns = evidenceColumns(model.rules);
    this.#digits = this.columns.map(
      ({ levels }) => new Map(levels.map(({ name }, place) => [name, place + 1])),
    );
  }

  /** Counts a pair; returns the number of its pattern. */
  add(left: Features, right: Features, judgedAs?: JudgedAs): number {
    const evidence = levelsOfPair(this.#model, left, right);
    const levels = Uint8Array.from(evidence, ({ level }, column) => this.#digits[column]?.get(level) ?? 0);
    const adjustment = Math.round(evidence.reduce((sum, each) => sum + each.adjustment, 0));
    const forbidden = isForbidden(this.#model, left, right);
    const key = `${levels.join()} ${adjustment} ${forbidden}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#counted.length;
      this.#numbers.set(key, number);
      const unshared = new Float64Array(levels.length);
      const none = { pairs: 0, judgedSame: 0, judgedOther: 0 };
      this.#counted.push({ levels, adjustment, isForbidden: forbidden, unshared, ...none });
    }
    const pattern = this.#counted[number];
    if (pattern !== undefined) {
      if (judgedAs === undefined) pattern.pairs += 1;
      else if (judgedAs === 'same') pattern.judgedSame += 1;
      else pattern.judgedOther += 1;
      for (const [column, each] of evidence.entries()) {
        const isShared = this.columns[column]?.kind === 'identifier' && each.level === 'shared';
        pattern.unshared[column] = (pattern.unshared[column] ?? 0) + (isShared ? 2 ** each.adjustment : 1);
      }
    }
    return number;
  }

  /** All patterns, by their numbers. */
  patterns(): readonly EvidencePattern[] {
    return this.#counted;
  }
}
