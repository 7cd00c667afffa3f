import type { Fault } from '../model/index.js';
import { attributeOf } from '../model/index.js';
import type { QualityRules, TrustRule } from '../rules/index.js';

/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** Whole days from one instant (ms) to a later one. Whole, so that trust does not tip within a day; never negative. */
export function ageInDays(fromMs: number, toMs: number): number {
  return Math.max(0, Math.floor((toMs - fromMs) / DAY_MS));
}

/**
 * Trust (0 to 100) of a value of this age. Over `decayDays` it falls from `max` to `min`: evenly (`linear`), late
 * (`slowThenFast`, the share lost is t²) or early (`fastThenSlow`, 1−(1−t)²). These are the three decay types of
 * Informatica's trust model; the quadratic form is ours, its documentation gives no formula.
 *
 * `downgrade` (percent, from failed validation) takes its share off; with `reserveMin` never below `min`.
 */
export function trustAt(rule: TrustRule, ageDays: number, downgrade: number): number {
  const elapsed =
    rule.decayDays === undefined ? 0 : LOST[rule.decay](Math.min(1, ageDays / Math.max(1, rule.decayDays)));
  const trust = rule.max - (rule.max - rule.min) * elapsed;
  const downgraded = trust * (1 - Math.min(100, Math.max(0, downgrade)) / 100);
  return rule.reserveMin === true ? Math.max(rule.min, downgraded) : downgraded;
}

/** Share of `max − min` lost after a share of the decay period. */
const LOST: Readonly<Record<TrustRule['decay'], (share: number) => number>> = {
  linear: share => share,
  slowThenFast: share => share ** 2,
  fastThenSlow: share => 1 - (1 - share) ** 2,
};

/**
 * Percent by which the faults of a record lower the trust of its value of an attribute: the greatest single downgrade.
 * Adding them up would punish one defect once per check that sees it.
 */
export function downgradeOf(attribute: string, faults: readonly Fault[], quality: QualityRules): number {
  return faults
    .filter(fault => fault.attribute !== undefined && attributeOf(fault.attribute) === attribute)
    .reduce((most, fault) => Math.max(most, downgradeOfCode(fault.code, quality)), 0);
}

function downgradeOfCode(code: string, quality: QualityRules): number {
  const override = Object.hasOwn(quality.faults, code) ? quality.faults[code]?.downgrade : undefined;
  return override ?? quality.rules.find(rule => rule.code === code)?.downgrade ?? 0;
}
