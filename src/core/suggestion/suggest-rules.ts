/**
 * Complete match rules for a domain, from its attributes and the records that a hub holds of it, without a label and without rules to start from:
 * attributes become features by what their standardizers know, features are profiled, blocking is chosen under a budget of pairs,
 * weights are learned from the pairs, and what merges without a person is what evidence that had no part in it finds right.
 *
 * The rules are made of the features and comparators of the rule engine rather than translated from a plan of the columnar engine, which
 * finds duplicates in files of any kind: what is suggested is then compared, learned and rehearsed by the very functions that will
 * decide in the hub, it can use what standardizers know (name cores, sizes, branches), and every weight means what it means in rules
 * written by hand. From the columnar engine come the recognition of plain text columns and the search for evidence that says one thing twice.
 *
 * Unsure means review: requirements, vetoes and thresholds are chosen so that wrong merges are rarer than one in a hundred as far as the
 * records can show, however many pairs wait for a person then.
 */
import { Frequencies } from '../comparison/index.js';
import { countFrequencies, prepareMatching } from '../matching/index.js';
import type { FrequencySnapshot, MatchRules } from '../rules/index.js';
import {
  chanceLevels,
  PatternCount,
  type ChanceSample,
  type EvidencePattern,
  type RefinedWeights,
  type TrainingRecord,
} from '../training/index.js';
import { affordableRules, candidateRules, countRule, pairsOf, type PairBudget } from './candidate-blocks.js';
import { chooseBlocking, type Blocking } from './choose-blocking.js';
import { findConflicts, withConflicts, type ConflictFinding } from './choose-conflicts.js';
import { chooseRequirements, lastResort, type ChosenRequirement } from './choose-requirements.js';
import {
  calibrateScores,
  chooseSame,
  chooseThresholds,
  scoreWithout,
  type CalibratedScore,
} from './choose-thresholds.js';
import { openQuestions, patternsOfKept, type PairOfPattern, type Standing } from './kept-pairs.js';
import { siftSubjects } from './sift-subjects.js';
import { draftEvidence, namesOneThing, type EvidenceDraft } from './draft-evidence.js';
import { anchored, judgesOf, judgingColumns, type Judge } from './held-out.js';
import { learnInBlocks, weighByChance, type Expected, type Learned } from './learn-from-nothing.js';
import {
  chooseParts,
  joinSubjects,
  profileSubjects,
  regroupFeatures,
  type LeftOut,
  type ProfiledSubject,
} from './profile-subjects.js';
import type { Subject } from './subjects.js';

/** Suggested rules with what stands behind them. */
export interface Suggestion {
  readonly rules: MatchRules;
  /** Counted over the records that were read, for the features of these rules; the weights were learned with it. */
  readonly frequencies: FrequencySnapshot;
  readonly records: number;
  /** Subjects by the name of their identifier or comparison. */
  readonly subjects: ReadonlyMap<string, ProfiledSubject>;
  readonly leftOut: readonly LeftOut[];
  readonly blocking: Blocking;
  readonly pairs: number;
  /** Rules that were looked at and not taken. */
  readonly candidates: number;
  readonly refined: RefinedWeights;
  readonly judges: readonly Judge[];
  readonly conflicts: readonly ConflictFinding[];
  readonly requirements: readonly ChosenRequirement[];
  /** What scores mean of pairs that meet no requirement, and of those that meet one. */
  readonly scores: readonly CalibratedScore[];
  readonly metScores: readonly CalibratedScore[];
}

/** Pairs compared per record while choosing, in all and by one rule; large blocks are left out as in rules written by hand. */
const BUDGET: PairBudget = { pairsPerRecord: 40, pairsPerRecordOfRule: 12, blockSize: 100 };
/** Bits, best or worst, below which evidence is left out. */
const WORTH_BITS = 1;

/** How far the work is: `0.3` and what is being done. */
export type OnStep = (words: string) => void;

/**
 * Suggests rules.
 *
 * @param subjects those of `subjectsOf`
 * @param drawn records with the features of these subjects
 * @returns `null` when no attribute can tell records apart, or no two records agree on anything telling
 */
