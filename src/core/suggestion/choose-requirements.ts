/**
 * What it takes to merge without a person: combinations of evidence of which judges that had no part in them find hardly any pair wrong. The
 * combinations that bring most true pairs together are taken, each only for what those before it leave.
 */
import type { AutoMergeRequirement, MatchRules } from '../rules/index.js';
import type { EvidencePattern } from '../training/index.js';
import { areOneAttribute, isFull, judge, type Judge, type JudgingColumn, type Verdict } from './held-out.js';

/** A requirement with what stands behind it. */
export interface ChosenRequirement {
  readonly requirement: AutoMergeRequirement;
  /** Pairs that meet it, and those of them that no requirement before it lets through. */
  readonly pairs: number;
  readonly added: number;
  /** Share of its pairs that are one thing by evidence that has no part in it; pairs checked so. */
  readonly share: number;
  readonly checked: number;
  /** By pattern: 1 where the requirement is met. */
  readonly meets: Uint8Array;
}

/** One piece of a combination. */
interface Term {
  readonly column: JudgingColumn;
  /** The lowest digit that counts. */
  readonly from: number;
  readonly bits: number;
  readonly meets: Uint8Array;
}

/**
 * Share of one thing that judges must find: their own m is known to a per cent or so, and true pairs with slips in several fields agree
 * a little less often than others.
 */
const SHARE_MIN = 0.975;
/** Checks below which judges have not been asked, and from which they have seen so much that little else is needed. */
const CHECKED_MIN = 40;
const WELL_CHECKED_MIN = 300;
/** Checks from which judges can object. */
const DOUBTED_MIN = 5;
/** Bits that a combination has at least, when judges have seen some of its pairs and when they have seen hundreds. */
const CHECKED_BITS = 12;
const WELL_CHECKED_BITS = 7;
/** Bits beyond even odds, among all pairs of records, of a combination that no judge could check: one in 64 wrong, were evidence independent. */
const UNCHECKED_BITS = 6;
/** The same where there is no judge at all, so that nothing would show what goes wrong: one in 500. */
const UNJUDGED_BITS = 9;
/** Bits of one piece of evidence that may stand alone if it names one thing and the judges agree. */
const ALONE_BITS = 11;
const ALONE_SHARE_MIN = 0.985;
/** A requirement adds so many pairs at least, and such a share of those supposed to be true. */
const ADDED_MIN = 3;
const ADDED_SHARE_MIN = 0.002;
const REQUIREMENTS_MAX = 14;
const TERMS_MAX = 36;

/** Chooses the requirements. @param posterior chance of each pattern of being one thing, by the model */
export function chooseRequirements(
  rules: MatchRules,
  patterns: readonly EvidencePattern[],
  posterior: Float64Array,
  columns: readonly JudgingColumn[],
  judges: readonly Judge[],
): readonly ChosenRequirement[] {
  const open = patterns.map(({ isForbidden }) => !isForbidden);
  const supposed = patterns.map(({ pairs }, number) => pairs * (posterior[number] ?? 0));
  const total = supposed.reduce((sum, pairs, number) => (open[number] === true ? sum + pairs : sum), 0);
  const isJudged = judges.some(({ isMeasured }) => isMeasured);
  const uncheckedBits = (isJudged ? UNCHECKED_BITS : UNJUDGED_BITS) - rules.decision.prior;
  const offers = combinations(termsOf(columns, patterns)).flatMap(terms => {
    const numbers = patterns.flatMap((_, number) =>
      open[number] === true && terms.every(({ meets }) => meets[number] === 1) ? [number] : [],
    );
    const pairs = numbers.reduce((sum, number) => sum + (patterns[number]?.pairs ?? 0), 0);
    if (pairs < ADDED_MIN) return [];
    const chosen = terms.map(({ column }) => column);
    const verdict = judge(
      numbers.flatMap(number => patterns[number] ?? []),
      judges,
      chosen,
    );
    return isSafe(terms, verdict, uncheckedBits) ? [{ terms, numbers, pairs, ...verdict }] : [];
  });
  const met = new Uint8Array(patterns.length);
  const chosen: ChosenRequirement[] = [];
  let left = offers;
  while (chosen.length < REQUIREMENTS_MAX) {
    let best: (typeof offers)[number] | undefined;
    let most = 0;
    for (const offer of left) {
      const added = offer.numbers.reduce(
        (sum, number) => (met[number] === 1 ? sum : sum + (supposed[number] ?? 0)),
        0,
      );
      // Of two that do nearly the same the one with less to explain.
      const value = added * (1 - 0.02 * (offer.terms.length - 1));
      if (value > most) [best, most] = [offer, value];
    }
    if (best === undefined || most < Math.max(ADDED_MIN, ADDED_SHARE_MIN * total)) break;
    const { terms, numbers, pairs, share, checked } = best;
    const added = numbers.reduce(
      (sum, number) => (met[number] === 1 ? sum : sum + (patterns[number]?.pairs ?? 0)),
      0,
    );
    for (const number of numbers) met[number] = 1;
    const meets = Uint8Array.from(patterns, (_, number) => (numbers.includes(number) ? 1 : 0));
    chosen.push({ requirement: requirementOf(rules, terms), pairs, added, share, checked, meets });
    left = left.filter(offer => offer !== best);
  }
  return chosen;
}

