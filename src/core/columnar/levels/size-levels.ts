/** The levels of sizes read out of names, see `sizesOf`. */
import type { FieldComparison } from './field-comparison.js';
import type { Field } from '../fields/field.js';

/** The variants of a product are told apart by nothing else; one product is hardly ever named with two sizes. */
const OTHER_SIZE_MAX = 0.02;

/** The comparison of a field of sizes. */
export function sizeComparison({ values }: Field): FieldComparison {
  const sizes = values.map(classesOf);
  return {
    labels: ['missing', 'contradict', 'nothing in common', 'some in common', 'equal'],
    expected: [0, 0.02, 0.14, 0.24, 0.6],
    differMax: OTHER_SIZE_MAX,
    isScale: false,
    hasEqualLevel: true,
    levelOf: (left, right) => {
      if (left === right) return 4;
      const [a, b] = [sizes[left]!, sizes[right]!];
      let isShared = false;
      for (const [name, ours] of a) {
        const theirs = b.get(name);
        if (theirs === undefined) continue;
        if (!ours.some(value => theirs.includes(value))) return 1;
        isShared = true;
      }
      return isShared ? 3 : 2;
    },
  };
}

function classesOf(text: string): ReadonlyMap<string, readonly string[]> {
  const classes = new Map<string, string[]>();
  for (const size of text === '' ? [] : text.split(' ')) {
    const name = size.slice(0, size.indexOf(':'));
    classes.set(name, [...(classes.get(name) ?? []), size]);
  }
  return classes;
}
