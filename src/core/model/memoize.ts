/** Entries a memo keeps before it starts afresh; a few MB at most. */
const SIZE_MAX = 20_000;

/** How much a memo may keep. */
export interface MemoLimits {
  /** How many texts; fewer for what takes more than some hundred bytes each. */
  readonly size?: number;
  /** Longer texts are worked out every time: they hardly come twice, and would be the memory of everything else. */
  readonly textLength?: number;
}

/** Remembers what was derived from a text (its tokens, its parts, its keys): the same texts come again and again. */
export function memoize<Derived>(
  derive: (text: string) => Derived,
  { size = SIZE_MAX, textLength = Infinity }: MemoLimits = {},
): (text: string) => Derived {
  const memo = new Map<string, Derived>();
  return text => {
    if (text.length > textLength) return derive(text);
    const known = memo.get(text);
    if (known !== undefined) return known;
    const derived = derive(text);
    if (memo.size >= size) memo.clear();
    memo.set(text, derived);
    return derived;
  };
}
