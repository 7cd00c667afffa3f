/** Why columns of several files were taken for one, as people say it. */
import type { AlignmentEvidence } from '../core/columnar/index.js';
import type { JoinedColumn } from './join-columns.js';

/** What speaks for it. */
export function evidenceInWords({ sameHeader, pairs, agreement, alike }: AlignmentEvidence): string {
  return [
    ...(sameHeader ? ['called the same'] : []),
    ...(agreement === null
      ? []
      : [`values of ${pairs} likely pairs of records agree by ${percent(agreement)} more than by chance`]),
    `values look alike by ${percent(alike)}`,
  ].join(', ');
}

/** A column and where it comes from: `title is title in a and name in b: …`. */
export function joinedInWords({ name, from, evidence }: JoinedColumn): string {
  const sources = [...from].map(([stem, header]) => `${header} in ${stem}`).join(' and ');
  return `Column ${name} is ${sources}${evidence === null ? '' : `: ${evidenceInWords(evidence)}`}`;
}

const percent = (share: number): string => `${Math.round(100 * Math.max(0, share))} %`;
