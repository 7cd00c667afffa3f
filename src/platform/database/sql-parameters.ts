/** A statement's text and its parameters, numbered from `$1`. */
export class SqlParameters {
  readonly values: unknown[];

  /** @param known parameters that the statement names by number, `$1` first */
  constructor(known: readonly unknown[] = []) {
    this.values = [...known];
  }

  /** Adds a parameter and returns its placeholder. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** A condition on a value, where there is one. */
  given(value: unknown, condition: (placeholder: string) => string): string[] {
    return value === undefined ? [] : [condition(this.add(value))];
  }
}
