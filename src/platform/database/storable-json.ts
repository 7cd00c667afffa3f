/**
 * Serialises a value for a `jsonb` parameter. PostgreSQL's jsonb holds neither NUL characters nor lone surrogates; both do occur
 * in source files, and a row that is kept in quarantine must not be lost over them. They become the visible symbols
 * ␀ (U+2400) and � (U+FFFD); the exact bytes stay in the batch's raw parts.
 */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (!text.includes('\\u')) return text;
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? part.replaceAll('\0', '\u2400').toWellFormed() : part,
  );
}
