/**
 * Which of a golden record's new values flow and which wait for another person. A supplier's phone and bank account change in
 * one delivery: the phone is published, the bank account keeps its old value and becomes a change request.
 *
 * What a person decides is about one value of one attribute of one golden record. An approval therefore lets later
 * resolutions take that value without asking again, but only until another value is approved: going back to an old bank
 * account is a change like any other. A rejection stands until the sources say something else or somebody approves.
 */
import type { Attributes, AttributeValue } from '../model/index.js';
import { isFilled, isScalar, objectOf, sameJson, timeOf } from '../model/index.js';
import type { ApprovalRules, RuleSet } from '../rules/index.js';
import { boundAttributes } from '../survivorship/index.js';

/** A change that waits for an approver. `to` is `null` where the value would go. */
export interface PendingChange {
  readonly requestId: string;
  readonly attribute: string;
  readonly to: AttributeValue | null;
}

/** What an approver said about one value of one attribute. */
export interface ApprovalVerdict {
  readonly attribute: string;
  readonly to: AttributeValue | null;
  readonly verdict: 'approved' | 'rejected';
  /** ISO instant; the newest verdict counts. */
  readonly at: string;
}

/** What is known about the approvals of one golden record. */
export interface ApprovalState {
  readonly pending: readonly PendingChange[];
  readonly verdicts: readonly ApprovalVerdict[];
  /**
   * Values that wait or were rejected on the golden record that this one is split from. They are held here too, even as first
   * values: splitting a record off must not be a way around the approver.
   */
  readonly contested: readonly { readonly attribute: string; readonly to: AttributeValue | null }[];
  /**
   * What is left of the published values when source records have left (`standingValues`). Absent: all of them. Values that went
   * with their record go at once; what would take their place is still a change, and asks.
   */
  readonly standing?: Attributes;
}

/** A value that may not flow yet. */
export interface HeldChange {
  readonly attribute: string;
  /** `null`: the golden record has no value. */
  readonly from: AttributeValue | null;
  /** `null`: the value would go. */
  readonly to: AttributeValue | null;
  /** From the rules, shown to the approver. */
  readonly reason: string;
  /** `new`: to be requested. `pending`: asked already. `rejected`: refused, not asked again. */
  readonly state: 'new' | 'pending' | 'rejected';
  /** Attributes that change together with this one and are held with it (atomic group, followers). */
  readonly alongWith: readonly string[];
}

/** The outcome: what is published, what is held, and which requests are moot because the sources took their change back. */
export interface ApprovalSplit {
  readonly applied: Attributes;
  readonly heldChanges: readonly HeldChange[];
  readonly superseded: readonly PendingChange[];
}

/** The parts of a rule set that approval reads. */
export type ApprovalRuleSet = Pick<RuleSet, 'attributes' | 'survivorship' | 'quality' | 'approval'>;

/** Nothing asked, nothing decided. */
export const NO_APPROVALS: ApprovalState = { pending: [], verdicts: [], contested: [] };

/**
 * Splits the change from `before` (what is published) to `after` (what survives now).
 *
 * @param before `undefined` for a golden record that does not exist yet: first values, see `onFirstValue`
 */
export function splitByApproval(
  ruleSet: ApprovalRuleSet,
  before: Attributes | undefined,
  after: Attributes,
  state: ApprovalState = NO_APPROVALS,
): ApprovalSplit {
  const published = state.standing ?? before ?? {};
  const isChanged = (attribute: string): boolean => !sameValue(published[attribute], after[attribute]);
  const waiting = Object.entries(ruleSet.approval.attributes).flatMap(([attribute, rule]) => {
    const [from, to] = [published[attribute] ?? null, after[attribute] ?? null];
    const isFirst = !isFilled(before?.[attribute]);
    const asked =
      isChanged(attribute) && asks(rule, attribute, isFirst, to, state) && !isApproved(attribute, to, state);
    return asked ? [{ attribute, from, to, reason: rule.reason, state: standing(attribute, to, state) }] : [];
  });
  if (waiting.length === 0) return { applied: after, heldChanges: [], superseded: state.pending };
  const bound = boundAttributes(ruleSet);
  const frozen = new Set(waiting.flatMap(({ attribute }) => [...(bound.get(attribute) ?? [attribute])]));
  const heldChanges = waiting.map(({ attribute, from, to, reason, state: heldState }): HeldChange => ({
    attribute,
    from,
    to,
    reason,
    state: heldState,
    alongWith: [...(bound.get(attribute) ?? [])].filter(each => each !== attribute && isChanged(each)).sort(),
  }));
  return {
    applied: freeze(published, after, frozen),
    heldChanges,
    superseded: movedOn(state.pending, heldChanges),
  };
}

function sameValue(
  left: AttributeValue | null | undefined,
  right: AttributeValue | null | undefined,
): boolean {
  return sameJson(left ?? null, right ?? null);
}

type ApprovalRule = ApprovalRules['attributes'][string];

function asks(
  rule: ApprovalRule,
  attribute: string,
  isFirst: boolean,
  to: AttributeValue | null,
  state: ApprovalState,
): boolean {
  if (rule.values !== undefined && !isListed(rule.values.map(String), to)) return false;
  // Once a first value was put before an approver, the attribute stays under their eyes until one is approved.
  const disputed =
    state.contested.some(each => each.attribute === attribute && sameValue(each.to, to)) ||
    state.pending.some(each => each.attribute === attribute) ||
    state.verdicts.some(each => each.attribute === attribute && each.verdict === 'rejected');
  return !isFirst || rule.onFirstValue || disputed;
}

function isListed(values: readonly string[], to: AttributeValue | null): boolean {
  const items: readonly unknown[] = Array.isArray(to) ? to : [to];
  return items.some(item => isScalar(item) && values.includes(String(item)));
}

function newest(verdicts: readonly ApprovalVerdict[]): ApprovalVerdict | undefined {
  return verdicts.reduce<ApprovalVerdict | undefined>(
    (latest, next) =>
      latest === undefined || (timeOf(next.at) ?? 0) >= (timeOf(latest.at) ?? 0) ? next : latest,
    undefined,
  );
}

/** The value last approved is this one, and nobody rejected it since. */
function isApproved(attribute: string, to: AttributeValue | null, { verdicts }: ApprovalState): boolean {
  const own = verdicts.filter(each => each.attribute === attribute);
  const approved = newest(own.filter(each => each.verdict === 'approved'));
  const said = newest(own.filter(each => sameValue(each.to, to)));
  return approved !== undefined && sameValue(approved.to, to) && said?.verdict === 'approved';
}

function standing(attribute: string, to: AttributeValue | null, state: ApprovalState): HeldChange['state'] {
  const isThis = (each: { readonly attribute: string; readonly to: AttributeValue | null }): boolean =>
    each.attribute === attribute && sameValue(each.to, to);
  if (state.pending.some(isThis)) return 'pending';
  return newest(state.verdicts.filter(isThis))?.verdict === 'rejected' ? 'rejected' : 'new';
}

function freeze(published: Attributes, after: Attributes, frozen: ReadonlySet<string>): Attributes {
  const names = [...new Set([...Object.keys(after), ...Object.keys(published)])];
  return objectOf(
    names.flatMap(name => {
      const value = frozen.has(name) ? published[name] : after[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function movedOn(pending: readonly PendingChange[], held: readonly HeldChange[]): readonly PendingChange[] {
  return pending.filter(
    ({ attribute, to }) => !held.some(each => each.attribute === attribute && sameValue(each.to, to)),
  );
}
