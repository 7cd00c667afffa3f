import type { CostCenter } from '../things/cost-center.js';
import { NOISE_RATES } from './noise-rates.js';
import { PatternSet } from './patterns.js';
import { chance, draw, field } from '../seed/random.js';
import type { System } from './system.js';

/** What one system holds about a cost centre, before its format spells it. */
export interface CostCenterCopy {
  readonly name: string;
  readonly longName: string;
  /** `99991231` while open. */
  readonly validTo: string;
  readonly patterns: PatternSet;
}

/** What makes the copies of one system differ from those of another. */
export interface CostCenterFields {
  readonly system: System;
  /** A copy may be stale; the ledgers never are. */
  readonly ledger: boolean;
}

const STYLE = field('costCenter.style');
const STALE = field('costCenter.stale');

/**
 * Makes one copy of a cost centre: its text in one of three styles, its code padded in SAP (D17).
 * @param dirt factor on all noise rates
 */
export function copyCostCenter(
  center: CostCenter,
  copyKey: number,
  { system, ledger }: CostCenterFields,
  dirt: number,
): CostCenterCopy {
  const patterns = new PatternSet();
  const style = draw(copyKey, STYLE) % 3;
  if (style !== 0 || system === 'sap') patterns.add('D17');
  const stale = !ledger && chance(copyKey, STALE, NOISE_RATES.costCenterStale * dirt);
  return {
    name: style === 0 ? center.name.full : center.name.short,
    longName: style === 2 ? center.name.full.replace(' - ', ' ') : center.name.full,
    // A stale copy has not heard that the cost centre was closed.
    validTo: stale ? '99991231' : center.validTo,
    patterns,
  };
}
