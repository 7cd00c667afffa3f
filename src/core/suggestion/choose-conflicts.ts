/**
 * What two different values of an identifier or a code mean, from pairs that are one thing beyond doubt by everything else: where hardly any
 * of them differ, a difference tells things apart. "Different" is proposed where hundreds of pairs say so, a question where fewer do.
 */
import type { EvidencePattern } from '../training/index.js';
import type { ComparisonRule, IdentifierRule, MatchRules, VetoRule } from '../rules/index.js';
import { trustedVotes, votes, type JudgingColumn } from './held-out.js';

/** A proposal with the pairs behind it. */
export interface ConflictFinding {
  /** Name of the identifier or comparison. */
  readonly of: string;
  readonly effect: 'different' | 'review';
  /** Pairs that are one thing otherwise, and those of them that differ. */
  readonly trusted: number;
  readonly differ: number;
}

/** Share of true pairs that may differ. A veto of one in 200 costs less than the wrong merges that it stops. */
const DIFFERENT_SHARE_MAX = 0.005;
const REVIEW_SHARE_MAX = 0.02;
/** The same of a number that was given to the thing itself: clerks mistype it, but two numbers are a question. */
const GIVEN_REVIEW_SHARE_MAX = 0.1;
/** Pairs that must have been looked at. */
const DIFFERENT_PAIRS_MIN = 200;
const REVIEW_PAIRS_MIN = 60;
/** Share of pairs in blocks that differ, below which a code tells nothing apart anyway. */
const TELLS_APART_MIN = 0.02;

/** Decides about every identifier, and about codes and dates that are the same in all copies of a thing. */
export function findConflicts(
  rules: MatchRules,
  patterns: readonly EvidencePattern[],
  columns: readonly JudgingColumn[],
): readonly ConflictFinding[] {
  const { prior } = rules.decision;
  return columns.flatMap((column): ConflictFinding[] => {
    const { name } = column;
    const identifier = rules.identifiers.find(each => each.name === name);
    const comparison = rules.comparisons.find(each => each.name === name);
    if (identifier === undefined && !isOfCodes(comparison)) return [];
    const all = votes(patterns, column);
    if (all.differ < TELLS_APART_MIN * (all.agree + all.differ)) return [];
    const { agree, differ } = trustedVotes(patterns, columns, column, prior);
    const trusted = agree + differ;
    const share = differ / Math.max(1, trusted);
    const effect =
      trusted >= DIFFERENT_PAIRS_MIN && share <= DIFFERENT_SHARE_MAX
        ? 'different'
        : trusted >= REVIEW_PAIRS_MIN && share <= (column.isGiven ? GIVEN_REVIEW_SHARE_MAX : REVIEW_SHARE_MAX)
          ? 'review'
          : undefined;
    return effect === undefined ? [] : [{ of: name, effect, trusted, differ }];
  });
}

/** Comparisons that know equal and other, and dates. */
function isOfCodes(comparison: ComparisonRule | undefined): boolean {
  return comparison?.comparator === 'exact' || comparison?.comparator === 'date';
}

/** The rules with what was found: roles of identifiers, vetoes of codes. */
export function withConflicts(rules: MatchRules, findings: readonly ConflictFinding[]): MatchRules {
  const byName = new Map(findings.map(finding => [finding.of, finding]));
  const identifiers = rules.identifiers.map((rule): IdentifierRule => {
    const found = byName.get(rule.name);
    const { conflictWeight, ...rest } = rule;
    if (found === undefined)
      // Different values that speak for one thing are noise: they say nothing then.
      return (conflictWeight ?? 0) < -0.5 ? rule : { ...rest, conflict: 'none' };
    return { ...rest, conflict: found.effect === 'different' ? 'veto' : 'review' };
  });
  const vetoes = rules.comparisons.flatMap(({ name, label, feature }): VetoRule[] => {
    const found = byName.get(name);
    return found === undefined
      ? []
      : [
          {
            name: `${name}Differs`,
            label: `different ${label}`,
            feature,
            test: 'differs',
            effect: found.effect,
          },
        ];
  });
  return { ...rules, identifiers, vetoes: [...rules.vetoes, ...vetoes] };
}
