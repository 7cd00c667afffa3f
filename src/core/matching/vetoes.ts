/**
 * What forbids that two records are one thing, whatever their score: conflicting identifiers and the declared
 * vetoes on sizes, sides, legal forms, department tails and company codes. Character similarity alone can
 * never tell `P-CARD … - HSA` from `P-CARD … - HSS` (pattern N3); a veto can.
 */
import { damerauDistance } from '../comparison/index.js';
import type { Features, IdentifierRule } from '../rules/index.js';
import { holdsFor, valuesOf, type MatchModel, type PreparedVeto } from './match-model.js';

/** One thing that forbids or holds up a link. */
export interface Veto {
  /** Name of the veto rule or identifier rule. */
  readonly of: string;
  /** In words, with the values unless they are restricted: `different size: 7.5 ≠ 8`. */
  readonly label: string;
  /** `different`: not the same thing. `review`: only a person may link them. */
  readonly effect: 'different' | 'review';
  /** Only one of the two says something: a reason to ask about this pair, but no contradiction. */
  readonly isLack: boolean;
}

/** All vetoes between two records, those that make them different first. */
export function vetoesBetween(model: MatchModel, left: Features, right: Features): readonly Veto[] {
  const vetoes: Veto[] = [];
  for (const { rule, masked } of model.identifiers) {
    if (rule.conflict !== 'veto' && rule.conflict !== 'review') continue;
    if (identifierState(rule, left, right) !== 'different') continue;
    const [a, b] = [valuesOf(left, rule.feature), valuesOf(right, rule.feature)];
    const slip = isSlip(rule, left, right);
    vetoes.push({
      of: rule.name,
      label: contrast(`different ${rule.label}${slip ? ', a slip apart' : ''}`, a, b, masked),
      // Digits change places when numbers are typed: a person sees which of the two is right.
      effect: rule.conflict === 'veto' && !slip ? 'different' : 'review',
      isLack: false,
    });
  }
  for (const veto of model.vetoes) {
    if (holds(model, veto, left, right)) {
      vetoes.push({
        of: veto.rule.name,
        label: objection(veto, left, right),
        effect: veto.rule.effect,
        isLack: veto.rule.test === 'oneSided' && veto.rule.effect === 'review',
      });
    }
  }
  return vetoes.sort((a, b) => (a.effect === b.effect ? 0 : a.effect === 'different' ? -1 : 1));
}

/** Whether some veto makes the two different: what `vetoesBetween` says first, without its words. */
export function isForbidden(model: MatchModel, left: Features, right: Features): boolean {
  return (
    model.identifiers.some(
      ({ rule }) =>
        rule.conflict === 'veto' &&
        identifierState(rule, left, right) === 'different' &&
        !isSlip(rule, left, right),
    ) || model.vetoes.some(veto => veto.rule.effect === 'different' && holds(model, veto, left, right))
  );
}

/**
 * The veto between two records as clustering asks for it: the words, or `null`. A veto that only a person may lift
 * counts too, since joining through a third record would be the machine's doing. What one of them merely lacks does not: a
 * hospital's record without its department is no contradiction to one with it that a crosswalk code ties to the same place.
 */
export function vetoBetween(model: MatchModel, left: Features, right: Features): string | null {
  return vetoesBetween(model, left, right).find(({ isLack }) => !isLack)?.label ?? null;
}

/** Records of equal signature have the same vetoes against any record. */
export function vetoSignature(model: MatchModel, features: Features): string {
  return JSON.stringify(model.vetoFeatures.map(feature => [...valuesOf(features, feature)].sort()));
}

/** How two records stand in an identifier; `missing` on one side, `absent` on both. */
export function identifierState(
  rule: IdentifierRule,
  left: Features,
  right: Features,
): 'shared' | 'different' | 'missing' | 'absent' | 'notApplicable' {
  if (rule.when !== undefined && !(holdsFor(rule.when, left) && holdsFor(rule.when, right)))
    return 'notApplicable';
  const [a, b] = [valuesOf(left, rule.feature), valuesOf(right, rule.feature)];
  if (a.length === 0 && b.length === 0) return 'absent';
  if (a.length === 0 || b.length === 0) return 'missing';
  return a.some(value => b.includes(value)) ? 'shared' : 'different';
}

/** Shorter numbers are dense: cost center 6010 is not 6011 typed wrong. */
const SLIP_LENGTH_MIN = 8;

