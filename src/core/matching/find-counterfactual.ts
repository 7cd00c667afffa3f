/**
 * The smallest change that would link two records that are not linked: which comparison at which better level,
 * which identifier shared, which veto gone. A steward reads it as a to-do list ("the tax id is missing on one
 * side; were it the same, they would merge").
 */
import type { AutoMergeRequirement } from '../rules/index.js';
import { classifyPair } from './decide-pair.js';
import type { MatchModel } from './match-model.js';
import { sumOfWeights, type Comparison, type PairScore } from './score-pair.js';

/** One thing that would have to be otherwise. */
export interface Change {
  readonly of: string;
  /** In words: `tax id missing → same tax id`. */
  readonly label: string;
  /** Bits that it would add. */
  readonly gain: number;
}

/** More changes than this are no hint any more. */
const CHANGES_MAX = 3;

interface Option extends Change {
  readonly apply: (pair: PairScore) => PairScore;
}

/**
 * Fewest changes after which the machine would decide `same`; of those the one that adds the fewest bits. Empty when it
 * already does, `null` when three changes are not enough.
 */
export function findCounterfactual(model: MatchModel, pair: PairScore): readonly Change[] | null {
  if (classifyPair(model, pair) === 'same') return [];
  const options = optionsFor(model, pair);
  for (let size = 1; size <= CHANGES_MAX; size++) {
    let best: readonly Option[] | null = null;
    for (const chosen of combinations(options, size)) {
      const changed = chosen.reduce((state, option) => option.apply(state), pair);
      const score = sumOfWeights(model, changed.comparisons);
      if (classifyPair(model, { ...changed, score }) !== 'same') continue;
      if (best === null || totalGain(chosen) < totalGain(best)) best = chosen;
    }
    if (best !== null) return best.map(({ of, label, gain }) => ({ of, label, gain }));
  }
  return null;
}

function optionsFor(model: MatchModel, pair: PairScore): readonly Option[] {
  const needed = new Set(model.rules.decision.require.flatMap(evidenceNames));
  const options: Option[] = [];
  for (const comparison of pair.comparisons) {
    const better =
      comparison.kind === 'identifier'
        ? sharedIdentifier(model, comparison)
        : betterLevels(model, comparison);
    for (const changed of better) {
      const gain = changed.weight - comparison.weight;
      if (gain <= 0 && !needed.has(comparison.name)) continue;
      options.push({
        of: comparison.name,
        label: `${comparison.levelLabel} → ${changed.levelLabel}`,
        gain,
        apply: state => ({
          ...state,
          comparisons: state.comparisons.map(other => (other.name === changed.name ? changed : other)),
          vetoes: state.vetoes.filter(veto => veto.of !== changed.name && !isLifted(model, veto.of, changed)),
        }),
      });
    }
  }
  const identifiers = new Set(
    pair.comparisons.filter(({ kind }) => kind === 'identifier').map(({ name }) => name),
  );
  for (const { of, label } of pair.vetoes.filter(veto => !identifiers.has(veto.of))) {
    const apply = (state: PairScore): PairScore => ({
      ...state,
      vetoes: state.vetoes.filter(veto => veto.of !== of),
    });
    options.push({ of, label: `not ${label}`, gain: 0, apply });
  }
  return options;
}

function evidenceNames(requirement: AutoMergeRequirement): readonly string[] {
  return requirement.evidence.map(({ of }) => of);
}

function sharedIdentifier(model: MatchModel, comparison: Comparison): readonly Comparison[] {
  const rule = model.rules.identifiers.find(({ name }) => name === comparison.name);
  // An identifier that does not count for such records would not count if it were shared.
  if (rule === undefined || comparison.level === 'shared' || comparison.level === 'notApplicable') return [];
  const levelLabel =
    comparison.level === 'common' ? `same ${rule.label}, shared by few` : `same ${rule.label}`;
  return [{ ...comparison, level: 'shared', levelLabel, weight: rule.weight, adjustment: 0 }];
}

function betterLevels(model: MatchModel, comparison: Comparison): readonly Comparison[] {
  const levels = model.rules.comparisons.find(({ name }) => name === comparison.name)?.levels ?? [];
  const at = levels.findIndex(level => level.name === comparison.level);
  const better = at < 0 ? levels : levels.slice(0, at);
  return better.map(level => ({
    ...comparison,
    level: level.name,
    levelLabel: level.label,
    weight: level.weight,
    adjustment: 0,
  }));
}

/** Sharing an identifier also lifts the vetoes that it excuses. */
function isLifted(model: MatchModel, vetoName: string, changed: Comparison): boolean {
  if (changed.kind !== 'identifier') return false;
  const feature = model.rules.identifiers.find(({ name }) => name === changed.name)?.feature;
  const veto = model.rules.vetoes.find(({ name }) => name === vetoName);
  return feature !== undefined && (veto?.unlessShared ?? []).includes(feature);
}

function* combinations(options: readonly Option[], size: number, from = 0): Generator<readonly Option[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let index = from; index < options.length; index++) {
    const option = options[index]!;
    for (const rest of combinations(options, size - 1, index + 1)) {
      // Two levels of one comparison are no two changes.
      if (!rest.some(other => other.of === option.of)) yield [option, ...rest];
    }
  }
}

function totalGain(options: readonly Option[]): number {
  return options.reduce((sum, option) => sum + option.gain, 0);
}
