/**
 * Learns the model of a run. Where records have one partner at most, the standing of a pair among its rivals is evidence too, when nearly
 * every record of the smaller source has a partner: only then does being the best mean anything.
 */
import type { ComparedField, PairComparer } from '../levels/compare-pairs.js';
import type { PatternTable } from '../levels/pattern-counter.js';
import { commonnessOf } from './common-values.js';
import type { Competition } from './competition.js';
import { withEmailParents } from './email-parents.js';
import { findDependences, parentsOf, withoutParent, type Dependences } from './field-dependence.js';
import { identifiedPairs, withIdentifiers } from './identifiers.js';
import { learnWeights, patternWeight, type LearningInput, type WeightModel } from './learn-weights.js';
import type { Pairs } from '../blocking/pairs.js';
import type { PairScope } from '../blocking/pair-scope.js';
import { equalShare, randomPatterns } from './random-pairs.js';
import { dependencesOfRelatives, relativesAgreeFrom } from './relatives.js';
import { initialStandings, STANDING, withLevel } from './standing.js';
import type { Table } from '../table/table.js';

/** What a run has when it comes to learning. */
export interface ModelInput {
  readonly table: Table;
  readonly scope: PairScope;
  readonly compared: readonly ComparedField[];
  readonly comparer: PairComparer;
  readonly pairs: Pairs;
  readonly patterns: PatternTable;
  readonly allPairs: number;
  readonly expectedMatches: number;
}

/** What is learned from, whichever sources hold each thing once. */
export type Learning = Omit<LearningInput, 'competition'>;

/**
 * Measured on open sets: with 150,000 chicago_sites goes from F1 .913 to .900 and Amazon's and Google's products from .58 to .50; more than
 * this changes no set by more than .01 either way. A third of the time that 100,000 records take was spent on 400,000.
 */
const RANDOM_PAIRS = 250_000;
/** A class of pairs that agrees on less of its evidence is not that of true pairs: then what is expected of those is kept. */
const AGREEMENT_MIN = 0.6;
/** True pairs for each one that identifiers show, up to which slips and renumbered things explain the difference. */
const IDENTIFIED_MAX = 5;
/** So that a field on which no two others ever agree does not decide alone. */
const CHANCE_MIN = 1e-4;
/**
 * Share of the smaller source with a partner from which the standing counts, as the model without it finds: with it, every best one seems
 * to be a partner. Walmart's products, of which a third are at Amazon: .60 without, .79 with, and F1 .701 without, .555 with.
 */
const PARTNERED_SHARE_MIN = 0.75;

/** Looks at random pairs, and at what goes together. */
export function prepareLearning(input: ModelInput): Learning {
  const { scope, comparer, patterns, allPairs, expectedMatches } = input;
  const random = randomPatterns(comparer, scope, RANDOM_PAIRS);
  const compared = withIdentifiers(input.compared, patterns, random);
  const dependences = dependencesOf({
    fields: compared,
    candidates: patterns,
    random,
    allPairs,
    expectedMatches,
    matches: expectedMatches,
  });
  return {
    fields: compared,
    candidates: patterns,
    commonness: commonnessOf(compared, patterns, input.pairs, dependences),
    random,
    equalShares: compared.map(one => equalShare(one, scope)),
    dependences,
    allPairs,
    expectedMatches,
  };
}

/**
 * The learned model, and whether the standing among rivals is part of it.
 * @param competition given where a source holds each thing once
 */
export function learnModel(
  prepared: Learning,
  { table, pairs }: Pick<ModelInput, 'table' | 'pairs'>,
  competition: Competition | undefined,
): { readonly model: WeightModel; readonly usesStanding: boolean } {
  const first = learnWeights({ ...prepared, competition });
  const learning = lookAgain(prepared, first, pairs);
  const competing: LearningInput = { ...learning, competition };
  const model = learning === prepared ? first : learnWeights(competing);
  if (competition?.isOneToOne === true && model.matches >= PARTNERED_SHARE_MIN * smallestSource(table))
    return { model: learnWithStanding(competing, pairs, table.rows), usesStanding: true };
  const identified = identifiedPairs(learning.fields, learning.candidates, table.rows);
  if (agreement(model) >= AGREEMENT_MIN && model.matches <= IDENTIFIED_MAX * identified)
    return { model, usesStanding: false };
  const expected = { ...competing, keepsExpected: true, matchesMax: identified };
  return { model: learnWeights(expected), usesStanding: false };
}

