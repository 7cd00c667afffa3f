/**
 * Blocking rules chosen from the data under a budget of pairs. A key is a value of a field or a coarser form of it; a rule says that
 * two records agree on one or two keys. What each rule would cost is counted from how often its keys occur, and the cheapest
 * rules are taken: agreeing on rare values is what true pairs do and others do not.
 */
import type { Field } from './field.js';

/** One way of cutting a field into keys. */
export interface BlockKey {
  readonly label: string;
  readonly field: number;
  /** Key of each row; 0 = none. */
  readonly keys: Int32Array;
}

/** Records that agree on all keys of the rule are compared. */
export interface BlockRule {
  /** Labels of its keys. */
  readonly keys: readonly string[];
  /** Block of each row, numbered from 1; 0 = none. */
  readonly blocks: Int32Array;
  /** Rows in each block. */
  readonly sizes: Int32Array;
  /** Pairs that it compares, and those in blocks too large to compare. */
  readonly pairs: number;
  readonly skippedPairs: number;
  readonly skippedBlocks: number;
}

/** Bounds of blocking. */
export interface BlockBudget {
  /** Pairs of all rules together. */
  readonly pairs: number;
  /** Pairs of one rule. */
  readonly pairsPerRule: number;
  /** Rows of a block; larger ones are skipped and reported. */
  readonly blockSize: number;
}

/** Longer texts are no key: their words in order are shared by copies only, which the text itself finds. */
const KEYED_WORDS_MAX = 12;

/** The keys of a field. */
export function blockKeysOf(field: Field, index: number): BlockKey[] {
  const keys: BlockKey[] = [{ label: field.name, field: index, keys: field.ids }];
  const derive = (label: string, cut: (value: string) => string): void => {
    keys.push({ label: `${field.name} (${label})`, field: index, keys: derivedKeys(field, cut) });
  };
  switch (field.kind) {
    case 'word':
      derive('sound', soundOf);
      derive('first letters', value => value.slice(0, 3));
      break;
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

/** Chooses the rules: single keys and pairs of keys of different fields, cheapest first, within the budget. */
export function chooseBlockRules(keys: readonly BlockKey[], budget: BlockBudget): BlockRule[] {
  const rules: BlockRule[] = [];
  for (const [index, key] of keys.entries()) {
    rules.push(ruleOf([key], budget.blockSize));
    for (const other of keys.slice(index + 1)) {
      if (other.field !== key.field) rules.push(ruleOf([key, other], budget.blockSize));
    }
  }
  rules.sort((a, b) => a.pairs - b.pairs || (a.keys.join() < b.keys.join() ? -1 : 1));
  const chosen: BlockRule[] = [];
  let pairs = 0;
  for (const rule of rules) {
    if (rule.pairs === 0 || rule.pairs > budget.pairsPerRule) continue;
    if (pairs + rule.pairs > budget.pairs) break;
    pairs += rule.pairs;
    chosen.push(rule);
  }
  return chosen;
}

/** The rule of the keys with these labels, or `null` when there are no such keys. */
export function ruleByLabels(
  keys: readonly BlockKey[],
  labels: readonly string[],
  blockSize: number,
): BlockRule | null {
  const wanted = labels.map(label => keys.find(key => key.label === label));
  const known = wanted.filter(key => key !== undefined);
  return known.length === 0 || known.length < labels.length ? null : ruleOf(known, blockSize);
}

/** Numbers the blocks of a rule and counts what it costs. */
function ruleOf(keys: readonly BlockKey[], blockSize: number): BlockRule {
  const { blocks, sizes } = numberBlocks(keys);
  let pairs = 0;
  let skippedPairs = 0;
  let skippedBlocks = 0;
  for (let block = 1; block < sizes.length; block++) {
    const size = sizes[block]!;
    const inside = (size * (size - 1)) / 2;
    if (size <= blockSize) pairs += inside;
    else {
      skippedPairs += inside;
      skippedBlocks++;
    }
  }
  return {
    keys: keys.map(({ label }) => label),
    blocks,
    sizes,
    pairs,
    skippedPairs,
    skippedBlocks,
  };
}

function numberBlocks(keys: readonly BlockKey[]): {
  readonly blocks: Int32Array;
  readonly sizes: Int32Array;
} {
  const rows = keys[0]!.keys.length;
  const blocks = new Int32Array(rows);
  let bits = 8;
  while (2 ** bits < rows * 2) bits++;
  const mask = 2 ** bits - 1;
  const slots = new Int32Array(2 ** bits);
  const hashes = new Int32Array(rows + 1);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    let hash = 0;
    for (const { keys: of } of keys) {
      const key = of[row]!;
      if (key === 0) {
        hash = 0;
        break;
      }
      hash = Math.imul(hash ^ key, 0x9e3779b1) + 0x7f4a7c15;
      hash = (hash ^ (hash >>> 15)) | 1;
    }
    if (hash === 0) continue;
    let slot = (hash ^ (hash >>> 13)) & mask;
    let block = slots[slot]!;
    while (block !== 0 && hashes[block] !== hash) {
      slot = (slot + 1) & mask;
      block = slots[slot]!;
    }
    if (block === 0) {
      block = ++count;
      slots[slot] = block;
      hashes[block] = hash;
    }
    blocks[row] = block;
  }
  const sizes = new Int32Array(count + 1);
  for (const block of blocks) if (block !== 0) sizes[block]!++;
  return { blocks, sizes };
}

function derivedKeys(field: Field, cut: (value: string) => string): Int32Array {
  const numberOf = new Map<string, number>();
  const keyOf = Int32Array.from(field.values, value => {
    const key = value === '' ? '' : cut(value);
    if (key === '') return 0;
    let number = numberOf.get(key);
    if (number === undefined) numberOf.set(key, (number = numberOf.size + 1));
    return number;
  });
  return field.ids.map(id => keyOf[id]!);
}
