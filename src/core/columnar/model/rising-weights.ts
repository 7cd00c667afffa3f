/** Bits for and against that a level is worth. */
/** No level proves or refutes more than this many bits: no sample shows such odds. */
const WEIGHT_MAX = 22;
const WEIGHT_MIN = -9;

/**
 * log2(m / u) of each level, made to rise with the level by pooling adjacent violators (Ayer et al. 1955): being more alike
 * never speaks less for two records being one. Rows of `width` levels are treated each by itself.
 */
export function risingWeights(m: Float64Array, u: Float64Array, width: number): Float64Array {
  const weights = new Float64Array(m.length);
  for (let row = 0; row < m.length; row += width) {
    const blocks: { m: number; u: number; levels: number }[] = [];
    for (let level = 1; level < width; level++) {
      blocks.push({ m: m[row + level]!, u: u[row + level]!, levels: 1 });
      for (let last = blocks.length - 1; last > 0; last--) {
        const [lower, upper] = [blocks[last - 1]!, blocks[last]!];
        if (lower.m * upper.u <= upper.m * lower.u) break;
        blocks.splice(last - 1, 2, {
          m: lower.m + upper.m,
          u: lower.u + upper.u,
          levels: lower.levels + upper.levels,
        });
      }
    }
    let at = row + 1;
    for (const block of blocks) {
      const weight = Math.min(WEIGHT_MAX, Math.max(WEIGHT_MIN, Math.log2(block.m / block.u)));
      for (let left = block.levels; left > 0; left--) weights[at++] = weight;
    }
  }
  return weights;
}
