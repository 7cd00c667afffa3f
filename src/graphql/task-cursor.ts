import { DomainError } from '../core/model/index.js';
import type { Task } from '../stewardship/index.js';

type Place = Pick<Task, 'priority' | 'score' | 'id'>;

/** Opaque place of a task in the queue. */
export function encodeTaskCursor({ priority, score, id }: Place): string {
  return Buffer.from(JSON.stringify([priority, score, id])).toString('base64url');
}

/** @throws DomainError `CURSOR.INVALID` */
export function decodeTaskCursor(cursor: string | null | undefined): Place | null {
  if (cursor === null || cursor === undefined) return null;
  const parts = jsonOf(cursor);
  const [priority, score, id] = Array.isArray(parts) ? parts : [];
  if (typeof priority === 'number' && typeof score === 'number' && typeof id === 'string')
    return { priority, score, id };
  throw new DomainError('CURSOR.INVALID', 'that is no cursor of this list');
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}
