/** The member of an unknown JSON value, `undefined` when there is none. What comes over the wire is unknown until it is looked at. */
export function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

/** The text in a member of an unknown JSON value, `undefined` when it is not a text. */
export function textMember(value: unknown, name: string): string | undefined {
  const found = member(value, name);
  return typeof found === 'string' ? found : undefined;
}
