/** Union–find over 0…size−1; the smallest member represents a set, so the outcome does not depend on the order of unions. */
export class DisjointSets {
  private readonly parents: Int32Array;

  constructor(size: number) {
    this.parents = Int32Array.from({ length: size }, (_, member) => member);
  }

  /** The smallest member of the set. */
  rootOf(member: number): number {
    let root = member;
    while (this.parents[root] !== root) {
      // Each step halves the path behind it, which keeps look-ups almost constant.
      this.parents[root] = this.parents[this.parents[root]!]!;
      root = this.parents[root]!;
    }
    return root;
  }

  /** Joins two sets and returns the representative of the whole. */
  unite(left: number, right: number): number {
    const [a, b] = [this.rootOf(left), this.rootOf(right)];
    const [root, joined] = a < b ? [a, b] : [b, a];
    this.parents[joined] = root;
    return root;
  }
}
