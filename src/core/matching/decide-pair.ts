/**
 * The machine's decision on a pair: identifiers and vetoes first, then the score against the thresholds, and an
 * automatic merge only with the support that the rules require. `CITY STAMP & SIGN` and `CITY STAMP & SIGN CO INC`
 * score high by name alone, but without a shared tax id or address a person decides (pattern D3).
 */
import type { AutoMergeRequirement } from '../rules/index.js';
import type { MatchModel } from './match-model.js';
import type { Comparison, PairScore } from './score-pair.js';
import type { Veto } from './vetoes.js';

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
  const { same, review } = model.rules.decision;
  const { score } = pair;
  const veto = pair.vetoes[0];
  const requirement = model.rules.decision.require.find(alternative =>
    isMet(model, alternative, pair.comparisons),
  );
  const isSupported = requirement !== undefined || model.rules.decision.require.length === 0;
  const base = {
    score,
    probability: 1 / (1 + 2 ** -score),
    ...(requirement === undefined ? {} : { requirement: requirement.label }),
  };
  const spoken = evidenceInWords(pair.comparisons);
  if (veto?.effect === 'different') {
    return {
      ...base,
      decision: 'different',
      veto,
      reasons: [...pair.vetoes.map(({ label }) => label), ...spoken],
    };
  }
  if (score < review) {
    return {
      ...base,
      decision: 'different',
      reasons: [`${bits(score)} is below ${bits(review)}, where a person looks`, ...spoken],
    };
  }
  if (veto !== undefined) {
    return {
      ...base,
      decision: 'review',
      veto,
      reasons: [...pair.vetoes.map(({ label }) => label), ...spoken],
    };
  }
  if (score < same) {
    return {
      ...base,
      decision: 'review',
      reasons: [`${bits(score)} is below ${bits(same)}, where records merge by themselves`, ...spoken],
    };
  }
  if (!isSupported) {
    const needed = model.rules.decision.require.map(({ label }) => label).join(', or ');
    return { ...base, decision: 'review', reasons: [`merging without a person needs ${needed}`, ...spoken] };
  }
  return { ...base, decision: 'same', reasons: spoken };
}

/** Whether the machine would decide `same`: as `decidePair`, without the words. */
export function wouldMerge(model: MatchModel, pair: PairScore): boolean {
  const { same, require } = model.rules.decision;
  if (pair.vetoes.length > 0 || pair.score < same) return false;
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
