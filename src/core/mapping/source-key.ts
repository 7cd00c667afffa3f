/**
 * The text of a source key: one part as it is, several joined by `|` (a `|` or `\` inside a part is escaped with `\`).
 * Nothing is trimmed: `"   20117"` and `"20117"` are different keys, as they are in Lawson.
 */
export function joinKeyParts(parts: readonly string[]): string {
  if (parts.length === 1) return parts[0] ?? '';
  return parts.map(part => part.replaceAll(/[\\|]/g, String.raw`\$&`)).join('|');
}
