/**
 * The whole of `touchstone dedupe` as a function of a table: look at the columns, make fields of them, block, compare, learn, score,
 * cluster. Nothing depends on the order of the records.
 */
import { chooseBlockRules, labelsOf, type BlockBudget, type BlockRule } from './blocking/block-rules.js';
import { buildFields, proposeFields } from './build-fields.js';
import { learnFromInside } from './model/chance-inside.js';
import { findCleanSources } from './clusters/clean-sources.js';
import { clusterPairs } from './clusters/cluster-pairs.js';
import { profileColumn, type ColumnProfile } from './fields/column-kind.js';
import { PairComparer, type ComparedField } from './levels/compare-pairs.js';
import type { PatternTable } from './levels/pattern-counter.js';
import { comparisonOf } from './levels/comparison-levels.js';
import { Competition } from './model/competition.js';
import { BLOCK_SIZE_MAX, THRESHOLD, type DedupePlan, type GivenPlan } from './dedupe-plan.js';
import { explainPair, type PairExplanation } from './clusters/explain-pair.js';
import type { Field } from './fields/field.js';
import {
  allBlockKeys,
  findCandidates,
  findCopies,
  NEAREST_ROWS_MAX,
  plannedRules,
} from './blocking/find-candidates.js';
import { learnModel, prepareLearning, type Learning } from './model/learn-model.js';
import { learnWeights, type WeightModel } from './model/learn-weights.js';
import { modelOfPlan, planOfModel } from './model/model-plan.js';
import type { BlockCost } from './blocking/number-blocks.js';
import type { Pairs } from './blocking/pairs.js';
import { countPairs, type PairScope } from './blocking/pair-scope.js';
import type { EngineHelper } from './side-work.js';
import { PairScorer } from './model/score-pairs.js';
import { initialStandings, STANDING, withLevel } from './model/standing.js';
import { findSpills } from './spills/find-spills.js';
import { moveBack } from './spills/spilled-values.js';
import { findSwaps } from './levels/swapped-fields.js';
import type { Table } from './table/table.js';
import { sourcesWithTwins } from './clusters/twins.js';

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

/** A rule by which pairs were found. */
export interface UsedRule extends BlockCost {
  /** Labels of the keys on which its pairs agree. */
  readonly labels: readonly string[];
}

/** Measured on febrl_100k: 6 pairs find .68 of the true ones, 12 .973, 14 .986, 25 .999 at twice the time. */
const PAIRS_PER_ROW = 14;
/**
 * So many pairs are worth comparing however few records there are. Where a thing has a hundred records, its true pairs alone are as many:
 * with a third of this, and blocks as small as those of large tables, the publications of Cora went from F1 .850 to .820, and those of
 * a larger selection from .703 to .360.
 */
const PAIRS_MIN = 300_000;
const PAIRS_PER_RULE_AND_ROW = 4;
const PAIRS_PER_RULE_MIN = 150_000;
/** Rows up to which blocks of more than twice the usual size are within that budget. */
const SMALL_TABLE_ROWS = 20_000;
const SMALL_TABLE_BLOCK_SIZE_MAX = 500;
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
    blockSizeMax: given?.blockSizeMax ?? blockSizeMaxOf(table),
    nearest: given?.nearest ?? table.rows <= NEAREST_ROWS_MAX,
  };
  const { rules, pairs, copies, all } = findPairs(fields, given, search, scope, helpers);

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
      ? learnModelOf({ learning, table, scope, comparer, pairs, all, competition, once: clean })
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

/** What a model is learned from, once it is known which sources hold each thing once. */
interface ModelGround {
  readonly learning: Learning;
  readonly table: Table;
  readonly scope: PairScope;
  readonly comparer: PairComparer;
  readonly pairs: Pairs;
  /** The same inside sources as well. */
  readonly all: Pairs;
  readonly competition: Competition | undefined;
  readonly once: ReadonlySet<number>;
}

