import { Injectable } from '@nestjs/common';
import { explainPair, scoreMany, type Explanation, type RankedCandidate } from '../core/matching/index.js';
import { DomainError } from '../core/model/index.js';
import type { Features, RuleSet } from '../core/rules/index.js';
import { MatchKeyRepository } from './match-key.repository.js';
import { MatchModels } from './match-models.js';
import { keysOf } from './matching.service.js';

/** Questions about matching that change nothing. */
@Injectable()
export class MatchQueryService {
  constructor(
    private readonly keys: MatchKeyRepository,
    private readonly models: MatchModels,
  ) {}

  /** The source records that a record with these features would be compared with, best first. Nothing is stored. */
  async candidates(ruleSet: RuleSet, features: Features, limit: number): Promise<readonly RankedCandidate[]> {
    const model = this.models.of(ruleSet);
    const { keys } = keysOf(ruleSet.domain, model, '0', features);
    const blocks = await this.keys.blocks(null, keys, { sizeMax: ruleSet.match.blockSizeMax });
    const members = blocks
      .filter(block => block.members.length <= ruleSet.match.blockSizeMax)
      .flatMap(block => block.members);
    const known = await this.keys.features(null, [...new Set(members)]);
    const candidates = [...known].map(([id, other]) => ({ id, features: other }));
    return scoreMany(model, features, candidates, limit);
  }

  /**
   * Why two source records are or are not one thing: levels, weights, keys, vetoes, and the smallest change that would link them.
   *
   * @throws DomainError `MATCH.RECORD_NOT_FOUND`
   */
  async explain(ruleSet: RuleSet, left: string, right: string): Promise<Explanation> {
    const features = await this.keys.features(null, [left, right]);
    const leftFeatures = features.get(left);
    const rightFeatures = features.get(right);
    if (leftFeatures === undefined || rightFeatures === undefined) {
      throw new DomainError(
        'MATCH.RECORD_NOT_FOUND',
        'one of the records does not exist or is deleted at its source',
      );
    }
    return explainPair(this.models.of(ruleSet), leftFeatures, rightFeatures);
  }
}
