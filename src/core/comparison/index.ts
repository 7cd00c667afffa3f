/**
 * How alike two values are. Kernels for text in every form in which people write the same name, number,
 * date or address, and the comparators by which rule files name them.
 */
import type { Comparator } from './comparator.js';
import { textComparators } from './text-comparators.js';
import { valueComparators } from './value-comparators.js';

export type { ComparisonContext, Comparator, ComparatorLevel, Similarity } from './comparator.js';
export { CharacterBags } from './character-bags.js';
export { MAX_COMPARED_LENGTH, TextPool } from './encode-text.js';
export { jaroWinkler, jaroWinklerCodes } from './jaro-winkler.js';
export { damerauDistance, editDistanceCodes, levenshteinDistance } from './edit-distance.js';
export { areSpelledAlike } from './spelling.js';
export { Frequencies, NO_FREQUENCIES } from './frequencies.js';
export { FrequencyCounter } from './count-frequencies.js';
export { tokensOf } from './token-alignment.js';
export { wordSimilarity } from './word-similarity.js';

/** All comparators by the name under which rule files use them. */
export const comparators: ReadonlyMap<string, Comparator> = new Map(
  [...textComparators, ...valueComparators].map(comparator => [comparator.name, comparator]),
);
