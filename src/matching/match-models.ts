import { Injectable } from '@nestjs/common';
import { Frequencies } from '../core/comparison/index.js';
import { prepareMatching, type MatchModel } from '../core/matching/index.js';
import type { RuleSet } from '../core/rules/index.js';

/** Prepared match rules, made once per rule set: preparing reads the whole frequency snapshot. */
@Injectable()
export class MatchModels {
  readonly #models = new WeakMap<RuleSet, MatchModel>();

  of(ruleSet: RuleSet): MatchModel {
    const known = this.#models.get(ruleSet);
    if (known !== undefined) return known;
    const model = prepareMatching(ruleSet.match, new Frequencies(ruleSet.frequencies));
    this.#models.set(ruleSet, model);
    return model;
  }
}
