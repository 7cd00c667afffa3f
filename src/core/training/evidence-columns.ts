/**
 * What of a domain's match rules has a weight, as columns of levels: an identifier is shared or different, a comparison is at one of its
 * levels. Column and level number what training counts; digit 0 stands for a pair of which a column says nothing.
 */
import type { MatchRules } from '../rules/index.js';

/** One level, with where its weight stands in `match.yaml`. */
export interface EvidenceLevel {
  readonly name: string;
  readonly label: string;
  /** Bits. */
  readonly weight: number;
  /** False where the rules give no weight to learn: different values that veto, ask a person or say nothing. */
  readonly isWeighed: boolean;
  readonly path: readonly (string | number)[];
}

/** An identifier or a comparison. */
export interface EvidenceColumn {
  readonly name: string;
  readonly label: string;
  readonly kind: 'identifier' | 'comparison';
  /** Attribute paths that its values come from. */
  readonly attributes: readonly string[];
  /** Whether different values make two records different, whatever else is known of them. */
  readonly isVeto: boolean;
  /** The least alike first; digit 1 is the first of them. */
  readonly levels: readonly EvidenceLevel[];
}

/** The columns of match rules, identifiers first, in the order in which pairs are scored. */
export function evidenceColumns(rules: MatchRules): readonly EvidenceColumn[] {
  const sources = new Map(rules.features.map(({ name, from }) => [name, from]));
  return [
    ...rules.identifiers.map((rule): EvidenceColumn => ({
      name: rule.name,
      label: rule.label,
      kind: 'identifier',
      isVeto: rule.conflict === 'veto',
      attributes: sources.get(rule.feature) ?? [],
      levels: [
        {
          name: 'different',
          label: `different ${rule.label}`,
          weight: rule.conflictWeight ?? 0,
          isWeighed: rule.conflict === 'weight',
          path: ['identifiers', rule.name, 'conflictWeight'],
        },
        {
          name: 'shared',
          label: `same ${rule.label}`,
          weight: rule.weight,
          isWeighed: true,
          path: ['identifiers', rule.name, 'weight'],
        },
      ],
    })),
    ...rules.comparisons.map((rule): EvidenceColumn => ({
      name: rule.name,
      label: rule.label,
      kind: 'comparison',
      isVeto: false,
      attributes: sources.get(rule.feature) ?? [],
      levels: rule.levels
        .map((level, place) => ({
          name: level.name,
          label: level.label,
          weight: level.weight,
          isWeighed: true,
          path: ['comparisons', rule.name, 'levels', place, 'weight'],
        }))
        .reverse(),
    })),
  ];
}

/**
 * Whether a pair says something about the weights of a column. Weights decide pairs that no veto decides, so a pair under a veto is counted
 * by the column alone whose different values are the veto: two cost centers of one code in two companies do not make the code common.
 */
export function isCountedBy(
  column: EvidenceColumn | undefined,
  digit: number,
  isForbidden: boolean,
): boolean {
  return digit > 0 && (!isForbidden || (column?.isVeto === true && digit === 1));
}

/** Weights by column and level, in bits. */
export type WeightTable = readonly (readonly number[])[];

/** The weights that the rules have. */
export function weightsOf(columns: readonly EvidenceColumn[]): WeightTable {
  return columns.map(({ levels }) => levels.map(({ weight }) => weight));
}

/** The rules with other weights. Learned `m` and `u` of levels stay: rarity is measured against them. */
export function withWeights(rules: MatchRules, weights: WeightTable): MatchRules {
  const { identifiers, comparisons } = rules;
  const at = (column: number, level: number): number => weights[column]?.[level] ?? 0;
  return {
    ...rules,
    identifiers: identifiers.map((rule, column) => ({
      ...rule,
      weight: at(column, 1),
      ...(rule.conflictWeight === undefined ? {} : { conflictWeight: at(column, 0) }),
    })),
    comparisons: comparisons.map((rule, place) => ({
      ...rule,
      levels: rule.levels.map((level, index) => ({
        ...level,
        weight: at(identifiers.length + place, rule.levels.length - 1 - index),
      })),
    })),
  };
}
