import type { AttributeValue } from '../model/index.js';
import { compareText, isFilled, isList } from '../model/index.js';
import type { Strategy } from '../rules/index.js';
import { pick, refOf, sift } from './decide.js';
import type { ElementProvenance, Loser } from './provenance.js';
import type { Candidate } from './candidates.js';
import type { StrategyContext } from './strategies.js';
import { elementKey } from './value-key.js';

/** One source's form of one element, with its place in that source's list. */
interface ElementForm extends Candidate {
  readonly sourceIndex: number;
}

/** The union of the sources' lists. `sources[i]` says which place of which record element `i` was taken from. */
export interface Aggregated {
  readonly value: readonly AttributeValue[];
  readonly elements: readonly ElementProvenance[];
  readonly sources: readonly { readonly recordId: string; readonly index: number }[];
  /** Forms of elements that lost to another source's form of the same element and differ from it. */
  readonly losers: readonly Loser[];
  /** Instant (ms) from which on time may have changed which form an element takes; `Infinity`: never. */
  readonly holdsUntilMs: number;
}

/**
 * Joins the candidates' lists: elements with the same `identity` are one element, which takes one source's form as a whole
 * (an address never mixes rows), chosen by the `strategies`. Elements come in the order of their keys.
 */
export function aggregateValues(
  attribute: string,
  identity: readonly string[],
  strategies: readonly Strategy[],
  candidates: readonly Candidate[],
  context: StrategyContext,
): Aggregated {
  const forms = new Map<string, ElementForm[]>();
  for (const candidate of candidates) {
    for (const form of formsOf(attribute, candidate)) {
      const key = elementKey(form.value, identity, `${attribute}[${form.sourceIndex}]`, candidate.keys);
      const same = forms.get(key);
      if (same === undefined) forms.set(key, [form]);
      else same.push(form);
    }
  }
  const result: {
    value: AttributeValue[];
    elements: ElementProvenance[];
    sources: Aggregated['sources'][number][];
    losers: Loser[];
    holdsUntilMs: number;
  } = { value: [], elements: [], sources: [], losers: [], holdsUntilMs: Infinity };
  for (const [, same] of [...forms].sort(([left], [right]) => compareText(left, right))) {
    const sifted = sift(strategies, same, context);
    const picked = pick(sifted, same);
    result.holdsUntilMs = Math.min(result.holdsUntilMs, sifted.holdsUntilMs);
    const winner = same.find(form => form === picked.winner);
    result.losers.push(...picked.losers.filter(lost => lost.agrees !== true));
    if (winner === undefined) continue;
    result.elements.push({
      index: result.value.length,
      winner: refOf(winner.contributor),
      contributors: uniqueContributors(same).map(form => refOf(form.contributor)),
      reason: picked.reason,
    });
    result.sources.push({ recordId: winner.contributor.recordId, index: winner.sourceIndex });
    result.value.push(winner.value);
  }
  return result;
}

function formsOf(attribute: string, { contributor, value, keys }: Candidate): ElementForm[] {
  const elements = isList(value) ? value : [value];
  return elements.flatMap((element, sourceIndex) =>
    isFilled(element)
      ? [
          {
            contributor,
            value: element,
            key: elementKey(element, [], `${attribute}[${sourceIndex}]`, keys),
            sourceIndex,
          },
        ]
      : [],
  );
}

/** A source that lists an element twice still contributes once. */
function uniqueContributors(forms: readonly ElementForm[]): readonly ElementForm[] {
  return forms.filter(
    (form, index) => forms.findIndex(other => other.contributor === form.contributor) === index,
  );
}
