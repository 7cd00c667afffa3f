/**
 * The whole of `touchstone dedupe` as a function of a table: look at the columns, make fields of them, block, compare, learn, score,
 * cluster. Nothing depends on the order of the records.
 */
import { findPairs, blockSizeMaxOf, type UsedRule } from './blocking/find-pairs.js';
import { NEAREST_ROWS_MAX } from './blocking/find-candidates.js';
import { countPairs, type PairScope } from './blocking/pair-scope.js';
import type { Pairs } from './blocking/pairs.js';
import { buildFields, proposeFields } from './build-fields.js';
import { findCleanSources } from './clusters/clean-sources.js';
import { clusterPairs } from './clusters/cluster-pairs.js';
import { explainPair, type PairExplanation } from './clusters/explain-pair.js';
import { withoutTwins } from './clusters/without-twins.js';
import { BLOCK_SIZE_MAX, THRESHOLD, type DedupePlan, type GivenPlan } from './dedupe-plan.js';
import { profileColumn, type ColumnProfile } from './fields/column-kind.js';
import { PairComparer, type ComparedField } from './levels/compare-pairs.js';
import { comparisonOf } from './levels/comparison-levels.js';
import type { PatternTable } from './levels/pattern-counter.js';
import { findSwaps } from './levels/swapped-fields.js';
import { competitionOf } from './model/competition.js';
import { prepareLearning } from './model/learn-model.js';
import { learnRunModel } from './model/learn-run-model.js';
import type { WeightModel } from './model/learn-weights.js';
import { modelOfPlan, planOfModel } from './model/model-plan.js';
import { PairScorer } from './model/score-pairs.js';
import { initialStandings, STANDING, withLevel } from './model/standing.js';
import type { EngineHelper } from './side-work.js';
import { findSpills } from './spills/find-spills.js';
import { moveBack } from './spills/spilled-values.js';
import type { Table } from './table/table.js';

export interface DedupeOptions {
  /** Pair records of different sources only. */
  readonly acrossOnly: boolean;
  /** Carried out as it stands, its weights learned where it has none; without it one is proposed and learned. */
  readonly plan?: GivenPlan | undefined;
  /** Threads that take part of the work; the result is the same without. */
  readonly helpers?: readonly EngineHelper[] | undefined;
  /** Told of each step as it begins. */
  readonly onStep?: (step: string) => void;
}

/** What a run found. */
export interface DedupeResult {
  readonly plan: DedupePlan;
  readonly profiles: readonly ColumnProfile[];
  readonly fields: readonly ComparedField[];
  readonly rules: readonly UsedRule[];
  /** Blocking rules of the plan that name a key which no field offers. */
  readonly unknownRules: readonly (readonly string[])[];
  readonly model: WeightModel;
  /** Compared pairs. Two rows of one cluster that share no key are not among them. */
  readonly pairs: Pairs;
  /** Bits, by pair. */
  readonly scores: Float64Array;
  readonly threshold: number;
  /** Cluster of each row, as the smallest row in it. */
  readonly clusterOf: Int32Array;
  /** Explains the pair of any two rows, compared or not. @param pair its number where that is known */
  readonly explain: (left: number, right: number, pair?: number) => PairExplanation;
}

/** True pairs to expect per record before learning. */
const EXPECTED_MATCHES_PER_ROW = 1 / 3;