export function suggestRules(
  subjects: readonly Subject[],
  drawn: readonly TrainingRecord[],
  onStep: OnStep = () => undefined,
): Suggestion | null {
  onStep('Looking at what the attributes hold');
  const looked = profileSubjects(subjects, drawn);
  const joined = joinSubjects(chooseParts(looked.subjects, drawn), drawn);
  const records = regroupFeatures(subjects, joined, drawn);
  const { kept, leftOut } = siftSubjects(joined, records);
  const draft = draftEvidence(kept);
  if (kept.length === 0) return null;
  const unblocked = matchRules(draft, []);
  onStep('Counting what blocking rules would cost');
  const candidates = candidateRules(kept);
  const words = new Frequencies(countWords({ ...unblocked, blocking: candidates }, records));
  const counted = candidates.map(rule => countRule(rule, records, words, BUDGET.blockSize));
  const affordable = affordableRules(counted, records.length, BUDGET);
  if (affordable.length === 0) return null;
  const found = pairsOf(affordable, records, words, BUDGET.blockSize);
  onStep(`Comparing ${found.left.length.toLocaleString('en-US')} pairs`);
  const model = prepareMatching(unblocked, words);
  const counting = new PatternCount(model);
  const patternOf = Int32Array.from(found.left, (left, place) =>
    counting.add(records[left]?.features ?? {}, records[found.right[place] ?? 0]?.features ?? {}),
  );
  const pairNames = Array.from(found.left, (left, place): [string, string] => [
    records[left]?.id ?? '',
    records[found.right[place] ?? 0]?.id ?? '',
  ]);
  const chance = chanceLevels(model, records, pairNames);
  onStep('Learning weights');
  const first = weighByChance(unblocked, counting.patterns(), chance, records.length);
  const posterior = Float64Array.from(patternOf, pattern => first.posterior[pattern] ?? 0);
  const blocking = chooseBlocking(affordable, found, posterior);
  if (blocking.rules.length === 0) return null;
  const { patterns, pairs } = patternsOfKept(counting.patterns(), patternOf, blocking.kept, found);
  const weighed = weighByChance(
    { ...unblocked, blocking: blocking.rules.map(({ rule }) => rule) },
    patterns,
    chance,
    records.length,
  );
  onStep('Choosing what merges');
  return decide(draft, weighed, patterns, {
    records,
    chance,
    leftOut: [...looked.leftOut, ...leftOut],
    blocking,
    candidates: candidates.length,
    pairs,
  });
}

function decide(
  draft: EvidenceDraft,
  first: Expected,
  patterns: readonly EvidencePattern[],
  ground: {
    readonly chance: ChanceSample;
    readonly records: readonly TrainingRecord[];
    readonly leftOut: readonly LeftOut[];
    readonly blocking: Blocking;
    readonly candidates: number;
    readonly pairs: readonly PairOfPattern[];
  },
): Suggestion {
  const { prior } = first.rules.decision;
  // Subjects come with the title first.
  const [titled] = draft.subjects.keys();
  const columns = judgingColumns(first.rules, name => {
    const subject = draft.subjects.get(name);
    const names = subject !== undefined && namesOneThing(subject);
    const canJudge = names && saysAll(subject);
    return {
      namesOneThing: names,
      canJudge,
      isGiven: canJudge && isGivenNumber(subject),
      isTitle: name === titled,
    };
  });
  const judges = judgesOf(patterns, columns, prior);
  const conflicts = findConflicts(first.rules, patterns, columns);
  const learn = (isMet: (number: number) => boolean): Learned & { readonly opinion: Float64Array } => {
    const known = anchored(patterns, judges, isMet);
    const learned = learnInBlocks(first.rules, known, first.posterior, ground.chance);
    const opinion = Float64Array.from(known, ({ pairs, judgedSame }, number) =>
      pairs > 0 ? (learned.refined.posterior[number] ?? 0) : judgedSame / (patterns[number]?.pairs ?? 1),
    );
    return { ...learned, opinion };
  };
  const { opinion } = learn(() => false);
  const requirements = chooseRequirements(first.rules, patterns, opinion, columns, judges);
  const isMet = (number: number): boolean => requirements.some(({ meets }) => meets[number] === 1);
  const final = learn(isMet);
  const weighed = judgingColumns(final.rules, () => NO_TRAITS);
  const [met, unmet] = [
    patterns.filter((_, number) => isMet(number)),
    patterns.filter((_, number) => !isMet(number)),
  ];
  const calibrate = (some: readonly EvidencePattern[], asked: readonly Judge[]): readonly CalibratedScore[] =>
    calibrateScores(some, weighed, asked, final.rules.decision.prior);
  const metScores = calibrate(met, judges);
  const scores = calibrate(
    unmet,
    judges.filter(({ column }) => column.isNumber),
  );
  const leastSame = chooseSame(metScores);
  const vetoOf = (pattern: EvidencePattern): ConflictFinding['effect'] | undefined =>
    conflicts.find(({ of }) => pattern.levels[columns.find(({ name }) => name === of)?.place ?? -1] === 1)
      ?.effect;
  const standing = patterns.map((pattern, number): Standing => {
    const score = scoreWithout(pattern, weighed, final.rules.decision.prior);
    const veto = pattern.isForbidden ? 'different' : vetoOf(pattern);
    return {
      score,
      isOpen: veto !== 'different',
      isSame: veto === undefined && isMet(number) && score >= leastSame,
    };
  });
  const questions = openQuestions(ground.pairs, standing, ground.records.length);
  const { same, review } = chooseThresholds({
    scores,
    questions,
    merges: met.map(pattern => ({
      score: scoreWithout(pattern, weighed, final.rules.decision.prior),
      pairs: pattern.pairs,
    })),
    leastSame,
    records: ground.records.length,
    isJudged: judges.some(({ isMeasured }) => isMeasured),
  });
  const decided: MatchRules = {
    ...final.rules,
    decision: {
      ...final.rules.decision,
      same,
      review,
      require:
        requirements.length === 0
          ? [lastResort(first.rules, columns)]
          : requirements.map(({ requirement }) => requirement),
    },
  };
  const rules = tidied(withConflicts(decided, conflicts));
  return {
    rules,
    frequencies: countWords(rules, ground.records),
    records: ground.records.length,
    subjects: draft.subjects,
    leftOut: ground.leftOut,
    blocking: ground.blocking,
    pairs: ground.blocking.kept.length,
    candidates: ground.candidates,
    refined: final.refined,
    judges,
    conflicts,
    requirements,
    scores,
    metScores,
  };
}

