/** A number with its noun: `1 record`, `2,212 records`. */
export function counted(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}

/** What a run found: `2,212 records are 1,031 things`. */
export function recordsAreThings(records: number, things: number): string {
  return `${counted(records, 'record')} ${records === 1 ? 'is' : 'are'} ${counted(things, 'thing')}`;
}
