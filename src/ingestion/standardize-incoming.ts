import { hash } from 'node:crypto';
import { standardizeRecord } from '../core/features/index.js';
import { canonicalJson } from '../core/model/index.js';
import type { RuleSet, StandardizedRecord } from '../core/rules/index.js';
import { checkQuality, withSeverities } from '../core/validation/index.js';
import type { IncomingRecord } from './incoming-record.js';

/** What rows are standardised with. */
export interface StandardizingContext {
  readonly ruleSet: RuleSet;
  /** Source conventions for standardisers: country, units, date formats. */
  readonly conventions: Parameters<typeof standardizeRecord>[2];
}

/** Standardises and checks a row. Deleted rows carry nothing to check: only the key counts. */
export function standardizeIncoming(context: StandardizingContext, row: IncomingRecord): StandardizedRecord {
  if (row.deleted) return { attributes: {}, features: {}, faults: [] };
  const standardized = standardizeRecord(context.ruleSet, row.attributes, context.conventions);
  const found = withSeverities(context.ruleSet.quality, [...row.faults, ...standardized.faults]);
  return { ...standardized, faults: [...found, ...checkQuality(context.ruleSet, standardized.attributes)] };
}

/** What makes two deliveries of a record the same: everything that is mapped, and nothing else. SHA-256 in hex. */
export function contentHash(row: IncomingRecord): string {
  const content = row.deleted
    ? { deleted: true }
    : { attributes: row.attributes, effectiveAt: row.effectiveAt };
  return hash('sha256', canonicalJson(content), 'hex');
}

/** Whether the previous version's values go into the next one: those that a delivery does not cover, and all of a deleted record. */
export function keepsValues(row: IncomingRecord): boolean {
  return row.deleted || row.uncovered.length > 0;
}
