import type { Sort } from '../ui/index.js';

/*
 * Readers for what stands in the address. Each takes what was typed, pasted or sent by a colleague, and
 * gives back a value of its type or nothing: a broken address opens the screen without the broken part.
 */

/** A text with something in it. The router reads `?q=42` as a number; a person typed a text. */
export function textParam(raw: unknown): string | undefined {
  const text = typeof raw === 'number' ? String(raw) : raw;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** One of the given words. */
export function oneOfParam<Word extends string>(raw: unknown, words: readonly Word[]): Word | undefined {
  return words.find(word => word === raw);
}

/** A whole number from `min` on. */
export function wholeParam(raw: unknown, min = 0): number | undefined {
  return typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= min ? raw : undefined;
}

/** An instant in ISO 8601. */
export function instantParam(raw: unknown): string | undefined {
  const text = textParam(raw);
  return text !== undefined && !Number.isNaN(new Date(text).getTime()) ? text : undefined;
}

/** Several texts: a selection, the values of a filter. */
export function textsParam(raw: unknown): readonly string[] | undefined {
  const texts = (Array.isArray(raw) ? raw : [raw]).map(textParam).filter(text => text !== undefined);
  return texts.length > 0 ? texts : undefined;
}

/** `name` for ascending, `-name` for descending. Only the given columns can be sorted by. */
export function sortParam(raw: unknown, columns: readonly string[]): string | undefined {
  const text = textParam(raw);
  return text !== undefined && columns.includes(text.replace(/^-/, '')) ? text : undefined;
}

/** What the address says about the order, for a table. */
export function readSort(param: string | undefined): Sort | undefined {
  if (param === undefined) return undefined;
  return param.startsWith('-')
    ? { column: param.slice(1), direction: 'descending' }
    : { column: param, direction: 'ascending' };
}

/** What a table says about the order, for the address. */
export function writeSort(sort: Sort | undefined): string | undefined {
  if (!sort) return undefined;
  return sort.direction === 'descending' ? `-${sort.column}` : sort.column;
}
