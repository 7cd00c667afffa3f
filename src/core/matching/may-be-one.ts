/**
 * Whether two golden records can still be one thing, all their records taken together. A pair of records may leave a question
 * open that the rest of the two golden records answers: neither says its part number, but their companions say different ones.
 * Such a question is not worth a steward's time.
 */
import type { Features } from '../rules/index.js';
import { classifyPair } from './decide-pair.js';
import { valuesOf, type MatchModel } from './match-model.js';
import { scorePair } from './score-pair.js';

/** A record of a golden record, as far as matching looks at it. */
export interface Member {
  readonly system: string;
  readonly features: Features;
}

/**
 * False when the two groups, each with all that its records say, are different by the rules, or when a system that holds each thing
 * once has records in both.
 *
 * @param uniqueSystems systems that hold each thing once
 */
export function mayBeOne(
  model: MatchModel,
  left: readonly Member[],
  right: readonly Member[],
  uniqueSystems: ReadonlySet<string>,
): boolean {
  const systems = new Set(left.map(({ system }) => system));
  if (right.some(({ system }) => uniqueSystems.has(system) && systems.has(system))) return false;
  const pair = scorePair(model, allFeatures(model, left), allFeatures(model, right));
  return classifyPair(model, pair) !== 'different';
}

/** Every value that any of the records has. */
function allFeatures(model: MatchModel, members: readonly Member[]): Features {
  const [only] = members;
  if (only !== undefined && members.length === 1) return only.features;
  return Object.fromEntries(
    model.rules.features.flatMap(({ name }) => {
      const values = [...new Set(members.flatMap(({ features }) => valuesOf(features, name)))];
      return values.length === 0 ? [] : [[name, values.sort()]];
    }),
  );
}
