/**
 * Fields of which a record may have several values, because several columns are read as one: the telephone at home and the mobile one, passport
 * and driving licence. They stand in one text.
 */
import { Dictionary } from '../table/dictionary.js';
import { VALUE_END, type Field } from '../fields/field.js';
import type { FieldComparison } from './field-comparison.js';
import type { Texts } from '../table/texts.js';

/** Compares each value of the one with each of the other, best of all. @param compare compares fields of single values */
export function bestOfSeveral(field: Field, compare: (field: Field) => FieldComparison): FieldComparison {
  if (field.isSeveral !== true) return compare(field);
  const lists = field.values.map(value => value.split(VALUE_END));
  const values = new Dictionary();
  const numbers = lists.map(list =>
    list[0] === ''
      ? []
      : list.map(text => {
          const bytes = Buffer.from(text);
          return values.idOf(bytes, 0, bytes.length);
        }),
  );
  const counts = new Int32Array(values.size);
  for (const [value, list] of numbers.entries())
    for (const number of list) counts[number]! += field.counts[value]!;
  const { leaveOutFar: _, ...single } = compare({
    ...field,
    values: values.texts(),
    counts,
    isSeveral: false,
  });
  // Only whole texts that are equal are told apart by how rare they are.
  const top = single.labels.length - 1;
  return {
    ...single,
    levelOf: (left, right) => {
      if (left === right) return top;
      let best = 1;
      for (const a of numbers[left]!)
        for (const b of numbers[right]!) best = Math.max(best, Math.min(single.levelOf(a, b), top - 1));
      return best;
    },
  };
}

/** An identifier as `identifierField` writes it. */
const kindAndValue = (text: string): readonly [kind: string, value: string] => {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
};

/** Shorter identifiers of two kinds are the same by chance. */
const LENGTH_MIN = 5;

/**
 * Compares identifiers of several kinds: one in common is enough, those of one kind may contradict each other, and those of two kinds
 * say nothing.
 */
export function identifierComparison({ values }: Field): FieldComparison {
  const lists = values.map(value => (value === '' ? [] : value.split(VALUE_END).map(kindAndValue)));
  return {
    labels: ['missing', 'different', 'a slip apart', 'one in common', 'equal'],
    expected: [0, 0.05, 0.05, 0.2, 0.7],
    differMax: 1,
    isScale: false,
    hasEqualLevel: true,
    levelOf: (left, right) => {
      if (left === right) return 4;
      let level = 0;
      for (const [kind, value] of lists[left]!) {
        for (const [otherKind, other] of lists[right]!) {
          const isOneKind = kind === otherKind;
          if (value === other && (isOneKind || value.length >= LENGTH_MIN)) return 3;
          if (isOneKind) level = Math.max(level, isSlip(value, other) ? 2 : 1);
        }
      }
      return level;
    },
  };
}

/** Whether one character differs, or two neighbours stand the other way round. */
function isSlip(left: string, right: string): boolean {
  if (left.length !== right.length || left.length < LENGTH_MIN) return false;
  const differing = Array.from(left, (_, at) => at).filter(at => left[at] !== right[at]);
  const [first, second] = differing;
  if (differing.length === 1) return true;
  return (
    differing.length === 2 &&
    second === first! + 1 &&
    left[first!] === right[second] &&
    left[second] === right[first!]
  );
}

/**
 * For each text of identifiers one that stands for all that go together: those that a record has, and those that other records have with
 * one of them. Records with one in common have the same.
 */
export function commonIdentifiers(values: Texts): (value: string) => string {
  const parents = new Map<string, string>();
  const rootOf = (text: string): string => {
    let root = text;
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up;
    return root;
  };
  for (const value of values) {
    const [first, ...others] = value.split(VALUE_END).map(text => kindAndValue(text)[1]);
    for (const other of others) {
      const [a, b] = [rootOf(first!), rootOf(other)].sort();
      if (a !== b) parents.set(b!, a!);
    }
  }
  return value => rootOf(kindAndValue(value.split(VALUE_END)[0]!)[1]);
}
