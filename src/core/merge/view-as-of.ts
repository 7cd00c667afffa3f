/**
 * A golden record as it was: at a business date (`asOf`: what held in the world) as the hub knew it at an instant (`knownAt`: what
 * had arrived). "Which name did Meridian have on 1 May, as we knew it on 3 May?" takes the source records linked on 3 May, of
 * each the version valid on 1 May that had arrived by 3 May, and lets them survive.
 */
import type { Attributes } from '../model/index.js';
import { DomainError, compareText, timeOf } from '../model/index.js';
import { boundAttributes, chooseSurvivors } from '../survivorship/index.js';
import type { AuthorityTable, ContributorRecord, Pin, Provenance } from '../survivorship/index.js';
import type { Link, PlanContext } from './neighbourhood.js';

/** Everything the past of one golden record is made of. Rules and authority are those in force at `knownAt`. */
export interface GoldenHistory {
  readonly goldenId: string;
  readonly ruleSet: PlanContext['ruleSet'];
  readonly authority: AuthorityTable;
  /** Every version of every source record that was ever linked to it. */
  readonly versions: readonly ContributorRecord[];
  /** Every link to it, ended ones too. */
  readonly links: readonly Link[];
  /** Every pin ever set on it. */
  readonly pins: readonly (Pin & { readonly withdrawnAt?: string })[];
  /** When it redirected to which golden record. */
  readonly redirects: readonly { readonly into: string; readonly since: string; readonly until?: string }[];
  /** Its versions in their order: what was published of the attributes under approval. Source values that still waited do not show. */
  readonly published: readonly {
    readonly attributes: Attributes;
    readonly provenance: Provenance;
    readonly validFrom: string;
    readonly recordedAt: string;
  }[];
}

/** What there is to see: the record, the one it redirected to, or nothing yet. */
export type GoldenView =
  | {
      readonly kind: 'record';
      readonly attributes: Attributes;
      readonly provenance: Provenance;
      readonly members: readonly ContributorRecord[];
    }
  | { readonly kind: 'redirect'; readonly into: string }
  | { readonly kind: 'absent' };

/**
 * The record at both times. Members are those linked at `knownAt`. A member takes part with its newest version (by business time,
 * then arrival) with `effectiveAt <= asOf` and `recordedAt <= knownAt`; a version without business time counts from its arrival.
 * Trust and pins are judged at `asOf`.
 *
 * @param asOf business time, ISO date or instant (a date is its first moment)
 * @param knownAt system time, ISO instant
 * @throws DomainError `HISTORY.BAD_TIME` when one of them is neither
 */
export function viewAsOf(history: GoldenHistory, asOf: string, knownAt: string): GoldenView {
  const [asOfMs, knownMs] = [instant(asOf), instant(knownAt)];
  const redirect = history.redirects.find(each => covers(each, knownMs));
  if (redirect) return { kind: 'redirect', into: redirect.into };
  const linked = new Set(history.links.filter(link => covers(link, knownMs)).map(link => link.recordId));
  const members = [...linked].sort(compareText).flatMap(recordId => {
    const version = versionAt(history.versions, recordId, asOfMs, knownMs);
    return version ? [version] : [];
  });
  if (members.length === 0) return { kind: 'absent' };
  const pins = history.pins.filter(pin => isKnown(pin, asOfMs, knownMs));
  const survivors = chooseSurvivors(
    history.ruleSet,
    members,
    history.authority,
    pins,
    new Date(asOfMs).toISOString(),
  );
  return { kind: 'record', members, ...asPublished(history, survivors, asOfMs, knownMs) };
}

function instant(text: string): number {
  const time = timeOf(text);
  if (time === undefined)
    throw new DomainError('HISTORY.BAD_TIME', `'${text}' is neither an ISO date nor an instant`);
  return time;
}

function covers({ since, until }: { readonly since: string; readonly until?: string }, at: number): boolean {
  return instant(since) <= at && (until === undefined || at < instant(until));
}

function versionAt(
  versions: readonly ContributorRecord[],
  recordId: string,
  asOfMs: number,
  knownMs: number,
): ContributorRecord | undefined {
  const validFrom = (version: ContributorRecord): number =>
    timeOf(version.effectiveAt ?? '') ?? instant(version.recordedAt);
  return versions
    .filter(
      each => each.recordId === recordId && instant(each.recordedAt) <= knownMs && validFrom(each) <= asOfMs,
    )
    .toSorted(
      (left, right) =>
        validFrom(right) - validFrom(left) ||
        instant(right.recordedAt) - instant(left.recordedAt) ||
        right.version - left.version,
    )[0];
}

function isKnown(pin: GoldenHistory['pins'][number], asOfMs: number, knownMs: number): boolean {
  const at = instant(pin.at);
  return (
    at <= knownMs && at <= asOfMs && (pin.withdrawnAt === undefined || knownMs < instant(pin.withdrawnAt))
  );
}

/** Puts the published values in place of survivors wherever approval had a say, with all attributes bound to them. */
function asPublished(
  { ruleSet, published }: GoldenHistory,
  survivors: { readonly attributes: Attributes; readonly provenance: Provenance },
  asOfMs: number,
  knownMs: number,
): { readonly attributes: Attributes; readonly provenance: Provenance } {
  const bound = boundAttributes(ruleSet);
  const under = new Set(
    Object.keys(ruleSet.approval.attributes).flatMap(name => Array.from(bound.get(name) ?? [])),
  );
  if (under.size === 0) return { attributes: survivors.attributes, provenance: survivors.provenance };
  const version = published.findLast(
    each => instant(each.recordedAt) <= knownMs && instant(each.validFrom) <= asOfMs,
  );
  const merged = <Value>(
    now: Readonly<Record<string, Value | undefined>>,
    then: Readonly<Record<string, Value | undefined>>,
  ) =>
    Object.fromEntries(
      ruleSet.attributes.attributes.flatMap(({ name }) => {
        const value = under.has(name) ? then[name] : now[name];
        return value === undefined ? [] : [[name, value]];
      }),
    );
  return {
    attributes: merged(survivors.attributes, version?.attributes ?? {}),
    provenance: merged(survivors.provenance, version?.provenance ?? {}),
  };
}
