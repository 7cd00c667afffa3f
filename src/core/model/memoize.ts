/** Entries that a memo keeps, at most; a few MB. */
const SIZE_MAX = 20_000;

/** How much a memo may keep. */
export interface MemoLimits {
  /** How many texts; fewer for what takes more than some hundred bytes each. */
  readonly size?: number;
  /** Longer texts are worked out every time: they hardly come twice, and would be the memory of everything else. */
  readonly textLength?: number;
}

/**
 * Remembers what was derived from a text (its tokens, its parts, its keys): the same texts come again and again. What was asked for
 * lately stays: entries are in two generations, and when the younger one has half the size, what is left in the older one goes.
 */
export function memoize<Derived>(
  derive: (text: string) => Derived,
  { size = SIZE_MAX, textLength = Infinity }: MemoLimits = {},
): (text: string) => Derived {
  let young = new Map<string, Derived>();
  let old = new Map<string, Derived>();
  return text => {
    const known = young.get(text);
    if (known !== undefined) return known;
    if (text.length > textLength) return derive(text);
    const derived = old.get(text) ?? derive(text);
    if (young.size >= size / 2) {
      old = young;
      young = new Map();
    }
    young.set(text, derived);
    return derived;
  };
}
