import { compareText } from '../model/index.js';
import type { Strategy } from '../rules/index.js';
import type { Candidate } from './candidates.js';
import type { ContributorRecord, ContributorRef } from './contributor-record.js';
import type { DecidedBy, Loser } from './provenance.js';
import { sieve } from './strategies.js';
import type { StrategyContext } from './strategies.js';

/** What the strategies make of an attribute's candidates, up to an `aggregate` strategy if there is one. */
export interface Sifted {
  /** Still in the running, in the order of {@link compareContributors}. */
  readonly left: readonly Candidate[];
  readonly dropped: readonly { readonly candidate: Candidate; readonly because: string }[];
  /** Why those that are left are left; empty when nothing had to be decided. */
  readonly reasons: readonly string[];
  readonly decidedBy?: Strategy['by'];
  /** Instant (ms) from which on time may have changed the outcome; `Infinity`: never. */
  readonly holdsUntilMs: number;
  /** The strategies after `aggregate`, which then decide between forms of one element. Absent: no `aggregate`. */
  readonly perElement?: readonly Strategy[];
}

/** By system, then source key, then id: an order that has nothing to do with arrival. */
export function compareContributors(left: ContributorRecord, right: ContributorRecord): number {
  return (
    compareText(left.system, right.system) ||
    compareText(left.key, right.key) ||
    compareText(left.recordId, right.recordId) ||
    left.version - right.version
  );
}

/** Provenance names a record once for each of its values. */
const refs = new WeakMap<ContributorRecord, ContributorRef>();

/** How provenance names a contributor. */
export function refOf(contributor: ContributorRecord): ContributorRef {
  const known = refs.get(contributor);
  if (known !== undefined) return known;
  const { recordId, system, key, version, effectiveAt, deleted } = contributor;
  const ref = { recordId, system, key, version, effectiveAt, ...(deleted ? { deleted: true as const } : {}) };
  refs.set(contributor, ref);
  return ref;
}

/** Strategies that may let even the only candidate go: the others have nothing to choose where one is left. */
const REFUSING: ReadonlySet<Strategy['by']> = new Set(['trust', 'follow']);

/** Runs candidates through the strategies in order. */
export function sift(
  strategies: readonly Strategy[],
  candidates: readonly Candidate[],
  context: StrategyContext,
): Sifted {
  let left = candidates;
  const dropped: { candidate: Candidate; because: string }[] = [];
  const reasons: string[] = [];
  let decidedBy: Strategy['by'] | undefined;
  let holdsUntilMs = Infinity;
  for (let index = 0; index < strategies.length; index++) {
    const strategy = strategies[index];
    if (strategy === undefined) break;
    if (strategy.by === 'aggregate') {
      return {
        left,
        dropped,
        reasons,
        ...(decidedBy ? { decidedBy } : {}),
        holdsUntilMs,
        perElement: strategies.slice(index + 1),
      };
    }
    if (left.length === 0) break;
    if (left.length === 1 && !REFUSING.has(strategy.by)) continue;
    const sieved = sieve(strategy, left, context, index === strategies.length - 1);
    const { kept, won, lost } = sieved;
    holdsUntilMs = Math.min(holdsUntilMs, sieved.holdsUntilMs ?? Infinity);
    if (kept.length === left.length) continue;
    const stays = new Set(kept);
    for (const candidate of left) {
      if (!stays.has(candidate)) dropped.push({ candidate, because: lost(candidate) });
    }
    if (kept.length > 0) reasons.push(won);
    decidedBy = strategy.by;
    left = kept;
  }
  return { left, dropped, reasons, ...(decidedBy ? { decidedBy } : {}), holdsUntilMs };
}

/** One candidate picked, with what decided and why each other candidate lost. */
export interface Picked {
  readonly winner?: Candidate;
  readonly decidedBy: DecidedBy;
  readonly reason: string;
  readonly losers: readonly Loser[];
}

/** Picks one candidate; what the strategies leave tied goes by system, then source key. */
export function pick(sifted: Sifted, all: readonly Candidate[]): Picked {
  const [winner, ...tied] = sifted.left;
  if (winner === undefined) {
    return {
      decidedBy: 'none',
      reason: 'no value may survive',
      losers: sifted.dropped.map(({ candidate, because }) => loser(candidate, because)),
    };
  }
  const losers = [
    ...sifted.dropped,
    ...tied.map(candidate => ({ candidate, because: 'tie: comes later by system and source key' })),
  ].map(({ candidate, because }) => loser(candidate, because, candidate.key === winner.key));
  return { winner, ...verdict(sifted, all, winner), losers };
}

function verdict(
  sifted: Sifted,
  all: readonly Candidate[],
  winner: Candidate,
): { readonly decidedBy: DecidedBy; readonly reason: string } {
  if (all.length === 1) return { decidedBy: 'onlyValue', reason: 'the only source with a value' };
  if (all.every(candidate => candidate.key === winner.key)) {
    return { decidedBy: 'agreement', reason: `all ${all.length} sources agree` };
  }
  const differ = sifted.left.some(candidate => candidate.key !== winner.key);
  if (differ || sifted.decidedBy === undefined) {
    const tie = 'tie: first by system and source key';
    return { decidedBy: 'tieBreak', reason: [...sifted.reasons, tie].join(', then ') };
  }
  return { decidedBy: sifted.decidedBy, reason: sifted.reasons.join(', then ') };
}

/** A losing candidate as provenance shows it. */
export function loser(candidate: Candidate, because: string, agrees = false): Loser {
  return {
    source: refOf(candidate.contributor),
    value: candidate.value,
    ...(agrees ? { agrees: true } : {}),
    because,
  };
}
