/**
 * How often unrelated texts are very alike. A sample of random pairs tells that of the lower levels; at the upper ones it holds true
 * pairs as well, and hardly any others. Likeness by chance thins out from level to level, so the upper levels are taken to
 * go on as the lower ones fell, and what stands above that is left for the true pairs.
 */

/** Random pairs at a level from which its share is known. */
const KNOWN_PAIRS = 30;
/** Levels over which the fall is measured. */
const FALL_LEVELS = 3;
/** Chance likeness at least halves and at most falls to a twentieth from one level to the next. */
const FALL_MAX = 0.5;
const FALL_MIN = 0.05;

/**
 * Shares of unrelated pairs by level (index 0 unused), never more than given.
 * @param shares as sampled
 * @param sampled pairs in the sample
 */
export function withChanceTail(shares: Float64Array, sampled: number): Float64Array {
  const result = shares.slice();
  let mode = 1;
  for (let level = 2; level < shares.length; level++) if (shares[level]! > shares[mode]!) mode = level;
  let known = mode;
  while (
    known + 1 < shares.length &&
    shares[known + 1]! * sampled >= KNOWN_PAIRS &&
    shares[known + 1]! <= shares[known]! * FALL_MAX
  )
    known++;
  // The fall of one step says too little about the next ones.
  const steps = Math.min(FALL_LEVELS, known - mode);
  const fall =
    steps === 0 ? FALL_MAX : Math.max(FALL_MIN, (shares[known]! / shares[known - steps]!) ** (1 / steps));
  for (let level = known + 1; level < shares.length; level++)
    result[level] = Math.min(shares[level]!, result[level - 1]! * fall);
  return result;
}
