/** Why two records are linked, and why not: every comparison with its weight, the keys they share or miss, the veto, and the smallest change that would link them. */
import { blockKeys, missingParts } from '../blocking/index.js';
import type { Features } from '../rules/index.js';
import { decidePair, type Decision } from './decide-pair.js';
import { findCounterfactual, type Change } from './find-counterfactual.js';
import type { MatchModel } from './match-model.js';
import { scorePair, type PairScore } from './score-pair.js';

/** What a blocking rule says about the pair. */
export interface KeyExplanation {
  readonly rule: string;
  readonly label: string;
  /** `shared`: found by this rule. `differs`: both have keys, none in common. `missing`: a side has none. `tooCommon`: shared, but on the stop list. */
  readonly status: 'shared' | 'differs' | 'missing' | 'tooCommon';
  /** In words: `both: name and ZIP`, `no key: ZIP is missing`. */
  readonly words: string;
}

/** Everything that speaks for and against a pair, with what decided. */
export interface Explanation extends PairScore {
  readonly decision: Decision;
  readonly keys: readonly KeyExplanation[];
  /** False when no blocking rule brings the two together: the machine has never compared them, whatever the score. */
  readonly isCandidate: boolean;
  /** The smallest change that would link them; empty when they are linked, `null` when three changes are not enough. */
  readonly smallestChange: readonly Change[] | null;
  /** One sentence for the head of the page. */
  readonly summary: string;
}

/** Explains a pair completely, whether or not the machine would compare it. */
export function explainPair(model: MatchModel, left: Features, right: Features): Explanation {
  const pair = scorePair(model, left, right);
  const decision = decidePair(model, pair);
  const keys = explainKeys(model, left, right);
  const isCandidate = keys.some(({ status }) => status === 'shared');
  const smallestChange = findCounterfactual(model, pair);
  return {
    ...pair,
    decision,
    keys,
    isCandidate,
    smallestChange,
    summary: summarize(decision, isCandidate, smallestChange),
  };
}

function explainKeys(model: MatchModel, left: Features, right: Features): readonly KeyExplanation[] {
  const [a, b] = [left, right].map(features => blockKeys(model.rules, features, model.frequencies));
  return model.rules.blocking.map(rule => {
    const explained = { rule: rule.name, label: rule.label };
    const ofRule = (keys: readonly { readonly rule: string; readonly hash: string }[] | undefined) =>
      (keys ?? []).filter(key => key.rule === rule.name).map(key => key.hash);
    const other = new Set(ofRule(b?.keys));
    if (ofRule(a?.keys).some(hash => other.has(hash))) {
      return { ...explained, status: 'shared', words: `both: ${rule.label}` };
    }
    const common = new Set(ofRule(b?.skipped));
    const skipped = a?.skipped.find(key => key.rule === rule.name && common.has(key.hash));
    if (skipped !== undefined) {
      const words = `both: ${rule.label}, but ${skipped.records} records have it: too common to compare`;
      return { ...explained, status: 'tooCommon', words };
    }
    const missing = [
      ...new Set([left, right].flatMap(features => missingParts(rule, features, model.frequencies))),
    ];
    if (missing.length > 0) {
      const names = missing.map(feature => model.captions.get(feature) ?? feature).join(', ');
      return { ...explained, status: 'missing', words: `no key: ${names} missing` };
    }
    return { ...explained, status: 'differs', words: `different: ${rule.label}` };
  });
}

function summarize(decision: Decision, isCandidate: boolean, change: readonly Change[] | null): string {
  const percent = (decision.probability * 100).toFixed(decision.probability > 0.999 ? 2 : 1);
  const verdicts = {
    same: `The same, ${percent} % by score`,
    review: `For a person to decide, ${percent} % by score`,
    different:
      decision.veto === undefined ? `Different, ${percent} % by score` : `Different: ${decision.veto.label}`,
  };
  const compared = isCandidate ? '' : '; no key brings them together, so they were never compared';
  const link =
    change === null || change.length === 0
      ? ''
      : `; would link with: ${change.map(({ label }) => label).join(', and ')}`;
  return `${verdicts[decision.decision]}${compared}${link}.`;
}
