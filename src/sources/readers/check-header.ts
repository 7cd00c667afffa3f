import type { Fault } from '../../core/model/index.js';
import type { FileSpec } from '../../core/rules/index.js';
import { unreadable, UnreadableFile } from './source-row.js';

/** The columns of a file as its header (or the layout, without one) names them, and remarks about them. */
export interface ReadHeader {
  readonly columns: readonly string[];
  readonly notices: readonly Fault[];
}

/**
 * Compares a header with the layout. A column that a mapping reads and the file lacks stops the file before its first row, as
 * one cause for the whole batch; further columns are only remarked on.
 * @param mapped the columns that mappings, keys and joins read
 */
export function checkHeader(
  cells: readonly string[],
  file: FileSpec,
  mapped: ReadonlySet<string>,
): ReadHeader {
  const columns = cells.map(cell => cell.replaceAll('\u00A0', ' ').trim());
  while (columns.at(-1) === '') columns.pop();
  const present = new Set(columns);
  const doubled = columns.filter((name, index) => columns.indexOf(name) !== index);
  const known = new Set(file.columns.map(column => column.name));
  const optional = new Set(file.columns.filter(column => column.optional).map(column => column.name));
  const extra = columns.filter(name => name !== '' && !known.has(name));
  const lacking = [...known].filter(name => !present.has(name) && !optional.has(name));
  const needed = lacking.filter(name => mapped.has(name));
  if (needed.length > 0) throw drift(file, needed, extra, columns);
  const unsafe = doubled.filter(name => mapped.has(name));
  if (unsafe.length > 0) {
    throw unreadable(
      'SCHEMA_DRIFT',
      `${file.name} has the column ${unsafe.join(', ')} more than once.`,
      'Rename one of them at the source: which one is meant cannot be told.',
      { field: unsafe.join(', ') },
    );
  }
  return { columns: distinct(columns), notices: remarks(file, lacking, extra) };
}

function drift(
  file: FileSpec,
  needed: readonly string[],
  extra: readonly string[],
  columns: readonly string[],
): UnreadableFile {
  const said = needed.map(name => {
    const renamed = closest(name, extra);
    return renamed === undefined ? `${name} is missing.` : `${name} is missing, ${renamed} is new: renamed?`;
  });
  const noHeader = needed.length === file.columns.length && extra.length > 0;
  return unreadable(
    'SCHEMA_DRIFT',
    `The columns of ${file.name} have changed: ${said.join(' ')}`,
    noHeader
      ? 'The first row looks like a record: send the file with its header row, or declare header: false.'
      : `Restore the columns at the source, or follow the change in the system file. The file has: ${columns.slice(0, 40).join(', ')}.`,
    { field: needed.join(', ') },
  );
}

function remarks(file: FileSpec, lacking: readonly string[], extra: readonly string[]): readonly Fault[] {
  const notices: Fault[] = [];
  if (extra.length > 0) {
    notices.push({
      code: 'COLUMNS_NEW',
      severity: 'info',
      message: `${file.name} has columns that no mapping reads: ${extra.slice(0, 40).join(', ')}.`,
      fix: 'Map them in the system file if they matter.',
    });
  }
  if (lacking.length > 0) {
    notices.push({
      code: 'COLUMNS_GONE',
      severity: 'info',
      message: `${file.name} lacks declared columns that no mapping reads: ${lacking.slice(0, 40).join(', ')}.`,
      fix: 'Remove them from the system file if they are gone for good.',
    });
  }
  return notices;
}

/** Repeated names get a number, so that no cell overwrites another. */
function distinct(columns: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return columns.map((name, index) => {
    const base = name === '' ? `column ${index + 1}` : name;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    return count === 1 ? base : `${base}#${count}`;
  });
}

/** The new column that a missing one was probably renamed to: the start of its name (Tax ID, Tax Identifier), or most pairs of letters shared. */
function closest(name: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  // Half of the pairs of letters in common: VENDOR_NO and VENDOR_NUMBER pass, CITY and STATE do not.
  let bestScore = 0.5;
  for (const candidate of candidates) {
    const [left, right] = [bare(name), bare(candidate)];
    const isStart = left !== '' && right !== '' && (left.startsWith(right) || right.startsWith(left));
    const score = isStart ? 1 : sharedPairs(left, right);
    if (score > bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}

function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Dice coefficient over pairs of letters, 0 to 1. */
function sharedPairs(left: string, right: string): number {
  const pairs = (text: string): string[] =>
    Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2));
  const rest = pairs(right);
  const total = rest.length + Math.max(0, left.length - 1);
  let shared = 0;
  for (const pair of pairs(left)) {
    const index = rest.indexOf(pair);
    if (index === -1) continue;
    rest.splice(index, 1);
    shared++;
  }
  return total === 0 ? 0 : (2 * shared) / total;
}
