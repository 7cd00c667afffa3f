import { NOISE_RATES, type Noise } from './noise-rates.js';
import { below, chance, draw, field, fold, type Field, type Key } from '../seed/random.js';

interface Operator {
  readonly rate: number;
  readonly field: Field;
}

/** Rate and field together: they are looked up some thirty times per record. */
const OPERATORS = new Map<string, Operator>(
  Object.entries(NOISE_RATES).map(([name, rate]) => [name, { rate, field: field(`noise.${name}`) }]),
);

const EDIT_POSITION = field('noise.edit.position');
const EDIT_KIND = field('noise.edit.kind');
const EDIT_LETTER = field('noise.edit.letter');

/** Rates are never scaled above this: a copy must keep some resemblance. */
const RATE_MAX = 0.95;

/** Decides, for one copy, which noise happens. */
export class NoiseSource {
  readonly key: Key;
  /** Factor on every rate. */
  readonly dirt: number;

  constructor(key: Key, dirt: number) {
    this.key = key;
    this.dirt = dirt;
  }

  /** Whether this noise happens to the copy. */
  happens(noise: Noise): boolean {
    const operator = operatorOf(noise);
    return chance(this.key, operator.field, Math.min(RATE_MAX, operator.rate * this.dirt));
  }

  /** As {@link happens}, at another rate than the table's. */
  hits(noise: Noise, rate: number): boolean {
    return chance(this.key, operatorOf(noise).field, Math.min(RATE_MAX, rate * this.dirt));
  }

  /** A variant of the noise, 0…count-1. */
  variant(noise: Noise, count: number): number {
    return below(fold(this.key, 0x766172), operatorOf(noise).field, count);
  }
}

function operatorOf(noise: Noise): Operator {
  const found = OPERATORS.get(noise);
  if (found === undefined) throw new RangeError(`no such noise: ${noise}`);
  return found;
}

/**
 * One typing error in a letter after the first: a quarter each deleted, inserted, replaced, swapped. Digits
 * are left alone, because numbers tell variants of a thing apart. Texts without such a letter stay.
 */
export function withTypo(text: string, key: Key, round: number): string {
  const editKey = fold(key, round);
  const positions: number[] = [];
  for (let index = 1; index < text.length; index++) {
    if (isLetter(text.charCodeAt(index))) positions.push(index);
  }
  if (positions.length === 0) return text;
  const position = positions[below(editKey, EDIT_POSITION, positions.length)] ?? 1;
  const letter = String.fromCharCode(97 + below(editKey, EDIT_LETTER, 26));
  const before = text.slice(0, position);
  const here = text.charAt(position);
  switch (draw(editKey, EDIT_KIND) % 4) {
    case 0:
      return before + text.slice(position + 1);
    case 1:
      return before + letter + text.slice(position);
    case 2:
      return before + letter + text.slice(position + 1);
    default:
      return isLetter(text.charCodeAt(position + 1))
        ? before + text.charAt(position + 1) + here + text.slice(position + 2)
        : before + here + text.slice(position);
  }
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** What a wrong encoding or a word processor leaves behind: a hard space, a smart quote, UTF-8 read as Latin-1. */
export function mangled(text: string, variant: number): string {
  if (variant === 0) return text.replace(' ', '\u00a0');
  if (variant === 1) return `\u201c${text}\u201d`;
  return text.replace(' ', 'Â ');
}
