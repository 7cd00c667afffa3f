/**
 * Cosine of character n-grams: how many short pieces two texts have in common, whatever their order and
 * word boundaries. Robust on long descriptions and on names with moved or joined words, where edit
 * distances see only disorder.
 */

/**
 * The n-grams of a text as sorted numbers. Three UTF-16 code units fill 48 bits, which a double holds exactly,
 * so no two different n-grams collide. The text is padded, so that its first and last characters count fully.
 * @param size 2 or 3
 */
export function nGramsOf(text: string, size: 2 | 3): Float64Array {
  const padded = `${' '.repeat(size - 1)}${text}${' '.repeat(size - 1)}`;
  const grams = new Float64Array(padded.length - size + 1);
  for (let index = 0; index < grams.length; index++) {
    let gram = 0;
    for (let offset = 0; offset < size; offset++) gram = gram * 65536 + padded.charCodeAt(index + offset);
    grams[index] = gram;
  }
  return grams.sort();
}

/** Cosine of two n-gram counts in [0, 1], from `nGramsOf` of the same size. */
export function nGramCosine(left: Float64Array, right: Float64Array): number {
  let dot = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const gram = Math.min(left[i] ?? Infinity, right[j] ?? Infinity);
    const [iBefore, jBefore] = [i, j];
    while (left[i] === gram) i++;
    while (right[j] === gram) j++;
    dot += (i - iBefore) * (j - jBefore);
    leftSquares += (i - iBefore) ** 2;
    rightSquares += (j - jBefore) ** 2;
  }
  if (leftSquares === 0 || rightSquares === 0) return 0;
  const cosine = dot / Math.sqrt(leftSquares * rightSquares);
  return cosine < 1 ? cosine : 1;
}
