import { readJsonLine } from './json-line.js';
import type { ReadLimits } from './source-row.js';

/** A text whose beginning was looked at; `pieces` is the whole text all the same. */
export interface PeekedText {
  /** True when the text holds one JSON object per line. */
  readonly isLineByLine: boolean;
  readonly pieces: AsyncIterable<string>;
}

/**
 * Tells JSON that spans lines from one object per line by its first line. Line by line is worth recognising: damage then costs a
 * line, not the rest of the file.
 */
export async function peekJsonLayout(text: AsyncIterable<string>, limits: ReadLimits): Promise<PeekedText> {
  const iterator = text[Symbol.asyncIterator]();
  let start = '';
  let first: string | undefined;
  while (first === undefined && start.length <= limits.rowChars) {
    const next = await iterator.next();
    if (next.done === true) break;
    // Only the piece that came last can hold the line end that was missing so far.
    const lookedAt = start.trimStart() === '' ? 0 : start.length;
    start += next.value;
    const begin = start.search(/\S/);
    if (begin !== -1 && start[begin] !== '{') break;
    const end = begin === -1 ? -1 : start.indexOf('\n', Math.max(begin, lookedAt));
    if (end !== -1) first = start.slice(begin, end);
  }
  const isLineByLine =
    first !== undefined &&
    readJsonLine({ line: 1, cells: [first], problems: [] }, limits).faults === undefined;
  return { isLineByLine, pieces: rest(start, iterator) };
}

async function* rest(start: string, iterator: AsyncIterator<string>): AsyncGenerator<string> {
  if (start !== '') yield start;
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
}
