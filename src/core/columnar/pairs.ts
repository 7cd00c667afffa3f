/** Pairs of rows in two growing arrays of numbers. */
export class Pairs {
  left = new Int32Array(1 << 12);
  right = new Int32Array(1 << 12);
  count = 0;

  /** @param left the smaller row number */
  add(left: number, right: number): void {
    if (this.count === this.left.length) {
      this.left = doubled(this.left);
      this.right = doubled(this.right);
    }
    this.left[this.count] = left;
    this.right[this.count++] = right;
  }
}

function doubled(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(numbers.length * 2);
  grown.set(numbers);
  return grown;
}
