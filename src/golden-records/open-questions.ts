import { mayBeOne, type MatchModel, type Member } from '../core/matching/index.js';
import type { OpenPair } from './golden-records-changed.event.js';

/**
 * Of the pairs left for a person those whose two golden records can still be one thing. The result is a function of the
 * records in the two golden records, so that a question goes when the record that answers it arrives, whichever comes first.
 *
 * @param members the live records of every golden record that a pair names
 */
export function openQuestions(
  model: MatchModel,
  pairs: readonly OpenPair[],
  members: ReadonlyMap<string, readonly Member[]>,
  uniqueSystems: ReadonlySet<string>,
): OpenPair[] {
  const answers = new Map<string, boolean>();
  return pairs.filter(({ leftGolden, rightGolden }) => {
    const key = leftGolden < rightGolden ? `${leftGolden} ${rightGolden}` : `${rightGolden} ${leftGolden}`;
    let isOpen = answers.get(key);
    if (isOpen === undefined) {
      const [left, right] = [members.get(leftGolden) ?? [], members.get(rightGolden) ?? []];
      isOpen = mayBeOne(model, left, right, uniqueSystems);
      answers.set(key, isOpen);
    }
    return isOpen;
  });
}
