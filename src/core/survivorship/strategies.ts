/**
 * The survivorship strategies, each a sieve: from the candidates that are left it keeps the best ones, and says in words
 * why those and why not the others. `authority` keeps the value of `oracle-fusion`, which ranks 1, and tells the one of
 * `workday` that it ranks 2. Words never hold values, because provenance is read by people who may not see them.
 */
import type { AttributeValue, Scalar } from '../model/index.js';
import {
  compareScalars,
  compareText,
  countFilled,
  isComposite,
  isList,
  isScalar,
  timeOf,
} from '../model/index.js';
import type { AttributeAuthority, QualityRules, Strategy } from '../rules/index.js';
import type { AuthorityTable } from './authority.js';
import type { Candidate } from './candidates.js';
import type { ContributorRecord } from './contributor-record.js';
import { leadersHoldUntil, trustOn } from './trust-course.js';
import type { TrustCourse } from './trust-course.js';
import { downgradeOf } from './trust.js';

/** What strategies may ask about the attribute (or group) at hand. */
export interface StrategyContext {
  /** The attribute, or all attributes of the group. */
  readonly attributes: readonly string[];
  readonly grouped: boolean;
  readonly authority: AuthorityTable;
  readonly quality: QualityRules;
  readonly nowMs: number;
  /** The record whose value of another attribute survived, pins aside. */
  readonly winnerOf: (attribute: string) => string | undefined;
}

/** What a strategy leaves: who stays, and in words why, and why each of the others goes. */
export interface Sieved {
  readonly kept: readonly Candidate[];
  readonly won: string;
  readonly lost: (candidate: Candidate) => string;
  /** Instant (ms) from which on it may leave others, because time has passed. Absent: never. */
  readonly holdsUntilMs?: number;
}

/** The authority of a candidate's system over an attribute, if the system files give it one. */
export function authorityOf(
  context: Pick<StrategyContext, 'authority'>,
  system: string,
  attribute: string,
): AttributeAuthority | undefined {
  return context.authority.get(system)?.get(attribute);
}

type SievingStrategy = Exclude<Strategy, { readonly by: 'aggregate' }>;

/** Keeps the best of the candidates by one strategy. `last`: no other strategy follows. */
export function sieve(
  strategy: SievingStrategy,
  candidates: readonly Candidate[],
  context: StrategyContext,
  last: boolean,
): Sieved {
  switch (strategy.by) {
    case 'authority':
      return byAuthority(candidates, context);
    case 'sourceOrder':
      return byPlace('sourceOrder', candidates, candidate =>
        strategy.order.indexOf(candidate.contributor.system),
      );
    case 'valuePriority':
      return byPlace('valuePriority', candidates, candidate => placeOfValue(candidate.value, strategy.order));
    case 'recency':
      return byTime('recency', 'newest', 'older', candidates, time => time);
    case 'oldest':
      return byTime('oldest', 'oldest', 'newer', candidates, time => -time);
    case 'frequency':
      return byFrequency(candidates);
    case 'completeness':
      return byCompleteness(candidates, context);
    case 'longest':
      return highest('longest', candidates, candidate => lengthOf(candidate.value), [
        'longest value',
        'shorter',
      ]);
    case 'min':
      return byExtreme('min', candidates, -1);
    case 'max':
      return byExtreme('max', candidates, 1);
    case 'follow':
      return byFollowing(strategy.attribute, candidates, context, last);
    case 'trust':
    default:
      return byTrust(candidates, context);
  }
}

/** Keeps the candidates with the highest measure; those without one lose to all others. */
function highest(
  name: string,
  candidates: readonly Candidate[],
  measure: (candidate: Candidate) => number,
  [best, worse]: readonly [string, string],
): Sieved {
  const top = candidates.reduce((most, candidate) => Math.max(most, measure(candidate)), -Infinity);
  return {
    kept: candidates.filter(candidate => measure(candidate) === top),
    won: `${name}: ${best}`,
    lost: () => `${name}: ${worse}`,
  };
}

