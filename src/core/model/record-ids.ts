/** Ids of source records: whole numbers in decimal, in the order in which the records were taken in. */

/** Orders ids as numbers; ids may be longer than a number holds. */
export function compareRecordIds(left: string, right: string): number {
  return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);
}

/** Whether the first id is the smaller one: that of the record that was taken in first. */
export function isBefore(one: string, other: string): boolean {
  return compareRecordIds(one, other) < 0;
}

/** The smaller id first. */
export function orderPair(one: string, other: string): [string, string] {
  return isBefore(one, other) ? [one, other] : [other, one];
}
