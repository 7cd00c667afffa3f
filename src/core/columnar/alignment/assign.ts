/**
 * One-to-one assignment of the greatest total gain: the Hungarian method with potentials (Kuhn 1955, Munkres 1957; the form of Jonker and
 * Volgenant 1987), in cubic time of the larger side.
 */

/**
 * The partner of each row, −1 for none. Gains of 0 or less are never taken.
 * @param gains `gains[row][column]`; all rows equally long
 */
export function assign(gains: readonly (readonly number[])[]): Int32Array {
  const rows = gains.length;
  const columns = gains[0]?.length ?? 0;
  // One column of no gain for each row: to have no partner is always possible.
  const width = columns + rows;
  const costOf = (row: number, column: number): number =>
    column < columns ? -Math.max(0, gains[row]![column]!) : 0;
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(width + 1);
  /** Row of each column, both from 1; 0 for none. */
  const rowOf = new Int32Array(width + 1);
  for (let row = 1; row <= rows; row++) {
    const before = new Int32Array(width + 1);
    const slack = new Float64Array(width + 1).fill(Infinity);
    const isUsed = new Uint8Array(width + 1);
    rowOf[0] = row;
    let column = 0;
    while (rowOf[column] !== 0) {
      isUsed[column] = 1;
      const from = rowOf[column]!;
      let next = 0;
      let step = Infinity;
      for (let to = 1; to <= width; to++) {
        if (isUsed[to] === 1) continue;
        const reduced = costOf(from - 1, to - 1) - rowPotential[from]! - columnPotential[to]!;
        if (reduced < slack[to]!) {
          slack[to] = reduced;
          before[to] = column;
        }
        if (slack[to]! < step) {
          step = slack[to]!;
          next = to;
        }
      }
      for (let to = 0; to <= width; to++) {
        if (isUsed[to] === 1) {
          rowPotential[rowOf[to]!]! += step;
          columnPotential[to]! -= step;
        } else slack[to]! -= step;
      }
      column = next;
    }
    while (column !== 0) {
      rowOf[column] = rowOf[before[column]!]!;
      column = before[column]!;
    }
  }
  const partners = new Int32Array(rows).fill(-1);
  for (let column = 1; column <= columns; column++) {
    const row = rowOf[column]! - 1;
    if (row >= 0 && gains[row]![column - 1]! > 0) partners[row] = column - 1;
  }
  return partners;
}
