/** Training as a whole: pairs that blocks bring together are counted by pattern, and the weights are refreshed from the counts. */
import type { MatchModel } from '../matching/index.js';
import { chanceLevels, type ChanceLevels } from './chance-levels.js';
import { PatternCount, type EvidencePattern, type JudgedAs } from './count-patterns.js';
import { refineWeights, type RefinedWeights } from './refine-weights.js';
import { pairName, type RecordPair, type TrainingRecord } from './training-record.js';

/** A person's word on a pair. */
export interface TrainingJudgement {
  readonly left: string;
  readonly right: string;
  readonly judgedAs: JudgedAs;
}

/** What weights are learned from. */
export interface TrainingInput {
  readonly model: MatchModel;
  readonly records: readonly TrainingRecord[];
  /** Pairs that share a block, each once, the smaller id first. */
  readonly pairs: readonly RecordPair[];
  readonly judgements: readonly TrainingJudgement[];
}

/** What training found. */
export interface Training {
  readonly refined: RefinedWeights;
  readonly chance: ChanceLevels;
  readonly patterns: readonly EvidencePattern[];
  /** By pair: the number of its pattern; −1 where a record is gone. */
  readonly patternOf: Int32Array;
  /** Judged pairs, by `left right`. */
  readonly judged: ReadonlyMap<string, JudgedAs>;
  /** Judgements on pairs that no block brings together: of those neither m nor u is asked. */
  readonly judgementsUnused: number;
}

/** Learns the weights of a domain. Nothing is kept of the records. */
export function trainWeights({ model, records, pairs, judgements }: TrainingInput): Training {
  const features = new Map(records.map(record => [record.id, record.features]));
  const judged = new Map(judgements.map(({ left, right, judgedAs }) => [pairName([left, right]), judgedAs]));
  const count = new PatternCount(model);
  const patternOf = new Int32Array(pairs.length).fill(-1);
  let used = 0;
  for (const [place, pair] of pairs.entries()) {
    const [left, right] = [features.get(pair[0]), features.get(pair[1])];
    if (left === undefined || right === undefined) continue;
    const judgedAs = judged.size === 0 ? undefined : judged.get(pairName(pair));
    if (judgedAs !== undefined) used += 1;
    patternOf[place] = count.add(left, right, judgedAs);
  }
  const patterns = count.patterns();
  const chance = chanceLevels(model, records, pairs);
  const refined = refineWeights(count.columns, patterns, chance, model.rules.decision.prior);
  return { refined, chance, patterns, patternOf, judged, judgementsUnused: judged.size - used };
}
