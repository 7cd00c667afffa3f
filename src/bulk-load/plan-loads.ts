import type { StageProgress } from './load-part.js';

/** A bulk load all of whose records are taken in, and how far it is. */
export interface LoadProgress {
  readonly id: string;
  readonly createdAt: Date;
  readonly match: StageProgress;
  readonly merge: StageProgress;
  /** When all its records were matched; `null` before. */
  readonly matchedAt: Date | null;
  /** The load in whose merge parts its records are, unless they are its own. */
  readonly mergedWith: string | null;
}

/** What comes next for the bulk loads of a domain. */
export interface LoadSteps {
  /** Loads whose records are to be matched. */
  readonly match: readonly string[];
  /** Loads that are matched and wait for others. */
  readonly wait: readonly string[];
  /** Loads that are to be merged at once; the first of them leads. */
  readonly merge: readonly string[];
  /** Loads that are merged, and what was merged with them. */
  readonly finish: readonly string[];
}

/**
 * Loads that are under way at the same time are merged at once: a golden record whose records come in six loads is planned once instead of
 * six times, and subscribers hear of it once. A load waits for those alone that were sent before its own records were matched, so that it is
 * merged at last however many come later; those that are matched by then go with it.
 *
 * @param loads those of one domain, oldest first; `matchedAt` is set for each that is matched
 * @param oldestTakenIn when the oldest of those was sent whose records are still being taken in
 */
export function planLoads(loads: readonly LoadProgress[], oldestTakenIn: Date | null): LoadSteps {
  const own = loads.filter(load => load.mergedWith === null);
  const matched = own.filter(isMatched);
  const unmatched = own.filter(load => !isMatched(load) && load.merge.planned === 0);
  const comingSince = [oldestTakenIn, ...unmatched.map(load => load.createdAt)].flatMap(time => time ?? []);
  const waits = ({ matchedAt }: LoadProgress): boolean =>
    matchedAt !== null && comingSince.some(since => since <= matchedAt);
  const mayMerge = matched.some(load => !waits(load));
  return {
    match: idsOf(own.filter(load => load.match.planned === 0)),
    wait: mayMerge ? [] : idsOf(matched),
    merge: mayMerge ? idsOf(matched) : [],
    finish: idsOf(own.filter(load => load.merge.planned > 0 && load.merge.open === 0)),
  };
}

/** Whether all its records are matched, and none of them merged. */
export function isMatched({ match, merge }: Pick<LoadProgress, 'match' | 'merge'>): boolean {
  return match.planned > 0 && match.open === 0 && merge.planned === 0;
}

function idsOf(loads: readonly LoadProgress[]): string[] {
  return loads.map(load => load.id);
}
