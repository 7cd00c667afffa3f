import { DomainError } from '../core/model/index.js';
import { packCursor, unpackCursor } from './opaque-cursor.js';

/** A place in a list that is ordered by a time and an id. */
export interface TimePlace {
  readonly at: Date;
  readonly id: string;
}

export function encodeTimeCursor(place: TimePlace): string {
  return packCursor([place.at.toISOString(), place.id]);
}

/** @throws DomainError `CURSOR.INVALID` */
export function decodeTimeCursor(cursor: string | null | undefined): TimePlace | null {
  if (cursor === null || cursor === undefined) return null;
  const [at, id] = unpackCursor(cursor);
  if (typeof at !== 'string' || typeof id !== 'string' || Number.isNaN(Date.parse(at))) {
    throw new DomainError('CURSOR.INVALID', 'that is no cursor of this list');
  }
  return { at: new Date(at), id };
}
