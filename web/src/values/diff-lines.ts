import type { ValueLine } from './value-lines.js';

/** A part of a line: in both values, only in the left one, or only in the right one. */
export interface LinePart {
  readonly text: string;
  readonly kind: 'equal' | 'removed' | 'added';
}

/** A line of a comparison of two lists. `changed` lines share a part with a line of the other list. */
export interface DiffLine {
  readonly kind: 'equal' | 'changed' | 'removed' | 'added';
  readonly parts: readonly LinePart[];
}

/**
 * What changes from one list of lines to another: lines that both have, lines that only one has, and lines that share parts
 * with a line of the other list. A list has no order for this, and upper and lower case are no difference: half of all
 * sources shout. Lines come in the order of the right list, removed ones after them.
 */
export function diffLines(left: readonly ValueLine[], right: readonly ValueLine[]): readonly DiffLine[] {
  const unmatched = [...left];
  const matched = right.map(line =>
    take(unmatched, other => folded(other.join('\n')) === folded(line.join('\n'))),
  );
  const lines = right.map((line, index): DiffLine => {
    if (matched[index]) return { kind: 'equal', parts: line.map(text => ({ text, kind: 'equal' })) };
    const near = take(unmatched, other => sharesPart(other, line));
    return near
      ? { kind: 'changed', parts: diffParts(near, line) }
      : { kind: 'added', parts: line.map(text => ({ text, kind: 'added' })) };
  });
  const removed = unmatched.map((line): DiffLine => ({
    kind: 'removed',
    parts: line.map(text => ({ text, kind: 'removed' })),
  }));
  return [...lines, ...removed];
}

function diffParts(left: ValueLine, right: ValueLine): readonly LinePart[] {
  const inLeft = new Set(left.map(folded));
  const inRight = new Set(right.map(folded));
  return [
    ...right.map((text): LinePart => ({ text, kind: inLeft.has(folded(text)) ? 'equal' : 'added' })),
    ...left.filter(text => !inRight.has(folded(text))).map((text): LinePart => ({ text, kind: 'removed' })),
  ];
}

/** Takes the first line that fits out of the list. */
function take(lines: ValueLine[], fits: (line: ValueLine) => boolean): ValueLine | undefined {
  const index = lines.findIndex(fits);
  return index < 0 ? undefined : lines.splice(index, 1)[0];
}

function sharesPart(left: ValueLine, right: ValueLine): boolean {
  const parts = new Set(left.map(folded));
  return right.some(part => parts.has(folded(part)));
}

function folded(text: string): string {
  return text.toLowerCase();
}
