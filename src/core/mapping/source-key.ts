/**
 * The text of a source key: one part as it is, several joined by `|` (a `|` or `\` inside a part is escaped with `\`).
 * Nothing is trimmed: `"   20117"` and `"20117"` are different keys, as they are in Lawson.
 */
export function joinKeyParts(parts: readonly string[]): string {
  if (parts.length === 1) return parts[0] ?? '';
  return parts.map(part => part.replaceAll(/[\\|]/g, String.raw`\$&`)).join('|');
}

/** The parts that {@link joinKeyParts} joined; `count` is how many the system file declares. */
export function splitKeyParts(key: string, count: number): readonly string[] {
  if (count === 1) return [key];
  const parts = [''];
  for (let index = 0; index < key.length; index++) {
    const character = key[index] ?? '';
    if (character === '|') parts.push('');
    else parts[parts.length - 1] += character === '\\' ? (key[++index] ?? '') : character;
  }
  return parts;
}

/**
 * Orders two source versions: numbers of any length by value, anything else (ISO dates and instants) by code unit.
 * Negative when `left` is older.
 */
export function compareSourceVersions(left: string, right: string): number {
  if (/^\d+$/.test(left) && /^\d+$/.test(right)) {
    const [one, other] = [left.replace(/^0+/, ''), right.replace(/^0+/, '')];
    if (one.length !== other.length) return one.length - other.length;
    return one < other ? -1 : one > other ? 1 : 0;
  }
  return left < right ? -1 : left > right ? 1 : 0;
}
