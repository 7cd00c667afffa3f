/**
 * Words that some write apart and some together (`PS-LX350H` and `PSLX350H`, `CAL STEAM` and `CALSTEAM`) in one form: two neighbours
 * become one word where a value of the field has them as one, and that one is no commoner than either part.
 */

/** The values (upper-case words, single spaces) with words joined. Value 0 is blank. */
export function joinWords(values: readonly string[], counts: ArrayLike<number>): string[] {
  const records = new Map<string, number>();
  for (const [value, text] of values.entries()) {
    if (text === '') continue;
    for (const word of new Set(text.split(' '))) records.set(word, (records.get(word) ?? 0) + counts[value]!);
  }
  return values.map(text => (text.includes(' ') ? joined(text.split(' '), records) : text));
}

function joined(words: readonly string[], records: ReadonlyMap<string, number>): string {
  const result: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const [word, next] = [words[at]!, words[at + 1]];
    const both = next === undefined ? undefined : records.get(word + next);
    if (both !== undefined && both <= Math.min(records.get(word)!, records.get(next!)!)) {
      result.push(word + next!);
      at++;
    } else result.push(word);
  }
  return result.join(' ');
}
