import { DomainError } from '../core/model/index.js';
import { packCursor, unpackCursor } from './opaque-cursor.js';

/** A list's order; a cursor only fits the order that it was made with. */
export interface ListOrder {
  readonly field: string;
  readonly descending: boolean;
}

/** Opaque place of a record in an ordered list. */
export function encodeCursor(place: { value: string | null; id: string }, order: ListOrder): string {
  return packCursor([order.field, order.descending, place.value, place.id]);
}

/** @throws DomainError `CURSOR.INVALID`, `CURSOR.ORDER_MISMATCH` */
export function decodeCursor(cursor: string, order: ListOrder): { value: string | null; id: string } {
  const [field, descending, value, id] = unpackCursor(cursor);
  if (typeof id !== 'string' || (typeof value !== 'string' && value !== null)) {
    throw new DomainError('CURSOR.INVALID', 'that is no cursor of this list');
  }
  if (field !== order.field || descending !== order.descending) {
    throw new DomainError(
      'CURSOR.ORDER_MISMATCH',
      'the cursor was made with another order; start from the first page',
    );
  }
  return { value, id };
}
