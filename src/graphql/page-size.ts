import { DomainError } from '../core/model/index.js';

/** The most that one page of any list holds. */
export const PAGE_SIZE_MAX = 200;

/** @throws DomainError `REQUEST.PAGE_TOO_LARGE` */
export function pageSize(first: number): number {
  if (first >= 1 && first <= PAGE_SIZE_MAX) return first;
  throw new DomainError('REQUEST.PAGE_TOO_LARGE', `a page holds 1 to ${PAGE_SIZE_MAX}`);
}