const NO_TRAITS = { namesOneThing: false, canJudge: false, isGiven: false, isTitle: false };

/** Whether a subject is a number of the record's own. */
function isGivenNumber({ kind, from }: ProfiledSubject): boolean {
  return (kind === 'identifier' || kind === 'partNumber') && from.some(path => !path.includes('.'));
}

/** Values per record up to which a record gives all that it has: one of several pack levels says nothing against another. */
const ONE_VALUE_MAX = 1.15;

/** Whether two different values of a subject are a sign of two things, and equal ones of one: titles and descriptions are made after patterns. */
function saysAll({ kind, profile }: ProfiledSubject): boolean {
  return (
    kind !== 'reference' && kind !== 'phrase' && kind !== 'product' && profile.valuesEach <= ONE_VALUE_MAX
  );
}

/** How common values and words are, as the hub counts them for a file. */
function countWords(rules: MatchRules, records: readonly TrainingRecord[]): FrequencySnapshot {
  const count = countFrequencies(rules, { conceal: true });
  for (const { features } of records) count.add(features);
  return count.snapshot();
}

function matchRules(draft: EvidenceDraft, blocking: MatchRules['blocking']): MatchRules {
  const { features, identifiers, comparisons, vetoes } = draft;
  const decision = { same: 1, review: 0, require: [], margin: 3, prior: 0 };
  return { features, blocking, identifiers, comparisons, vetoes, decision, blockSizeMax: BUDGET.blockSize };
}

/** Leaves out evidence that is worth nothing and features that nothing looks at. */
function tidied(rules: MatchRules): MatchRules {
  const required = new Set(rules.decision.require.flatMap(({ evidence }) => evidence.map(({ of }) => of)));
  const identifiers = rules.identifiers.filter(
    ({ name, weight, conflict, conflictWeight = 0 }) =>
      required.has(name) ||
      weight >= WORTH_BITS ||
      conflict === 'veto' ||
      conflict === 'review' ||
      conflictWeight <= -WORTH_BITS,
  );
  const comparisons = rules.comparisons.filter(
    ({ name, levels }) => required.has(name) || levels.some(({ weight }) => Math.abs(weight) >= WORTH_BITS),
  );
  const used = new Set([
    ...identifiers.map(({ feature }) => feature),
    ...comparisons.map(({ feature }) => feature),
    ...rules.blocking.flatMap(({ parts }) => parts.map(({ feature }) => feature)),
    ...rules.vetoes.flatMap(({ feature, unlessShared = [] }) => [feature, ...unlessShared]),
  ]);
  return {
    ...rules,
    identifiers,
    comparisons,
    features: rules.features.filter(({ name }) => used.has(name)),
  };
}
