import { Injectable } from '@nestjs/common';
import { decideCandidates, planCandidates } from '../core/matching/index.js';
import { isBefore } from '../core/model/index.js';
import type { RuleSet } from '../core/rules/index.js';
import { Transaction } from '../platform/database/index.js';
import { CandidatePairRepository } from './candidate-pair.repository.js';
import { MatchKeyRepository } from './match-key.repository.js';
import { MatchMetrics } from './match-metrics.js';
import { MatchModels } from './match-models.js';

/** By which rules a set is matched. */
export interface SetContext {
  readonly domain: string;
  readonly ruleSet: RuleSet;
  readonly ruleVersion: number;
  readonly now: Date;
}

/**
 * Matches records that are all in the hub already, a part of them at a time. Each is paired with the records that came before it; those
 * that come later look at it themselves, whether they are of the same set or not. So every pair is looked at once, and the parts may
 * be worked on in any order and side by side.
 */
@Injectable()
export class SetMatcher {
  constructor(
    private readonly keys: MatchKeyRepository,
    private readonly pairs: CandidatePairRepository,
    private readonly models: MatchModels,
    private readonly metrics: MatchMetrics,
  ) {}

  /**
   * Decides the pairs of these records and remembers them. The caller keeps writers of the domain away, and may share the domain with
   * others who match.
   *
   * @returns records that lost a pair, because a block of theirs has become too large to count
   */
  async match(tx: Transaction, context: SetContext, recordIds: readonly string[]): Promise<string[]> {
    const { domain, ruleSet } = context;
    const { blockSizeMax } = ruleSet.match;
    const model = this.models.of(ruleSet);
    const blocks = await this.keys.blocksOfRecords(tx, recordIds, blockSizeMax);
    const plan = planCandidates(new Set(recordIds), blocks, blockSizeMax, (record, other) =>
      isBefore(other, record),
    );
    const features = await this.keys.features(tx, [...new Set(plan.pairs.flat())]);
    const decided = decideCandidates(model, plan.pairs, features);
    this.pairs.save(tx, context, decided);
    this.metrics.observe(domain, plan.pairs.length, decided);
    if (plan.crowded.length === 0) return [];
    await this.keys.markCrowded(tx, domain, plan.crowded);
    this.metrics.crowded(domain, plan.crowded.length);
    const members = [...new Set(plan.crowded.flatMap(block => block.members))];
    return this.pairs.forgetPairsOnlyJoinedBy(tx, members, blockSizeMax);
  }
}
