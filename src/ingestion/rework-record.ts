import { standardizeRecord } from '../core/features/index.js';
import type { CompiledDomain } from '../core/mapping/index.js';
import { isAcceptable, withKeptValues, type IncomingRecord } from './incoming-record.js';
import type { KeptBecause, OutdatedRecord, ReworkedRecord } from './outdated-records.repository.js';
import { contentHash, standardizeIncoming, type StandardizingContext } from './standardize-incoming.js';

/** What a record is gone over with: the rules in force, and what the file of its system says today. */
export interface ReworkContext extends StandardizingContext {
  /** `null`: no file describes the system, or this domain of it, any longer. */
  readonly mapping: CompiledDomain | null;
}

/**
 * Maps and standardises a record again, from the row as its system sent it. A row that today's rules refuse, or whose system is no
 * longer described, keeps its values: rules that become stricter take nothing away, they hold for what comes next. So does an
 * attribute that is read today from a column that the row came without. Features are made anew in any case, because all records
 * of a domain must be compared by the same rules.
 */
export function reworkRecord(context: ReworkContext, outdated: OutdatedRecord): ReworkedRecord {
  // Nothing of a deleted record counts but that it is deleted.
  if (outdated.deleted) return { ...outdated, keptBecause: null };
  if (context.mapping === null) return asAccepted(context, outdated, 'not-described');
  const { row, isWhole } = mapAnew(context.mapping, outdated);
  if (row.key === null) return asAccepted(context, outdated, 'columns-missing');
  // A row with another key, or one that says that it is deleted, is no longer this record.
  if (!isAcceptable(row) || row.key !== outdated.key || row.deleted)
    return asAccepted(context, outdated, 'refused');
  const standardized = standardizeIncoming(context, row);
  if (standardized.faults.some(({ severity }) => severity === 'error'))
    return asAccepted(context, outdated, 'refused');
  return {
    id: outdated.id,
    contentHash: contentHash(row),
    sourceVersion: row.sourceVersion,
    effectiveAt: row.effectiveAt,
    ...standardized,
    keptBecause: isWhole ? null : 'columns-missing',
  };
}

/** The record as it was accepted, with the features of today. */
function asAccepted(
  { ruleSet, conventions }: StandardizingContext,
  outdated: OutdatedRecord,
  keptBecause: KeptBecause,
): ReworkedRecord {
  const { features } = standardizeRecord(ruleSet, outdated.attributes, conventions);
  return { ...outdated, features, keptBecause };
}

/** The row by today's mapping. What it came without a column for stays as it is known; `isWhole` says that nothing had to. */
function mapAnew(
  mapping: CompiledDomain,
  { raw, attributes, effectiveAt, sourceVersion }: OutdatedRecord,
): { readonly row: IncomingRecord; readonly isWhole: boolean } {
  const mapped = mapping.map(raw);
  const silent = mapping
    .unread(raw)
    .filter(name => mapped.attributes[name] === undefined && attributes[name] !== undefined);
  const row = {
    ...mapped,
    rowNumber: 0,
    raw,
    effectiveAt: mapped.effectiveAt ?? effectiveAt,
    sourceVersion: mapped.sourceVersion ?? sourceVersion,
    uncovered: [...mapped.uncovered, ...silent],
  };
  return { row: withKeptValues(row, attributes), isWhole: silent.length === 0 };
}
