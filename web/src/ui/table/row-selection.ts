/** Adds the row, or takes it out. */
export function toggleRow(selected: ReadonlySet<string>, rowId: string): ReadonlySet<string> {
  const after = new Set(selected);
  if (!after.delete(rowId)) after.add(rowId);
  return after;
}

/** Adds every row between two, both included, in the order in which they are shown. */
export function selectRange(
  selected: ReadonlySet<string>,
  shown: readonly string[],
  anchor: string,
  end: string,
): ReadonlySet<string> {
  const [first = 0, last = 0] = [shown.indexOf(anchor), shown.indexOf(end)].sort((a, b) => a - b);
  return new Set([...selected, ...shown.slice(Math.max(first, 0), last + 1)]);
}