/** Whether two records differ in an identifier by a slip of the pen. */
function isSlip({ feature }: IdentifierRule, left: Features, right: Features): boolean {
  const others = valuesOf(right, feature);
  return valuesOf(left, feature).some(value => others.some(other => isSlipApart(value, other)));
}

/** Whether one number is the other with a character wrong, missing, doubled or two neighbours swapped. */
function isSlipApart(left: string, right: string): boolean {
  const shorter = Math.min(left.length, right.length);
  return (
    shorter >= SLIP_LENGTH_MIN &&
    Math.abs(left.length - right.length) <= 1 &&
    damerauDistance(left, right) === 1
  );
}

/** Values that both have. */
export function sharedValues(left: Features, right: Features, feature: string): readonly string[] {
  const other = valuesOf(right, feature);
  return valuesOf(left, feature).filter(value => other.includes(value));
}

function holds(model: MatchModel, veto: PreparedVeto, left: Features, right: Features): boolean {
  return objects(veto, left, right) && isCalledFor(veto, left, right) && !isExcused(model, veto, left, right);
}

/** Whether the veto's test is met. Looked at for every candidate pair, so it makes no lists and no words. */
function objects({ rule, isSame }: PreparedVeto, left: Features, right: Features): boolean {
  const [a, b] = [valuesOf(left, rule.feature), valuesOf(right, rule.feature)];
  if (rule.test === 'oneSided') return a.length > 0 !== b.length > 0;
  if (a.length === 0 || b.length === 0) return false;
  if (rule.test === 'incompatible') {
    const [inA, inB] = [setsOf(rule.sets ?? [], a), setsOf(rule.sets ?? [], b)];
    return inA.size > 0 && inB.size > 0 && ![...inA].some(set => inB.has(set));
  }
  const onlyInA = (value: string): boolean => !b.some(other => isSame(value, other));
  if (rule.test === 'contradicts') {
    return a.some(onlyInA) && b.some(value => !a.some(other => isSame(value, other)));
  }
  return a.every(onlyInA);
}

/** A veto whose test is met, in words. */
function objection({ rule, isSame, masked }: PreparedVeto, left: Features, right: Features): string {
  const [a, b] = [valuesOf(left, rule.feature), valuesOf(right, rule.feature)];
  if (rule.test === 'oneSided') {
    return masked ? rule.label : `${rule.label}: only one has ${listed(a.length > 0 ? a : b)}`;
  }
  if (rule.test === 'incompatible') return contrast(rule.label, a, b, masked);
  const onlyA = a.filter(value => !b.some(other => isSame(value, other)));
  const onlyB = b.filter(value => !a.some(other => isSame(value, other)));
  return contrast(rule.label, onlyA, onlyB, masked);
}

/** Some vetoes only concern records that have something in common, for instance numbers of one numbering. */
function isCalledFor({ rule }: PreparedVeto, left: Features, right: Features): boolean {
  return (
    rule.whenShared === undefined ||
    rule.whenShared.some(feature => sharedValues(left, right, feature).length > 0)
  );
}

/** A shared value of an excusing feature lifts the veto, unless so many share it that it says nothing. */
function isExcused(model: MatchModel, { rule }: PreparedVeto, left: Features, right: Features): boolean {
  return (rule.unlessShared ?? []).some(feature => {
    const limit = model.maxSharing.get(feature) ?? Infinity;
    return sharedValues(left, right, feature).some(
      value => model.frequencies.valueCount(feature, value) <= limit,
    );
  });
}

function setsOf(sets: readonly (readonly string[])[], values: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [number, set] of sets.entries())
    if (values.some(value => set.includes(value))) found.add(number);
  return found;
}

function contrast(label: string, left: readonly string[], right: readonly string[], masked: boolean): string {
  return masked ? `${label} (values hidden)` : `${label}: ${listed(left)} ≠ ${listed(right)}`;
}

const SHOWN_VALUES_MAX = 3;
const SHOWN_LENGTH_MAX = 60;

/** Some values in words, cut so that a reason stays one line. */
export function listed(values: readonly string[]): string {
  const [only = ''] = values;
  if (values.length === 1) return shortened(only);
  const shown = values.slice(0, SHOWN_VALUES_MAX).map(shortened).join(', ');
  return values.length > SHOWN_VALUES_MAX ? `${shown} and ${values.length - SHOWN_VALUES_MAX} more` : shown;
}

function shortened(value: string): string {
  return value.length > SHOWN_LENGTH_MAX ? `${value.slice(0, SHOWN_LENGTH_MAX - 1)}…` : value;
}
