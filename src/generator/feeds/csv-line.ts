const COMMA = 44;
const QUOTE = 34;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** A loop over character codes: several times faster than a pattern on the short texts that fields are. */
function needsQuotes(value: string): boolean {
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    if (code === COMMA || code === QUOTE || code === LINE_FEED || code === CARRIAGE_RETURN) return true;
  }
  return false;
}

/** One CSV field, quoted only where it must be. */
export function csvField(value: string): string {
  return needsQuotes(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** One line of CSV without its line end. */
export function csvLine(values: readonly string[]): string {
  let line = '';
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? '';
    line += (index === 0 ? '' : ',') + csvField(value);
  }
  return line;
}

/** One line of a pipe-delimited file, which has no quoting: delimiters inside values become slashes. */
export function pipeLine(values: readonly string[]): string {
  return values.map(value => value.replaceAll('|', '/')).join('|');
}
