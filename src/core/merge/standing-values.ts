/**
 * What is left of a golden record's published values when source records leave it. A tax id that came with a record which
 * has been split off is another party's tax id: it goes with that record, at once, whatever approval asks for changes. A value
 * that a record which stays has withdrawn is another matter: that is a change, and may wait.
 */
import type { AttributeValue } from '../model/index.js';
import { isList, objectOf, sameJson } from '../model/index.js';
import type { DomainAttributes } from '../rules/index.js';
import type {
  AttributeProvenance,
  ContributorRef,
  ElementProvenance,
  Loser,
  Provenance,
  Survivors,
} from '../survivorship/index.js';
import { elementKey, valueKey } from '../survivorship/index.js';
import type { GoldenSnapshot } from './neighbourhood.js';

/** Published values with the reasons of those that stand. */
export type Standing = Pick<GoldenSnapshot, 'attributes' | 'provenance'>;

type Published = Pick<GoldenSnapshot, 'attributes' | 'provenance'>;

/**
 * The published values that the records which stay still answer for. Where such a record says the same as one that left, its
 * form of the value takes the place of the other's. Pinned values stand: they belong to the golden record.
 *
 * @param members the golden record's source records from now on
 * @param survivors what survives of them now
 */
export function standingValues(
  domain: DomainAttributes,
  published: Published,
  members: readonly string[],
  survivors: Pick<Survivors, 'attributes' | 'provenance'>,
): Standing {
  const stays = new Set(members);
  if (!Object.values(published.provenance).some(reason => namesOthers(reason, stays))) return published;
  const attributes: Record<string, AttributeValue> = {};
  const provenance: Record<string, AttributeProvenance> = {};
  for (const [name, value] of Object.entries(published.attributes)) {
    if (value === undefined) continue;
    const reason = published.provenance[name];
    const identity = domain.attributes.find(rule => rule.name === name)?.identity ?? [];
    const stood = standing(
      { value, reason, identity },
      survivors.attributes[name],
      survivors.provenance[name],
      stays,
    );
    if (stood === undefined) continue;
    attributes[name] = stood.value;
    if (stood.reason) provenance[name] = stood.reason;
  }
  // Reasons of attributes without a value name values, too: of systems that may not decide.
  const others = Object.entries(published.provenance).filter(
    ([name]) => published.attributes[name] === undefined,
  );
  return { attributes, provenance: { ...provenance, ...pruned(others, stays) } };
}

interface PublishedValue {
  readonly value: AttributeValue;
  readonly reason: AttributeProvenance | undefined;
  readonly identity: readonly string[];
}

interface StandingValue {
  readonly value: AttributeValue;
  readonly reason: AttributeProvenance | undefined;
}

function standing(
  { value, reason, identity }: PublishedValue,
  now: AttributeValue | null | undefined,
  reasonNow: AttributeProvenance | undefined,
  stays: ReadonlySet<string>,
): StandingValue | undefined {
  if (reason === undefined || sameJson(value, now ?? null)) return { value, reason: reasonNow ?? reason };
  if (reason.pin) return { value, reason: withoutOthers(reason, stays) };
  if (reason.elements && isList(value))
    return standingElements(value, reason, identity, now, reasonNow, stays);
  if (reason.winner === undefined || stays.has(reason.winner.recordId))
    return { value, reason: withoutOthers(reason, stays) };
  if (now !== undefined && now !== null && valueKey(now) === valueKey(value))
    return { value: now, reason: reasonNow };
  // A group comes from one record: what another record confirms of it is a part of a row, which alone would mix with others.
  const confirmed =
    reason.group === undefined &&
    reason.losers.find(each => each.agrees === true && stays.has(each.source.recordId));
  if (!confirmed) return undefined;
  return { value: confirmed.value, reason: withoutOthers({ ...reason, winner: confirmed.source }, stays) };
}

/** The elements of a list that stand, each with the reason at its new place. */
function standingElements(
  value: readonly AttributeValue[],
  reason: AttributeProvenance,
  identity: readonly string[],
  now: AttributeValue | null | undefined,
  reasonNow: AttributeProvenance | undefined,
  stays: ReadonlySet<string>,
): StandingValue | undefined {
  const formsNow = new Map(
    (isList(now) ? now : []).map((element, index) => [elementKey(element, identity, ''), { element, index }]),
  );
  const left: AttributeValue[] = [];
  const elements: ElementProvenance[] = [];
  for (const [index, element] of value.entries()) {
    const own = reason.elements?.find(each => each.index === index);
    if (own === undefined || stays.has(own.winner.recordId)) {
      if (own) {
        const contributors = own.contributors.filter(each => stays.has(each.recordId));
        elements.push({ ...own, index: left.length, contributors });
      }
      left.push(element);
      continue;
    }
    const form = formsNow.get(elementKey(element, identity, ''));
    if (form === undefined) continue;
    const ownNow = reasonNow?.elements?.find(each => each.index === form.index);
    if (ownNow) elements.push({ ...ownNow, index: left.length });
    left.push(form.element);
  }
  if (left.length === 0) return undefined;
  return { value: left, reason: { ...reason, elements, losers: losersOf(reason, stays) } };
}

function pruned(
  entries: readonly (readonly [string, AttributeProvenance])[],
  stays: ReadonlySet<string>,
): Provenance {
  return objectOf(
    entries.flatMap(([name, reason]) => {
      const left = withoutOthers(reason, stays);
      return left.losers.length > 0 || left.pin ? [[name, left]] : [];
    }),
  );
}

function withoutOthers(reason: AttributeProvenance, stays: ReadonlySet<string>): AttributeProvenance {
  return { ...reason, losers: losersOf(reason, stays) };
}

function losersOf({ losers }: AttributeProvenance, stays: ReadonlySet<string>): readonly Loser[] {
  return losers.filter(each => stays.has(each.source.recordId));
}

/** Whether a reason names a source record that does not belong to the golden record any more. */
function namesOthers({ winner, losers, elements }: AttributeProvenance, stays: ReadonlySet<string>): boolean {
  const isOther = ({ recordId }: ContributorRef): boolean => !stays.has(recordId);
  return (
    (winner !== undefined && isOther(winner)) ||
    losers.some(({ source }) => isOther(source)) ||
    elements?.some(each => isOther(each.winner) || each.contributors.some(isOther)) === true
  );
}
