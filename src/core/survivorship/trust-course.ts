/**
 * How long the most trusted values stay the most trusted: trust decays with age, so that time alone can change a golden
 * record. Oracle's legal name of 2023 leads today and falls behind the portal's on 3 March: on that day, and not before, the
 * record has to survive anew.
 */
import type { TrustRule } from '../rules/index.js';
import { DAY_MS, ageInDays, trustAt } from './trust.js';

/** One value's trust over time: the least of its parts, as a group is trusted as far as its least trusted attribute. */
export interface TrustCourse {
  /** Business time of the value (ms); `undefined`: the source does not say, so it counts as old as can be. */
  readonly sinceMs: number | undefined;
  readonly parts: readonly { readonly rule: TrustRule | undefined; readonly downgrade: number }[];
}

/** Trust at an instant, to two decimals so that noise of calculation never decides; 0 without a rule. */
export function trustOn({ sinceMs, parts }: TrustCourse, atMs: number): number {
  const age = sinceMs === undefined ? Infinity : ageInDays(sinceMs, atMs);
  return parts.reduce((least, { rule, downgrade }) => {
    const now = rule === undefined ? 0 : Math.round(trustAt(rule, age, downgrade) * 100) / 100;
    return Math.min(least, now);
  }, Infinity);
}

/**
 * Steps towards the instant of change. Each takes the rivals' trust at the last step as a bound; where courses run close
 * together, the answer after so many steps is early, never late, and the next look goes on from there.
 */
const STEPS_MAX = 32;

/**
 * The first instant (ms) after `nowMs` at which other values are the most trusted than are now, or an earlier one when that
 * is far to find; `Infinity` when time changes nothing.
 */
export function leadersHoldUntil(courses: readonly TrustCourse[], nowMs: number): number {
  if (courses.length < 2 || courses.every(course => nextChange(course, nowMs) === Infinity)) return Infinity;
  const leaders = leadersOn(courses, nowMs);
  const lead = courses.filter((_, index) => leaders.has(index));
  const rivals = courses.filter((_, index) => !leaders.has(index));
  let at = nowMs;
  for (let step = 0; step < STEPS_MAX; step++) {
    const next = nextSuspect(lead, rivals, at);
    if (next === Infinity) return Infinity;
    if (!sameIndexes(leadersOn(courses, next), leaders)) return next;
    at = next;
  }
  return at;
}

/** Until then nothing can have changed: leaders of one course are ahead of what rivals, who only fall, have now; others part at the next change. */
function nextSuspect(lead: readonly TrustCourse[], rivals: readonly TrustCourse[], atMs: number): number {
  const [first] = lead;
  if (first === undefined) return Infinity;
  if (!lead.every(course => isSameCourse(course, first))) {
    return lead.reduce((least, course) => Math.min(least, nextChange(course, atMs)), Infinity);
  }
  const bound = rivals.reduce((most, rival) => Math.max(most, trustOn(rival, atMs)), -Infinity);
  return fallsTo(first, bound, atMs);
}

/** The first instant after `atMs` at which a course is at or below a bound: halving the days that are left, since it only falls. */
function fallsTo(course: TrustCourse, bound: number, atMs: number): number {
  const { sinceMs } = course;
  const lastDay = decayDaysOf(course);
  if (sinceMs === undefined || trustOn(course, sinceMs + lastDay * DAY_MS) > bound) return Infinity;
  let above = ageInDays(sinceMs, atMs);
  let below = lastDay;
  if (above >= below) return Infinity;
  while (below - above > 1) {
    const middle = Math.floor((above + below) / 2);
    if (trustOn(course, sinceMs + middle * DAY_MS) > bound) above = middle;
    else below = middle;
  }
  return sinceMs + below * DAY_MS;
}

function nextChange(course: TrustCourse, atMs: number): number {
  const { sinceMs } = course;
  if (sinceMs === undefined) return Infinity;
  const age = ageInDays(sinceMs, atMs);
  return age >= decayDaysOf(course) ? Infinity : sinceMs + (age + 1) * DAY_MS;
}

/** Days after which nothing decays any more; 0 for a constant course. */
function decayDaysOf({ parts }: TrustCourse): number {
  return parts.reduce((most, { rule }) => Math.max(most, Math.ceil(rule?.decayDays ?? 0)), 0);
}

function leadersOn(courses: readonly TrustCourse[], atMs: number): ReadonlySet<number> {
  const trusts = courses.map(course => trustOn(course, atMs));
  const top = Math.max(...trusts);
  return new Set(trusts.flatMap((trust, index) => (trust === top ? [index] : [])));
}

function sameIndexes(left: ReadonlySet<number>, right: ReadonlySet<number>): boolean {
  return left.size === right.size && [...left].every(index => right.has(index));
}

function isSameCourse(left: TrustCourse, right: TrustCourse): boolean {
  return left.sinceMs === right.sinceMs && JSON.stringify(left.parts) === JSON.stringify(right.parts);
}
