/** One line of CSV (RFC 4180): quoted where a comma, quote or line break makes it necessary. */
export function csvLine(values: readonly (string | number)[]): string {
  return `${values.map(value => csvValue(String(value))).join(',')}\n`;
}

function csvValue(value: string): string {
  return /[",\r\n]/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