/**
 * Looks again at what goes together, without the pairs that a model takes for true. Where things have many records each, those are as many
 * among random pairs as chance agreements are: they agree on everything, and make all fields look dependent on each other. Measured:
 * Cora's larger selection pairwise F1 .700 to .884, 50,000 historical persons .867 to .908. A third look changes nothing there, and others go
 * to and fro.
 */
function lookAgain(learning: Learning, model: WeightModel, pairs: Pairs): Learning {
  const dependences = dependencesOf({
    ...learning,
    candidates: withoutTrue(learning.candidates, model),
    random: withoutTrue(learning.random, model),
    // A model misses some, so that they count as if they were all still there: with fewer, publications of dblp and Google Scholar drop to .64.
    matches: model.matches,
  });
  if (areSame(dependences, learning.dependences)) return learning;
  const commonness = commonnessOf(learning.fields, learning.candidates, pairs, dependences);
  return { ...learning, dependences, commonness };
}

/** The pairs that are not true, as far as a model can tell. */
function withoutTrue(table: PatternTable, model: WeightModel): PatternTable {
  const { weights, dependences, levelCounts, prior } = model;
  const counts = table.counts.map((count, pattern) => {
    const at = pattern * levelCounts.length;
    return count / (1 + 2 ** (prior + patternWeight(weights, dependences, levelCounts, table.levels, at)));
  });
  return { ...table, counts };
}

function areSame(one: Dependences, other: Dependences): boolean {
  return one.parents.every(
    (parent, field) =>
      parent === other.parents[field] && (parent < 0 || one.agreeing[parent] === other.agreeing[parent]),
  );
}

/** What shows which fields go together. */
interface DependencesInput extends Pick<
  Learning,
  'fields' | 'candidates' | 'random' | 'allPairs' | 'expectedMatches'
> {
  /** True pairs that are still among the random ones, at most. */
  readonly matches: number;
}

/** Which fields go together among unrelated records and among relatives. */
function dependencesOf(input: DependencesInput): Dependences {
  const { fields, random, allPairs, matches } = input;
  const { found, agreeing } = findDependences(random, fields.length, matches / Math.max(1, allPairs));
  const ofRelatives = dependencesOfRelatives(input);
  for (const { first, second } of ofRelatives)
    for (const field of [first, second]) agreeing[field] = relativesAgreeFrom(fields[field]!);
  const all = [...ofRelatives, ...found].sort(
    (a, b) => b.bits - a.bits || a.first - b.first || a.second - b.second,
  );
  return withEmailParents(parentsOf({ found: all, agreeing }, fields.length), fields);
}

/**
 * In what share of its evidence a true pair is not simply different: fields count by the bits that not being different is worth where it
 * is chance. Where a file holds hardly any duplicates, what learning finds instead is a crowd of pairs that have some things in common: a
 * maker, a town. Measured: .35 to .52 on three such files, .74 to 1 on ten open sets with duplicates.
 */
function agreement({ m, u, levelCounts }: WeightModel): number {
  let agreeing = 0;
  let all = 0;
  for (let field = 0; field < m.length; field++) {
    const bits = -Math.log2(Math.max(CHANCE_MIN, leastChance(u[field]!, levelCounts[field]!)));
    agreeing += bits * mostAgreeing(m[field]!, levelCounts[field]!);
    all += bits;
  }
  return all === 0 ? 1 : agreeing / all;
}

/** Share of true pairs above the lowest level, whatever the parent's state. */
function mostAgreeing(shares: Float64Array, width: number): number {
  let most = 0;
  for (let row = 0; row < shares.length; row += width) most = Math.max(most, 1 - shares[row + 1]!);
  return most;
}

/** Share of other pairs above the lowest level, in the parent's state where that is rarest. */
function leastChance(shares: Float64Array, width: number): number {
  let least = 1;
  for (let row = 0; row < shares.length; row += width) least = Math.min(least, 1 - shares[row + 1]!);
  return least;
}

function learnWithStanding(learning: LearningInput, pairs: Pairs, rows: number): WeightModel {
  const standing = initialStandings(learning.fields, learning.candidates, pairs, rows);
  const fields = [...learning.fields, STANDING];
  const candidates = withLevel(learning.candidates, pair => standing[pair]!);
  const dependences = withoutParent(learning.dependences);
  return learnWeights({
    ...learning,
    fields,
    candidates,
    commonness: commonnessOf(fields, candidates, pairs, dependences),
    random: withLevel(learning.random, () => 1),
    equalShares: [...learning.equalShares, 0],
    dependences,
  });
}

function smallestSource({ sources, sourceOf }: Table): number {
  const sizes = new Int32Array(sources.length);
  for (const source of sourceOf) sizes[source]!++;
  return Math.min(...sizes);
}
