/** What every comparison of a field says, whatever the kind of column. */

/** Values to compare, present and unequal: `left[k]` with `right[k]` for the first `count`. */
export interface ValuePairs {
  count: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Which of a larger number of pairs each is. */
  readonly numbers: Int32Array;
}

/** How the values of one field compare. */
export interface FieldComparison {
  /** Captions by level, worst first; index 0 is `missing`. */
  readonly labels: readonly string[];
  /** Share of true pairs expected at each level before anything is learned; index 0 unused. */
  readonly expected: readonly number[];
  /** Greatest share of true pairs at level 1, whatever learning makes of it; 1 leaves it free. */
  readonly differMax: number;
  /** Whether the levels are steps of one likeness of texts, which chance reaches the less the higher they are. */
  readonly isScale: boolean;
  /** Whether the best level means equal values and nothing else; their rarity then counts. */
  readonly hasEqualLevel: boolean;
  /** Leaves out most of the pairs that stand at level 1, in a fraction of the time that comparing takes. */
  readonly leaveOutFar?: (pairs: ValuePairs) => void;
  /** Level of two present values by number: 0 where they say nothing to each other, as identifiers of two kinds. Symmetric. */
  readonly levelOf: (left: number, right: number) => number;
}
