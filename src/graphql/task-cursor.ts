import { DomainError } from '../core/model/index.js';
import type { Task } from '../stewardship/index.js';
import { packCursor, unpackCursor } from './opaque-cursor.js';

type Place = Pick<Task, 'priority' | 'score' | 'id'>;

/** Opaque place of a task in the queue. */
export function encodeTaskCursor({ priority, score, id }: Place): string {
  return packCursor([priority, score, id]);
}

/** @throws DomainError `CURSOR.INVALID` */
export function decodeTaskCursor(cursor: string | null | undefined): Place | null {
  if (cursor === null || cursor === undefined) return null;
  const [priority, score, id] = unpackCursor(cursor);
  if (typeof priority === 'number' && typeof score === 'number' && typeof id === 'string')
    return { priority, score, id };
  throw new DomainError('CURSOR.INVALID', 'that is no cursor of this list');
}
