/** One stretch of a comparison: in both texts, only in the left one, only in the right one, or two letters in turned order. */
export interface DiffPart {
  readonly kind: 'equal' | 'removed' | 'added' | 'swapped';
  readonly text: string;
}

/** How two values relate, from "the same" to "nothing in common", for one glance. */
export type Likeness =
  | { readonly kind: 'equal' }
  | { readonly kind: 'case' }
  | { readonly kind: 'punctuation' }
  | { readonly kind: 'swapped'; readonly count: number }
  | { readonly kind: 'characters'; readonly count: number }
  | { readonly kind: 'different' };

/** Beyond this many letters the table of the comparison would cost more than it shows. */
const lettersMax = 600;

/** Values that share less than half of their letters are different words, not a misspelling. */
const sharedShareMin = 0.5;

/**
 * What changes from one text to another, letter by letter (a letter with its accents, or an emoji, is one),
 * in the spelling of the right text. Upper and lower case are no difference: half of all sources shout.
 * Texts that have little in common come back whole: a patchwork of chance letters explains nothing.
 */
export function diffCharacters(left: string, right: string): readonly DiffPart[] {
  const from = letters(left);
  const to = letters(right);
  if (swappedLetters(from, to) > 0) return partsWithSwaps(from, to);
  const parts = from.length * to.length > lettersMax ** 2 ? [] : longestCommonSubsequence(from, to);
  const shared = parts
    .filter(part => part.kind === 'equal')
    .reduce((sum, part) => sum + letters(part.text).length, 0);
  if (shared < sharedShareMin * Math.max(from.length, to.length)) return wholes(left, right);
  return parts;
}

/** The relation of two values in one word, with the number of letters where that helps. */
export function likeness(left: string, right: string): Likeness {
  if (left === right) return { kind: 'equal' };
  if (left.toLowerCase() === right.toLowerCase()) return { kind: 'case' };
  if (bare(left) === bare(right)) return { kind: 'punctuation' };
  const swapped = swappedLetters(letters(left), letters(right));
  if (swapped > 0) return { kind: 'swapped', count: swapped };
  const parts = diffCharacters(left, right);
  if (!parts.some(part => part.kind === 'equal')) return { kind: 'different' };
  return { kind: 'characters', count: changedLetters(parts) };
}

function letters(text: string): readonly string[] {
  return Array.from(
    new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text),
    part => part.segment,
  );
}

function bare(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function alike(left: string | undefined, right: string | undefined): boolean {
  return left?.toLowerCase() === right?.toLowerCase();
}

/** The number of letters that changed places with their neighbour, 0 when anything else differs too. */
function swappedLetters(from: readonly string[], to: readonly string[]): number {
  if (from.length !== to.length) return 0;
  let swapped = 0;
  for (let at = 0; at < from.length; at += 1) {
    if (alike(from[at], to[at])) continue;
    if (at + 1 === from.length || !alike(from[at], to[at + 1]) || !alike(from[at + 1], to[at])) return 0;
    swapped += 2;
    at += 1;
  }
  return swapped;
}

function partsWithSwaps(from: readonly string[], to: readonly string[]): readonly DiffPart[] {
  const parts = new PartList();
  for (let at = 0; at < to.length; at += 1) {
    if (alike(from[at], to[at])) {
      parts.push('equal', to[at]);
    } else {
      parts.push('swapped', `${to[at] ?? ''}${to[at + 1] ?? ''}`);
      at += 1;
    }
  }
  return parts.list;
}

/** Parts under construction: letters of one kind that follow one another make one part. */
class PartList {
  readonly list: { kind: DiffPart['kind']; text: string }[] = [];

  push(kind: DiffPart['kind'], text = ''): void {
    const last = this.list.at(-1);
    if (last?.kind === kind) last.text += text;
    else this.list.push({ kind, text });
  }
}

/** A replaced letter counts once, not as one removed and one added. */
function changedLetters(parts: readonly DiffPart[]): number {
  let changed = 0;
  let removed = 0;
  let added = 0;
  for (const part of [...parts, { kind: 'equal', text: '' } as const]) {
    if (part.kind === 'removed') removed += letters(part.text).length;
    if (part.kind === 'added') added += letters(part.text).length;
    if (part.kind === 'equal') {
      changed += Math.max(removed, added);
      removed = 0;
      added = 0;
    }
  }
  return changed;
}

function wholes(left: string, right: string): readonly DiffPart[] {
  const parts: readonly DiffPart[] = [
    { kind: 'removed', text: left },
    { kind: 'added', text: right },
  ];
  return parts.filter(part => part.text !== '');
}

/** Row by row, `lengths[i][j]` is the longest common subsequence of the texts from letter i and j on. */
function longestCommonSubsequence(from: readonly string[], to: readonly string[]): readonly DiffPart[] {
  const width = to.length + 1;
  const lengths = new Uint16Array((from.length + 1) * width);
  const lengthAt = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = from.length - 1; row >= 0; row -= 1) {
    for (let column = to.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] = alike(from[row], to[column])
        ? lengthAt(row + 1, column + 1) + 1
        : Math.max(lengthAt(row + 1, column), lengthAt(row, column + 1));
    }
  }

  const parts = new PartList();
  let row = 0;
  let column = 0;
  while (row < from.length || column < to.length) {
    if (row < from.length && column < to.length && alike(from[row], to[column])) {
      parts.push('equal', to[column]);
      row += 1;
      column += 1;
    } else if (
      column >= to.length ||
      (row < from.length && lengthAt(row + 1, column) >= lengthAt(row, column + 1))
    ) {
      parts.push('removed', from[row]);
      row += 1;
    } else {
      parts.push('added', to[column]);
      column += 1;
    }
  }
  return parts.list;
}