function byAuthority(candidates: readonly Candidate[], context: StrategyContext): Sieved {
  const rankOf = (candidate: Candidate): number =>
    context.attributes.reduce((best, attribute) => {
      const rank = authorityOf(context, candidate.contributor.system, attribute)?.rank;
      return typeof rank === 'number' ? Math.min(best, rank) : best;
    }, Infinity);
  const words = (candidate: Candidate): string => {
    const rank = rankOf(candidate);
    return `authority: ${candidate.contributor.system} ${rank === Infinity ? 'has no rank' : `ranks ${rank}`}`;
  };
  const best = candidates.reduce((least, candidate) => Math.min(least, rankOf(candidate)), Infinity);
  const kept = candidates.filter(candidate => rankOf(candidate) === best);
  return { kept, won: kept[0] ? words(kept[0]) : '', lost: words };
}

function placeOfValue(value: AttributeValue, order: readonly Scalar[]): number {
  const places = (isList(value) ? value : [value]).flatMap(item =>
    isScalar(item) ? [order.findIndex(listed => String(listed) === String(item))] : [],
  );
  return places
    .filter(place => place >= 0)
    .reduce((least, place) => (least < 0 ? place : Math.min(least, place)), -1);
}

/** Keeps the candidates that come first in a list; `placeOf` is −1 for what is not listed, which comes after all others. */
function byPlace(
  name: string,
  candidates: readonly Candidate[],
  placeOf: (candidate: Candidate) => number,
): Sieved {
  const rank = (candidate: Candidate): number => (placeOf(candidate) < 0 ? Infinity : placeOf(candidate));
  const words = (candidate: Candidate): string =>
    rank(candidate) === Infinity
      ? `${name}: not listed`
      : `${name}: number ${rank(candidate) + 1} in the list`;
  const best = candidates.reduce((least, candidate) => Math.min(least, rank(candidate)), Infinity);
  const kept = candidates.filter(candidate => rank(candidate) === best);
  return { kept, won: kept[0] ? words(kept[0]) : '', lost: words };
}

function byTime(
  name: string,
  best: string,
  worse: string,
  candidates: readonly Candidate[],
  orient: (time: number) => number,
): Sieved {
  const measure = ({ contributor }: Candidate): number => {
    const time = contributor.effectiveAt === null ? undefined : timeOf(contributor.effectiveAt);
    return time === undefined ? -Infinity : orient(time);
  };
  const sieved = highest(name, candidates, measure, [best, worse]);
  return {
    ...sieved,
    won: `${name}: ${best} (${sieved.kept[0]?.contributor.effectiveAt ?? 'no business time'})`,
    lost: ({ contributor }) =>
      contributor.effectiveAt === null
        ? `${name}: no business time`
        : `${name}: ${worse} (${contributor.effectiveAt})`,
  };
}

/** Systems count before records: a system that holds a thing five times has still one opinion. */
function byFrequency(candidates: readonly Candidate[]): Sieved {
  const systems = new Map<string, Set<string>>();
  const records = new Map<string, number>();
  for (const { contributor, key } of candidates) {
    systems.set(key, (systems.get(key) ?? new Set()).add(contributor.system));
    records.set(key, (records.get(key) ?? 0) + 1);
  }
  const counts = (key: string): readonly [number, number] => [
    systems.get(key)?.size ?? 0,
    records.get(key) ?? 0,
  ];
  const best = [...records.keys()]
    .map(counts)
    .reduce<readonly [number, number]>(
      (most, next) => ((next[0] - most[0] || next[1] - most[1]) > 0 ? next : most),
      [0, 0],
    );
  const share = (count: readonly [number, number]): string =>
    `${count[1]} of ${candidates.length} records in ${count[0]} ${count[0] === 1 ? 'system' : 'systems'}`;
  return {
    kept: candidates.filter(({ key }) => counts(key)[0] === best[0] && counts(key)[1] === best[1]),
    won: `frequency: said by ${share(best)}`,
    lost: ({ key }) => `frequency: said by ${share(counts(key))}`,
  };
}

function byCompleteness(candidates: readonly Candidate[], context: StrategyContext): Sieved {
  const composite = context.grouped || candidates.some(({ value }) => !isScalar(value));
  const measure = (candidate: Candidate): number =>
    composite ? countFilled(candidate.value) : filledAttributes(candidate.contributor);
  const what = composite ? 'fields filled' : 'attributes filled';
  const best = candidates.reduce((most, candidate) => Math.max(most, measure(candidate)), 0);
  return {
    kept: candidates.filter(candidate => measure(candidate) === best),
    won: `completeness: ${best} ${what}`,
    lost: candidate => `completeness: ${measure(candidate)} ${what}`,
  };
}

