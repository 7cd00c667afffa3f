import { Frequencies } from '../core/comparison/index.js';
import {
  decideCandidates,
  pairRecords,
  prepareMatching,
  type DecidedPair,
  type MatchModel,
} from '../core/matching/index.js';
import { planResolution, type MergePlan } from '../core/merge/index.js';
import { authorityTable } from '../core/survivorship/index.js';
import {
  clusterNeighbourhood,
  openConflict,
  openQuestions,
  type NeighbourRecord,
} from '../golden-records/index.js';
import type { LoadedRules } from '../rules/index.js';
import { planTasks } from '../stewardship/index.js';

/** Who resolves, and when. */
export interface ResolutionContext {
  /** Time at which trust is judged, as ISO 8601. */
  readonly now: string;
  /** The id of the next golden record. */
  readonly newId: () => string;
  readonly actor: string;
  /** Told of each of `RESOLUTION_STEPS` as it begins. */
  readonly onStep?: () => void;
}

/** Compare and decide, cluster, choose values, ask. */
export const RESOLUTION_STEPS = 4;

/** What the hub would make of records that come to it first. */
export interface Resolution {
  readonly model: MatchModel;
  /** Pairs worth remembering: `same` and `review`. */
  readonly pairs: readonly DecidedPair[];
  /** Golden values are those that the hub would propose; what it holds back for an approver is left out as at a first sight. */
  readonly plan: MergePlan;
  /** Golden record of each live record. */
  readonly goldenOf: ReadonlyMap<string, string>;
  /** Tasks that would be open. */
  readonly tasks: ReturnType<typeof planTasks>['open'];
}

/** Blocks, decides, clusters, survives and asks about records of one domain, each with an id that is a whole number in decimal. */
export function resolveRecords(
  rules: LoadedRules,
  domain: string,
  records: readonly NeighbourRecord[],
  { now, newId, actor, onStep = () => undefined }: ResolutionContext,
): Resolution {
  const ruleSet = rules.domains.get(domain)?.ruleSet;
  if (ruleSet === undefined) throw new Error(`no rules for ${domain}`);
  const model = prepareMatching(ruleSet.match, new Frequencies(ruleSet.frequencies));
  const live = records.filter(record => !record.deleted);
  onStep();
  const pairs = decideAll(model, live);
  const sources = [...rules.systems.byId.values()].flatMap(system =>
    system.domains.filter(each => each.domain === domain).map(source => ({ system: system.system, source })),
  );
  const uniqueSystems = new Set(sources.flatMap(({ system, source }) => (source.unique ? [system] : [])));
  onStep();
  const { resolution, conflicts } = clusterNeighbourhood({
    model,
    records,
    pairs,
    judgements: [],
    links: [],
    goldens: [],
    uniqueSystems,
  });
  onStep();
  const plan = planResolution(
    { goldens: [], links: [], contributors: records, pins: [], approvals: new Map(), judgements: [] },
    resolution,
    {
      ruleSet,
      authority: authorityTable(
        ruleSet.attributes,
        sources.map(({ system, source }) => ({ system, authority: source.authority })),
      ),
      now,
      newId,
      actor,
      reason: actor,
    },
  );
  const goldenOf = new Map(plan.goldens.flatMap(({ after, members }) => members.map(id => [id, after.id])));
  onStep();
  const questions = openQuestions(
    model,
    openPairs(pairs, goldenOf),
    membersByGolden(live, goldenOf),
    uniqueSystems,
  );
  const unsettled = conflicts.filter(({ settled }) => !settled).map(each => openConflict(each, goldenOf));
  return { model, pairs, plan, goldenOf, tasks: planTasks(questions, unsettled, []).open };
}

/** Blocks, candidates and decisions of all live records. */
function decideAll(model: MatchModel, live: readonly NeighbourRecord[]): readonly DecidedPair[] {
  const { pairs } = pairRecords(
    model,
    live.map(({ recordId, features }) => ({ id: recordId, features })),
  );
  return decideCandidates(model, pairs, new Map(live.map(record => [record.recordId, record.features])));
}

/** Pairs left for a person, whose records are in two golden records. */
function openPairs(pairs: readonly DecidedPair[], goldenOf: ReadonlyMap<string, string>) {
  return pairs.flatMap(({ left, right, decision, score, reasons }) => {
    const [leftGolden = '', rightGolden = ''] = [goldenOf.get(left), goldenOf.get(right)];
    return decision !== 'review' || leftGolden === rightGolden
      ? []
      : [{ left, right, leftGolden, rightGolden, score, reasons }];
  });
}

function membersByGolden(
  live: readonly NeighbourRecord[],
  goldenOf: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly NeighbourRecord[]> {
  const members = new Map<string, NeighbourRecord[]>();
  for (const record of live) {
    const goldenId = goldenOf.get(record.recordId) ?? '';
    const others = members.get(goldenId);
    if (others === undefined) members.set(goldenId, [record]);
    else others.push(record);
  }
  return members;
}