function learnModelOf(ground: ModelGround): ReturnType<typeof learnModel> {
  const { learning, table, scope, comparer, pairs, all, competition, once } = ground;
  const [field] = learning.fields;
  if (field === undefined || learning.fields.length > 1 || once.size === 0)
    return learnModel(learning, { table, pairs }, competition);
  const model = learnFromInside({
    field,
    scope,
    allPairs: learning.allPairs,
    pairs,
    patterns: learning.candidates,
    inside: all,
    insidePatterns: all === pairs ? learning.candidates : comparer.compare(all.left, all.right, all.count),
    once,
  });
  return { model, usesStanding: false };
}

/** Rivalry among the pairs, where some source holds each thing once. */
function competitionOf(
  once: ReadonlySet<number>,
  pairs: Pairs,
  { rows, sourceOf, sources }: Table,
): Competition | undefined {
  return once.size === 0
    ? undefined
    : new Competition(pairs, rows, { sourceOf, sources: sources.length, once });
}

/**
 * The sources that hold each thing once, of those that seem to. Judged by what is expected of true pairs, not by what is learned: learned
 * from the best pair of each record, agreement in nearly everything is taken for granted, and half of the twins look worse than they are
 * (Google Scholar: .15 of the matched records instead of .30).
 */
function withoutTwins(
  once: ReadonlySet<number>,
  table: Table,
  comparer: PairComparer,
  pairs: Pairs,
  learning: Learning,
): ReadonlySet<number> {
  if (once.size === 0) return once;
  const model = learnWeights({
    ...learning,
    competition: competitionOf(once, pairs, table),
    keepsExpected: true,
  });
  const scorer = new PairScorer(comparer, model, pairs, learning.candidates);
  const twins = sourcesWithTwins({
    rows: table.rows,
    sourceOf: table.sourceOf,
    once,
    pairs,
    scores: scorer.scores,
    score: (left, right) => scorer.score(left, right),
  });
  return new Set([...once].filter(source => !twins.has(source)));
}

interface FoundPairs {
  readonly rules: readonly UsedRule[];
  /** Those to compare. */
  readonly pairs: Pairs;
  /** Those that show whether sources hold copies. */
  readonly copies: Pairs;
  /** Where there is one field only, those inside sources as well, looked for as those across them. */
  readonly all: Pairs;
}

/**
 * The pairs to compare, and those that show whether sources hold copies. Of the rules only what there is to say of them is kept: the
 * blocks of sixty rules over a million records are a quarter of a gigabyte.
 */
function findPairs(
  fields: readonly Field[],
  given: GivenPlan | undefined,
  { nearest, blockSizeMax }: { readonly nearest: boolean; readonly blockSizeMax: number },
  scope: PairScope,
  helpers: readonly EngineHelper[],
): FoundPairs {
  const rules =
    given === undefined
      ? proposeRules(fields, scope.rows, blockSizeMax, helpers)
      : plannedRules(fields, given.blocking, blockSizeMax, helpers);
  const pairs = findCandidates(fields, rules, nearest, scope, helpers);
  const needsCopies = given === undefined && scope.acrossOnly;
  return {
    pairs,
    copies: needsCopies ? findCopies(fields, rules, nearest, scope) : pairs,
    all:
      scope.acrossOnly && fields.length === 1
        ? findCandidates(fields, rules, nearest, { ...scope, acrossOnly: false }, helpers)
        : pairs,
    rules: rules.map(({ keys, pairs: inside, skippedPairs, skippedBlocks }) => ({
      labels: labelsOf(keys),
      pairs: inside,
      skippedPairs,
      skippedBlocks,
    })),
  };
}

const blockSizeMaxOf = ({ rows }: Table): number =>
  rows <= SMALL_TABLE_ROWS ? SMALL_TABLE_BLOCK_SIZE_MAX : BLOCK_SIZE_MAX;

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

function proposeRules(
  fields: readonly Field[],
  rows: number,
  blockSize: number,
  helpers: readonly EngineHelper[],
): readonly BlockRule[] {
  const budget: BlockBudget = {
    pairs: Math.max(PAIRS_PER_ROW * rows, PAIRS_MIN),
    pairsPerRule: Math.max(PAIRS_PER_RULE_AND_ROW * rows, PAIRS_PER_RULE_MIN),
    blockSize,
  };
  return chooseBlockRules(allBlockKeys(fields), budget, helpers);
}
