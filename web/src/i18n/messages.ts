/** A text with `{placeholders}`, or one text per plural form of its `{count}`. */
export type Message = string | { readonly one: string; readonly other: string };

/** A catalogue in any language: every key of the English one, each with a message. */
export type Catalogue<English> = { readonly [Key in keyof English]: Message };

/** The names of the placeholders in a message, as a union of literals. */
export type Placeholders<Text> = Text extends { other: infer Other }
  ? Placeholders<Other> | 'count'
  : Text extends `${string}{${infer Name}}${infer Rest}`
    ? Name | Placeholders<Rest>
    : never;

/** A value to put into a message. Numbers are written the way the reader's language writes them. */
export type Insertion = string | number;

/** What `t` must be given after the key: nothing, or a value for every placeholder. */
export type Insertions<Text> = [Placeholders<Text>] extends [never]
  ? []
  : [insertions: Readonly<Record<Placeholders<Text>, Insertion>>];

/** Fills a message. A placeholder without a value stays as it is, so that the fault can be seen. */
export function fillMessage(
  message: Message,
  insertions: Readonly<Record<string, Insertion>>,
  locale: string,
): string {
  const text = typeof message === 'string' ? message : message[pluralForm(insertions['count'], locale)];
  return text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = insertions[name];
    if (value === undefined) return placeholder;
    return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value;
  });
}

function pluralForm(count: Insertion | undefined, locale: string): 'one' | 'other' {
  return new Intl.PluralRules(locale).select(Number(count ?? 0)) === 'one' ? 'one' : 'other';
}
