/** Which rows a cluster has: chains through all rows, so that a million clusters of one row cost nothing. */
export class Members {
  /** Cluster of each row, as the smallest row in it. */
  readonly clusterOf: Int32Array;
  /** Rows of each cluster, by its smallest row. */
  readonly sizes: Int32Array;
  /** The next greater row of the cluster; −1 at its end. */
  private readonly next: Int32Array;

  /** @param rows each a cluster at first */
  constructor(rows: number) {
    this.clusterOf = new Int32Array(rows);
    for (let row = 0; row < rows; row++) this.clusterOf[row] = row;
    this.sizes = new Int32Array(rows).fill(1);
    this.next = new Int32Array(rows).fill(-1);
  }

  /** The rows of a cluster, ascending. */
  of(cluster: number): readonly number[] {
    const rows: number[] = [];
    for (let row = cluster; row >= 0; row = this.next[row]!) rows.push(row);
    return rows;
  }

  /** Makes one cluster of two. */
  join(a: number, b: number): void {
    const { next, clusterOf, sizes } = this;
    const [first, second] = a < b ? [a, b] : [b, a];
    sizes[first]! += sizes[second]!;
    let last = first;
    let [ours, theirs] = [next[first]!, second];
    while (theirs >= 0) {
      if (ours >= 0 && ours < theirs) {
        last = ours;
        ours = next[ours]!;
        continue;
      }
      next[last] = theirs;
      last = theirs;
      clusterOf[theirs] = first;
      theirs = next[theirs]!;
      next[last] = ours;
    }
  }
}