function filledAttributes(contributor: ContributorRecord): number {
  return Object.values(contributor.attributes).filter(value => countFilled(value) > 0).length;
}

/** UTF-16 units in all the text that a value holds. */
function lengthOf(value: AttributeValue | null | undefined): number {
  if (value === null || value === undefined) return 0;
  if (isScalar(value)) return String(value).length;
  const parts = isList(value) ? value : Object.values(value);
  return parts.reduce<number>((sum, part) => sum + lengthOf(part), 0);
}

/** `direction` 1 keeps the greatest, −1 the least. Composites have no order: they are all kept. */
function byExtreme(name: 'min' | 'max', candidates: readonly Candidate[], direction: 1 | -1): Sieved {
  const extremes = new Map<Candidate, Scalar>();
  for (const candidate of candidates) {
    const scalars = (isList(candidate.value) ? candidate.value : [candidate.value]).filter(isScalar);
    const extreme = scalars.reduce<Scalar | undefined>(
      (most, next) => (most === undefined || compareScalars(next, most) * direction > 0 ? next : most),
      undefined,
    );
    if (extreme !== undefined) extremes.set(candidate, extreme);
  }
  const best = [...extremes.values()].reduce<Scalar | undefined>(
    (most, next) => (most === undefined || compareScalars(next, most) * direction > 0 ? next : most),
    undefined,
  );
  const kept = candidates.filter(candidate => {
    const extreme = extremes.get(candidate);
    return best === undefined || (extreme !== undefined && compareScalars(extreme, best) === 0);
  });
  return {
    kept,
    won: name === 'min' ? 'min: least value' : 'max: greatest value',
    lost: () => (name === 'min' ? 'min: greater' : 'max: less'),
  };
}

/**
 * Keeps the record that won the other attribute. Where that record has no value here, the next strategy decides; after the
 * last one nothing survives, since a value of another record is what `follow` is there to prevent.
 */
function byFollowing(
  attribute: string,
  candidates: readonly Candidate[],
  context: StrategyContext,
  last: boolean,
): Sieved {
  const leader = context.winnerOf(attribute);
  const kept = candidates.filter(candidate => candidate.contributor.recordId === leader);
  return {
    kept: leader === undefined || (kept.length === 0 && !last) ? candidates : kept,
    won: `follow: its record won ${attribute}`,
    lost: () => `follow: another record won ${attribute}`,
  };
}

/**
 * Keeps the most trusted values. A value whose trust failed validation has taken away in full does not survive, even
 * alone. A group is trusted as far as its least trusted attribute. Without a trust rule, trust is 0.
 */
function byTrust(candidates: readonly Candidate[], context: StrategyContext): Sieved {
  const trusts = new Map(candidates.map(candidate => [candidate, trustOf(candidate, context)]));
  const standing = [...trusts].filter(([, { voided }]) => !voided);
  const best = standing.reduce((most, [, { now }]) => Math.max(most, now), 0);
  return {
    kept: standing.filter(([, { now }]) => now === best).map(([candidate]) => candidate),
    won: `trust: ${best} now`,
    lost: candidate => {
      const trust = trusts.get(candidate);
      return trust === undefined || trust.voided
        ? 'trust: taken away by failed validation'
        : `trust: ${trust.now} now`;
    },
    holdsUntilMs: leadersHoldUntil(
      standing.map(([, { course }]) => course),
      context.nowMs,
    ),
  };
}

interface Trust {
  readonly course: TrustCourse;
  readonly now: number;
  readonly voided: boolean;
}

function trustOf({ contributor, value }: Candidate, context: StrategyContext): Trust {
  const filled =
    context.grouped && isComposite(value) ? Object.keys(value).sort(compareText) : context.attributes;
  const parts = filled.map(attribute => ({
    rule: authorityOf(context, contributor.system, attribute)?.trust,
    downgrade: downgradeOf(attribute, contributor.faults, context.quality),
  }));
  const sinceMs = contributor.effectiveAt === null ? undefined : timeOf(contributor.effectiveAt);
  const course = { sinceMs, parts };
  return {
    course,
    now: trustOn(course, context.nowMs),
    voided: parts.some(({ rule, downgrade }) => downgrade >= 100 && rule?.reserveMin !== true),
  };
}