/** Finds which records of a canonical table are the same thing. */
export function dedupeTable(read: Table, options: DedupeOptions): DedupeResult {
  const { acrossOnly, plan: given, helpers = [], onStep = () => undefined } = options;
  onStep('Looking at the columns');
  const spilled = given === undefined ? findSpills(read) : (given.spilled ?? []);
  const table = moveBack(read, spilled);
  const scope: PairScope = { rows: table.rows, sourceOf: table.sourceOf, acrossOnly };
  const allPairs = countPairs(scope);
  const expectedMatches = table.rows * EXPECTED_MATCHES_PER_ROW;
  const matchShare = expectedMatches / Math.max(1, allPairs);

  const profiles = table.columns.map(profileColumn);
  const fieldPlans = given?.fields ?? proposeFields(table, profiles, scope, matchShare);
  const fields = buildFields(table, fieldPlans);
  const compared = fields.map(field => ({ field, comparison: comparisonOf(field) }));
  const comparer = new PairComparer(compared, findSwaps(fields), helpers);

  onStep('Finding pairs');
  const search = {
    blockSizeMax: given?.blockSizeMax ?? blockSizeMaxOf(table.rows, BLOCK_SIZE_MAX),
    nearest: given?.nearest ?? table.rows <= NEAREST_ROWS_MAX,
  };
  const { rules, pairs, copies, all } = findPairs(fields, given?.blocking, search, scope, helpers);

  onStep('Comparing');
  const patterns = comparer.compare(pairs.left, pairs.right, pairs.count);
  const seemClean =
    given === undefined
      ? findCleanSources(table, copies, comparer)
      : new Set(given.oneToOne.map(name => table.sources.indexOf(name)));

  onStep('Learning');
  const learning =
    given?.weights === undefined
      ? prepareLearning({ table, scope, compared, comparer, pairs, patterns, allPairs, expectedMatches })
      : null;
  const clean =
    given === undefined && learning !== null
      ? withoutTwins(seemClean, table, comparer, pairs, learning)
      : seemClean;
  const competition = competitionOf(clean, pairs, table);
  const { model: learned, usesStanding } =
    learning !== null
      ? learnRunModel({ learning, table, scope, comparer, pairs, all, competition, once: clean })
      : { model: null, usesStanding: given!.weights!.fields.has(STANDING.field.name) };
  const judged: readonly ComparedField[] = usesStanding ? [...compared, STANDING] : compared;
  const weights = given?.weights ?? planOfModel(judged, learned!);
  // The written weights are used, not the learned ones, so that the written plan gives the same result.
  const model = {
    ...modelOfPlan(judged, weights),
    ...(learned === null ? {} : { matches: learned.matches, iterations: learned.iterations }),
  };
  const plan: DedupePlan = {
    fields: fieldPlans,
    blocking: rules.map(({ labels }) => labels),
    ...search,
    oneToOne: [...clean].map(source => table.sources[source]!),
    threshold: THRESHOLD,
    ...given,
    spilled,
    weights,
  };

  onStep('Clustering');
  const judgedPatterns = usesStanding ? withStanding(compared, patterns, pairs, table.rows) : patterns;
  const scorer = new PairScorer(comparer, model, pairs, judgedPatterns);
  const scores = competition?.rescore(scorer.scores) ?? scorer.scores;
  const clusterOf = clusterPairs(
    { count: pairs.count, left: pairs.left, right: pairs.right, scores },
    {
      rows: table.rows,
      threshold: plan.threshold,
      oneToOneSourceOf: row => (clean.has(table.sourceOf[row]!) ? table.sourceOf[row]! : -1),
      score: (left, right) => scorer.score(left, right),
    },
  );
  const { threshold } = plan;
  const explained = {
    fields: judged,
    rules,
    comparer,
    model,
    scorer,
    pairs,
    patterns: judgedPatterns,
    scores,
    threshold,
  };
  return {
    plan,
    profiles,
    fields: judged,
    rules,
    unknownRules: (given?.blocking ?? []).filter(
      labels => !rules.some(rule => sameLabels(rule.labels, labels)),
    ),
    model,
    pairs,
    scores,
    threshold,
    clusterOf,
    explain: (left, right, pair) => explainPair(explained, left, right, pair),
  };
}

const sameLabels = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((label, at) => label === right[at]);

/** The patterns with the standing of each pair among its rivals as one more level. */
function withStanding(
  fields: readonly ComparedField[],
  patterns: PatternTable,
  pairs: Pairs,
  rows: number,
): PatternTable {
  const standing = initialStandings(fields, patterns, pairs, rows);
  return withLevel(patterns, pair => standing[pair]!);
}
