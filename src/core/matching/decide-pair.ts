/**
 * The machine's decision on a pair: identifiers and vetoes first, then the score against the thresholds, and an
 * automatic merge only with the support that the rules require. `CITY STAMP & SIGN` and `CITY STAMP & SIGN CO INC`
 * score high by name alone, but without a shared tax id or address a person decides (pattern D3).
 */
import type { AutoMergeRequirement } from '../rules/index.js';
import type { MatchModel } from './match-model.js';
import type { Comparison, PairScore } from './score-pair.js';
import type { Veto } from './vetoes.js';

/** What the machine decides about a pair, and why. */
export interface Decision {
  readonly decision: 'same' | 'review' | 'different';
  /** log2 odds; 0 is even, 10 is a thousand to one. */
  readonly score: number;
  /** The same as a probability in [0, 1]. Vetoes and requirements do not change it. */
  readonly probability: number;
  /** In words: what decided, then what speaks for and against, strongest first. */
  readonly reasons: readonly string[];
  /** The veto that decided, if one did. */
  readonly veto?: Veto;
  /** Label of the requirement that holds, where one does. */
  readonly requirement?: string;
}

/** Decides a scored pair. */
export function decidePair(model: MatchModel, pair: PairScore): Decision {
  const { score } = pair;
  const decision = classifyPair(model, pair);
  const veto =
    decision !== 'same' && (pair.vetoes[0]?.effect === 'different' || decision === 'review')
      ? pair.vetoes[0]
      : undefined;
  const requirement = model.rules.decision.require.find(alternative =>
    isMet(model, alternative, pair.comparisons),
  );
  return {
    decision,
    score,
    probability: 1 / (1 + 2 ** -score),
    reasons: [...decidingReasons(model, pair, decision, veto), ...evidenceInWords(pair.comparisons)],
    ...(veto === undefined ? {} : { veto }),
    ...(requirement === undefined ? {} : { requirement: requirement.label }),
  };
}

/** What kept the pair from being the same, in words. */
function decidingReasons(
  model: MatchModel,
  pair: PairScore,
  decision: Decision['decision'],
  veto: Veto | undefined,
): readonly string[] {
  const { same, review, require } = model.rules.decision;
  if (decision === 'same') return [];
  if (veto !== undefined) return pair.vetoes.map(({ label }) => label);
  if (decision === 'different') return [`${bits(pair.score)} is below ${bits(review)}, where a person looks`];
  if (pair.score < same)
    return [`${bits(pair.score)} is below ${bits(same)}, where records merge by themselves`];
  return [`merging without a person needs ${require.map(({ label }) => label).join(', or ')}`];
}

/** The decision alone, without its words: for the many pairs of which only the best are shown or kept. */
export function classifyPair(model: MatchModel, pair: PairScore): Decision['decision'] {
  const { same, review } = model.rules.decision;
  const veto = pair.vetoes[0];
  if (veto?.effect === 'different' || pair.score < review) return 'different';
  if (veto !== undefined || pair.score < same) return 'review';
  return isSupported(model, pair) ? 'same' : 'review';
}

function isSupported(model: MatchModel, pair: PairScore): boolean {
  const { require } = model.rules.decision;
  return require.length === 0 || require.some(alternative => isMet(model, alternative, pair.comparisons));
}

/** Whether all evidence of a requirement is there. */
function isMet(
  model: MatchModel,
  requirement: AutoMergeRequirement,
  comparisons: readonly Comparison[],
): boolean {
  return requirement.evidence.every(({ of, level }) => {
    const found = comparisons.find(({ name }) => name === of);
    if (found === undefined) return false;
    if (found.kind === 'identifier') return found.level === level;
    const order = model.rules.comparisons.find(({ name }) => name === of)?.levels ?? [];
    const [reached, needed] = [found.level, level].map(name => order.findIndex(rule => rule.name === name));
    return reached !== undefined && needed !== undefined && reached >= 0 && reached <= needed;
  });
}

/** A weight or score in words: `+6.2 bits`. */
export function bits(weight: number): string {
  const rounded = Math.round(weight * 10) / 10;
  return `${rounded < 0 ? '−' : '+'}${Math.abs(rounded).toFixed(1)} bits`;
}

/** What counted, strongest first; what is missing or says nothing is left out. */
function evidenceInWords(comparisons: readonly Comparison[]): readonly string[] {
  return comparisons
    .filter(({ level, weight }) => weight !== 0 || level === 'common')
    .toSorted((left, right) => Math.abs(right.weight) - Math.abs(left.weight))
    .map(({ levelLabel, weight }) => (weight === 0 ? levelLabel : `${levelLabel} (${bits(weight)})`));
}
