import type { AttributeValue } from '../model/index.js';
import { isScalar } from '../model/index.js';
import { isSensitive } from '../validation/index.js';
import type { AuditFact, GoldenChange, MergePlan, PlannedEvent } from './merge-plan.js';
import type { GoldenSnapshot, PlanContext } from './neighbourhood.js';

/** A plan before its events, audit facts and summary are derived from it. */
type Undescribed = Omit<MergePlan, 'events' | 'audit' | 'summary'>;

/** One event per new version, in the order in which the versions are to be written. */
export function eventsOf({ goldens, domain }: Undescribed, context: PlanContext): readonly PlannedEvent[] {
  return goldens.map(({ kind, after, changed, related }) => ({
    eventId: context.newId(),
    type: `${domain}.${kind}`,
    recordId: after.id,
    version: after.version,
    changed,
    ...(after.mergedInto === undefined ? {} : { mergedInto: after.mergedInto }),
    related,
  }));
}

/** Who changed what and why, without any value. */
export function auditFactsOf(plan: Undescribed, context: PlanContext): readonly AuditFact[] {
  const fact = (
    action: string,
    subject: string,
    details: Readonly<Record<string, AttributeValue>>,
  ): AuditFact => ({
    action,
    subject,
    by: context.actor,
    at: context.now,
    reason: context.reason,
    details,
  });
  return [
    ...plan.goldens.map(({ kind, after, changed, related }) =>
      fact(`golden-record.${kind}`, after.id, {
        version: after.version,
        status: after.status,
        changed,
        related,
      }),
    ),
    ...plan.judgementsMade.map(({ a, b, verdict }) => fact('judgement.made', a, { other: b, verdict })),
    ...plan.judgementsWithdrawn.map(({ a, b, verdict }) =>
      fact('judgement.withdrawn', a, { other: b, verdict }),
    ),
    ...plan.requestsRaised.map(({ requestId, goldenId, attribute }) =>
      fact('change-request.raised', goldenId, { requestId, attribute }),
    ),
    ...plan.requestsSuperseded.map(({ requestId, goldenId, attribute, because }) =>
      fact('change-request.superseded', goldenId, { requestId, attribute, because }),
    ),
  ];
}

/** The plan in sentences, one per golden record and per kind of side effect. */
export function summarize(plan: Undescribed, context: PlanContext): readonly string[] {
  const name = (golden: GoldenSnapshot): string => nameOf(golden, context);
  const waiting = plan.requestsRaised.map(
    ({ goldenId, attribute }) => `The change of ${attribute} of ${goldenId} waits for approval.`,
  );
  const moot = plan.requestsSuperseded.map(
    ({ goldenId, attribute, because }) =>
      `The request to change ${attribute} of ${goldenId} falls away: ${because}.`,
  );
  const moved = plan.linksClosed.length;
  const made = plan.judgementsMade.length;
  return [
    ...plan.goldens.map(change => sentence(change, name)),
    ...(moved === 0
      ? []
      : [`${count(moved, 'source record')} ${moved === 1 ? 'moves' : 'move'} to another golden record.`]),
    ...waiting,
    ...moot,
    ...(made === 0 ? [] : [`${count(made, 'judgement')} will keep it so.`]),
  ];
}

function sentence(change: GoldenChange, name: (golden: GoldenSnapshot) => string): string {
  const { kind, after, members, changed } = change;
  const attributes = changed.filter(each => !each.startsWith('$'));
  const values = attributes.length === 0 ? 'keeps its values' : `changes ${attributes.join(', ')}`;
  switch (kind) {
    case 'created':
      return `Creates ${name(after)} from ${count(members.length, 'source record')}.`;
    case 'merged':
      return `Merges ${name(after)} into ${after.mergedInto ?? ''}; its id keeps resolving.`;
    case 'restored':
      return `Brings ${name(after)} back with ${count(members.length, 'source record')}.`;
    case 'retired':
      return `Retires ${name(after)}.`;
    case 'unmerged':
    case 'split':
      return `Takes records out of ${name(after)}, which ${values}.`;
    case 'updated':
    default:
      return changed.includes('$status')
        ? `${name(after)} becomes ${after.status} and ${values}.`
        : `${name(after)} ${values}.`;
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Title and id; the id alone where the title is no plain text or may not be shown. */
function nameOf({ id, attributes }: GoldenSnapshot, { ruleSet }: PlanContext): string {
  const { title } = ruleSet.attributes;
  const value = attributes[title];
  return isScalar(value) && !isSensitive(ruleSet.attributes, title) ? `"${value}" (${id})` : id;
}
