/** The levels of whole names of persons in one column, by `comparison/person-names`: order, initials, short forms and names left out. */
import { parsePersonName, personNameSimilarity } from '../../comparison/person-names.js';
import type { Field } from '../fields/field.js';
import type { FieldComparison } from './field-comparison.js';

const IN_COMMON = 0.3;
/** Similarities from which the levels from the fourth on hold. */
const STEPS = [0.8, 0.85, 0.9, 0.95];

/** The comparison of a field of names. */
export function personComparison({ values }: Field): FieldComparison {
  const names = values.map(parsePersonName);
  const isLone = names.map(({ words }) => words.length === 1);
  const sorted = values.map(value => value.split(' ').sort().join(' '));
  return {
    labels: [
      'missing',
      'different',
      'a name in common',
      'the only name of one is in the other',
      'a slip or two',
      'given and last name swapped, or several missing',
      'initial, short form or the same sound',
      'a name missing, or spaced otherwise',
      'same words',
      'equal',
    ],
    expected: [0, 0.06, 0.04, 0.06, 0.1, 0.06, 0.08, 0.08, 0.08, 0.44],
    differMax: 1,
    isScale: false,
    hasEqualLevel: true,
    levelOf: (left, right) => {
      if (left === right) return 9;
      if (sorted[left] === sorted[right]) return 8;
      const similarity = personNameSimilarity(names[left]!, names[right]!);
      if (similarity < IN_COMMON) return 1;
      if (similarity < STEPS[0]!) return isLone[left] !== isLone[right] ? 3 : 2;
      let level = 4;
      while (level < 7 && similarity >= STEPS[level - 3]!) level++;
      return level;
    },
  };
}
