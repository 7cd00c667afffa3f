import { DomainError } from '../core/model/index.js';

/** A place in a list that is ordered by a time and an id. */
export interface TimePlace {
  readonly at: Date;
  readonly id: string;
}

export function encodeTimeCursor(place: TimePlace): string {
  return Buffer.from(JSON.stringify([place.at.toISOString(), place.id])).toString('base64url');
}

/** @throws DomainError `CURSOR.INVALID` */
export function decodeTimeCursor(cursor: string | null | undefined): TimePlace | null {
  if (cursor === null || cursor === undefined) return null;
  const parts = jsonOf(cursor);
  const [at, id] = Array.isArray(parts) ? parts : [];
  if (typeof at !== 'string' || typeof id !== 'string' || Number.isNaN(Date.parse(at))) {
    throw new DomainError('CURSOR.INVALID', 'that is no cursor of this list');
  }
  return { at: new Date(at), id };
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}
