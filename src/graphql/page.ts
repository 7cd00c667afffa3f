import { DomainError } from '../core/model/index.js';

/** The most that one page of any list holds. */
export const PAGE_SIZE_MAX = 200;

/** @throws DomainError `REQUEST.PAGE_TOO_LARGE` */
export function pageSize(first: number): number {
  if (first >= 1 && first <= PAGE_SIZE_MAX) return first;
  throw new DomainError('REQUEST.PAGE_TOO_LARGE', `a page holds 1 to ${PAGE_SIZE_MAX}`);
}

/** One page of a list. */
export interface Page<Entry> {
  readonly nodes: readonly Entry[];
  /** Where the next page begins; `null` when this one is the last. */
  readonly endCursor: string | null;
}

/** @param found one entry more than the page holds, where there is one: that is how it is known that there are more */
export function pageOf<Entry>(
  found: readonly Entry[],
  limit: number,
  cursorOf: (last: Entry) => string,
): Page<Entry> {
  const nodes = found.slice(0, limit);
  const last = nodes.at(-1);
  return { nodes, endCursor: found.length > limit && last !== undefined ? cursorOf(last) : null };
}
