import { DomainError } from '../core/model/index.js';
import type { Verdict } from '../matching/index.js';
import type { Task } from './task.repository.js';

type Pair = readonly [string, string];

/** What of an answer says which records it is about. */
export interface Aim {
  readonly verdict: Verdict;
  /** For an ambiguous task: the candidate that the answer is about. */
  readonly candidateId?: string;
}

/**
 * The pairs of source records that an answer to a task says something about: every pair among its records. An ambiguous task
 * asks which of several golden records, if any, its records belong to: the answer is about those records and one candidate, or
 * all of them; about the candidates among each other nobody was asked.
 *
 * @param goldenOf source record → golden record now
 * @throws DomainError `TASK.CHOOSE_CANDIDATE`, `TASK.NO_CANDIDATE`
 */
export function judgedPairs(
  task: Pick<Task, 'kind' | 'goldenIds' | 'recordIds'>,
  { verdict, candidateId }: Aim,
  goldenOf: ReadonlyMap<string, string>,
): readonly Pair[] {
  if (task.kind !== 'ambiguous') {
    if (candidateId !== undefined) throw noCandidate();
    return task.recordIds.flatMap((left, index) =>
      task.recordIds.slice(index + 1).map((right): Pair => [left, right]),
    );
  }
  const [own] = task.goldenIds;
  if (verdict === 'same' && candidateId === undefined) {
    throw new DomainError(
      'TASK.CHOOSE_CANDIDATE',
      'this record fits several golden records that cannot be one; say with which of them it is the same',
    );
  }
  if (candidateId !== undefined && (candidateId === own || !task.goldenIds.includes(candidateId)))
    throw noCandidate();
  const isCandidate = (record: string): boolean => {
    const golden = goldenOf.get(record);
    return golden !== own && (candidateId === undefined || golden === candidateId);
  };
  const waiting = task.recordIds.filter(record => goldenOf.get(record) === own);
  const candidates = task.recordIds.filter(isCandidate);
  return waiting.flatMap(left => candidates.map((right): Pair => [left, right]));
}

function noCandidate(): DomainError {
  return new DomainError('TASK.NO_CANDIDATE', 'that golden record is no candidate of this task');
}
