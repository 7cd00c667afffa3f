/** The keys that the fields offer for blocking: each value of a field, and coarser forms of it that survive slips. */
import type { Field } from '../fields/field.js';
import { sharedInts } from '../threads/shared-memory.js';
import { commonIdentifiers } from '../levels/several-values.js';

/** One way of cutting a field into keys. */
export interface BlockKey {
  readonly label: string;
  readonly field: number;
  /** Whether it is the whole value: records that agree on it agree on every other key of the field that they have. */
  readonly isWhole: boolean;
  /** Whether every record with a value has the key. */
  readonly isTotal: boolean;
  /** Key of each row; 0 = none. */
  readonly keys: Int32Array;
  /** Different keys. */
  readonly distinct: number;
}

/** Longer texts are no key: their words in order are shared by copies only, which the text itself finds. */
const KEYED_WORDS_MAX = 12;

/** The keys of a field. @param isWanted tells by their labels which are worked out */
export function blockKeysOf(field: Field, index: number, isWanted: (label: string) => boolean): BlockKey[] {
  const distinct = field.values.length - 1;
  const keys: BlockKey[] = [
    { label: field.name, field: index, isWhole: true, isTotal: true, keys: field.ids, distinct },
  ];
  const derive = (form: string, cut: (value: string) => string): void => {
    const label = `${field.name} (${form})`;
    if (isWanted(label)) keys.push({ label, field: index, isWhole: false, ...derivedKeys(field, cut) });
  };
  switch (field.kind) {
    case 'word':
      derive('sound', soundOf);
      derive('first letters', value => value.slice(0, 3));
      break;
    case 'person':
    case 'organisation':
    case 'address':
    case 'phrase':
    case 'text':
      derive('words sorted', value => {
        const words = value.split(' ');
        return words.length > KEYED_WORDS_MAX ? '' : words.sort().join('');
      });
      derive('first letters', value => value.replaceAll(' ', '').slice(0, 5));
      break;
    case 'date':
      derive('year', value => value.slice(0, 4));
      derive('day', value => value.slice(5));
      break;
    case 'identifiers':
      derive('one in common', commonIdentifiers(field.values));
      break;
    case 'phone':
      derive('last digits', value => value.slice(-7));
      break;
    case 'email':
      derive('name', value => value.split('@')[0]!.replace(/[._+\-\d]/gu, ''));
      break;
    case 'code':
      derive('first characters', value => (value.length > 3 ? value.slice(0, 3) : ''));
      break;
    case 'blank':
    case 'constant':
    case 'web':
    case 'number':
    case 'category':
    case 'models':
    case 'sizes':
      break;
  }
  return keys;
}

/** Soundex with the first letter coded too (Russell 1918), on the whole first word; '' for what has no letters. */
export function soundOf(value: string): string {
  let code = '';
  let last = '';
  for (const letter of value.split(' ')[0]!) {
    const digit = SOUNDS[letter];
    if (digit === undefined) continue;
    if (digit !== last && digit !== '0') code += digit;
    if (digit !== '-') last = digit;
    if (code.length === 4) break;
  }
  return code === '' ? value.slice(0, 2) : code;
}

const SOUNDS: Readonly<Record<string, string>> = {
  A: '0', E: '0', I: '0', O: '0', U: '0', Y: '0', H: '0', W: '0', B: '1', F: '1', P: '1', V: '1', C: '2', G: '2', J: '2', K: '2', Q: '2', S: '2',
  X: '2', Z: '2', D: '3', T: '3', L: '4', M: '5', N: '5', R: '6',
}; // prettier-ignore

function derivedKeys(
  { values, ids }: Field,
  cut: (value: string) => string,
): Pick<BlockKey, 'keys' | 'distinct' | 'isTotal'> {
  const numberOf = new Map<string, number>();
  const keyOf = new Int32Array(values.length);
  let isTotal = true;
  for (const [value, text] of values.entries()) {
    const key = text === '' ? '' : cut(text);
    if (key === '') {
      isTotal &&= text === '';
      continue;
    }
    let number = numberOf.get(key);
    if (number === undefined) numberOf.set(key, (number = numberOf.size + 1));
    keyOf[value] = number;
  }
  const keys = sharedInts(ids.length);
  for (let row = 0; row < ids.length; row++) keys[row] = keyOf[ids[row]!]!;
  return { keys, distinct: numberOf.size, isTotal };
}
