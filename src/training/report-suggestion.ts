import type { Suggestion } from '../core/suggestion/index.js';
import type { DomainSuggestion } from './suggest-domain.js';

/** A suggestion as one JSON value, beside the files. */
export function reportSuggestion(
  { domain, live }: DomainSuggestion,
  { records, pairs, subjects, leftOut, blocking, conflicts, requirements, judges, rules }: Suggestion,
): object {
  return {
    domain,
    live,
    records,
    pairs,
    attributes: [...subjects.values()].map(({ name, from, kind, profile }) => ({
      name,
      from,
      kind,
      ...profile,
    })),
    leftOut: leftOut.map(({ subject, because }) => ({ from: subject.from, because })),
    blocking: {
      recall: blocking.recall,
      truePairs: blocking.truePairs,
      rules: blocking.rules.map(({ rule, ...found }) => ({ name: rule.name, ...found })),
    },
    judges: judges.map(({ column, m, isMeasured }) => ({ name: column.name, m, isMeasured })),
    conflicts,
    requirements: requirements.map(({ requirement, pairs: met, added, share, checked }) => ({
      ...requirement,
      pairs: met,
      added,
      share,
      checked,
    })),
    decision: rules.decision,
  };
}