function isSafe(
  terms: readonly Term[],
  { share, checked, isDoubted }: Verdict,
  uncheckedBits: number,
): boolean {
  const bits = terms.reduce((sum, term) => sum + term.bits, 0);
  if (!terms.some(({ column, from }) => column.isTelling && isFull(column, from))) return false;
  if (isDoubted) return false;
  if (terms.length === 1) return bits >= ALONE_BITS && checked >= CHECKED_MIN && share >= ALONE_SHARE_MIN;
  if (checked < CHECKED_MIN)
    return (
      isOfTheThing(terms) &&
      bits >= uncheckedBits &&
      (checked < DOUBTED_MIN || share >= SHARE_MIN - 1 / checked)
    );
  return share >= SHARE_MIN && bits >= (checked < WELL_CHECKED_MIN ? CHECKED_BITS : WELL_CHECKED_BITS);
}

/** Phones and addresses are shared by neighbours: where nobody checks, the name or a number of the thing itself must agree. */
function isOfTheThing(terms: readonly Term[]): boolean {
  return terms.some(({ column }) => column.isTitle || column.isGiven);
}

/** The best level of each column, the lowest that speaks for one thing, and one between. */
function termsOf(columns: readonly JudgingColumn[], patterns: readonly EvidencePattern[]): readonly Term[] {
  return columns
    .flatMap(column => {
      const levels = new Set<number>();
      for (let digit = column.top; digit >= column.agrees; digit--) {
        // A level that weighs as much as the one above it is taken with it.
        if (
          digit === column.agrees ||
          digit === column.top ||
          (column.bits[digit - 1] ?? 0) < (column.bits[digit] ?? 0) - 0.5
        )
          levels.add(digit);
      }
      return [...levels].map((from): Term => ({
        column,
        from,
        bits: column.bits[from] ?? 0,
        meets: Uint8Array.from(patterns, ({ levels: digits }) =>
          (digits[column.place] ?? 0) >= from ? 1 : 0,
        ),
      }));
    })
    .sort((one, other) => other.bits - one.bits)
    .slice(0, TERMS_MAX);
}

/** One, two or three terms of different attributes. */
function combinations(terms: readonly Term[]): readonly (readonly Term[])[] {
  const pairs = terms.flatMap((one, place) =>
    terms
      .slice(place + 1)
      .filter(other => !areOneAttribute(one.column, other.column))
      .map(other => [one, other]),
  );
  const triples = pairs.flatMap(([one, other]) =>
    one === undefined || other === undefined
      ? []
      : terms
          .slice(terms.indexOf(other) + 1)
          .filter(
            third =>
              !areOneAttribute(one.column, third.column) && !areOneAttribute(other.column, third.column),
          )
          .map(third => [one, other, third]),
  );
  return [...terms.map(term => [term]), ...pairs, ...triples];
}

/** Pieces of evidence that must agree fully where nothing less was found safe. */
const LAST_RESORT_TERMS = 4;

/** The most telling evidence all together: for domains whose records cannot show what is safe. */
export function lastResort(rules: MatchRules, columns: readonly JudgingColumn[]): AutoMergeRequirement {
  const terms: Term[] = [];
  for (const column of columns.toSorted(
    (one, other) => (other.bits[other.top] ?? 0) - (one.bits[one.top] ?? 0),
  )) {
    if (terms.length === LAST_RESORT_TERMS) break;
    if (column.top < 2 || terms.some(term => areOneAttribute(term.column, column))) continue;
    terms.push({ column, from: column.top, bits: column.bits[column.top] ?? 0, meets: new Uint8Array(0) });
  }
  return requirementOf(rules, terms);
}

function requirementOf(rules: MatchRules, terms: readonly Term[]): AutoMergeRequirement {
  const evidence = terms.map(({ column: { name }, from }) => {
    const comparison = rules.comparisons.find(each => each.name === name);
    const level = comparison?.levels[comparison.levels.length - from];
    return {
      of: name,
      level: level?.name ?? 'shared',
      label: level?.label ?? `same ${labelOf(rules, name)}`,
    };
  });
  return {
    label: evidence.map(({ label }) => label).join(', '),
    evidence: evidence.map(({ of, level }) => ({ of, level })),
  };
}

function labelOf({ identifiers }: MatchRules, name: string): string {
  return identifiers.find(each => each.name === name)?.label ?? name;
}
