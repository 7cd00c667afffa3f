/** Several values against several: how much of them is shared. Used for code lists, tokens and contained names. */

/** Share of all distinct values that both sides have (Jaccard), in [0, 1]; 0 when a side is empty. */
export function jaccard(left: readonly string[], right: readonly string[]): number {
  const { shared, leftSize, rightSize } = sharedValues(left, right);
  return leftSize === 0 || rightSize === 0 ? 0 : shared / (leftSize + rightSize - shared);
}

/** Share of the smaller side's distinct values that the other side also has, in [0, 1]; 0 when a side is empty. */
export function overlap(left: readonly string[], right: readonly string[]): number {
  const { shared, leftSize, rightSize } = sharedValues(left, right);
  return leftSize === 0 || rightSize === 0 ? 0 : shared / Math.min(leftSize, rightSize);
}

function sharedValues(left: readonly string[], right: readonly string[]) {
  const a = new Set(left);
  const b = new Set(right);
  a.delete('');
  b.delete('');
  let shared = 0;
  for (const value of a) if (b.has(value)) shared++;
  return { shared, leftSize: a.size, rightSize: b.size };
}
