import { standardizeRecord } from '../core/features/index.js';
import type { CompiledDomain } from '../core/mapping/index.js';
import { isAcceptable, withKeptValues, type KeyedRecord } from './incoming-record.js';
import type { OutdatedRecord, ReworkedRecord } from './outdated-records.repository.js';
import { contentHash, standardizeIncoming, type StandardizingContext } from './standardize-incoming.js';

/** What newer rules make of a record. */
export interface Reworked {
  readonly record: ReworkedRecord;
  /** False: today's rules would refuse the row, so its values stay as they were accepted. */
  readonly isAccepted: boolean;
}

/**
 * Maps and standardises a record again, from the row as its system sent it. A row that today's rules refuse, or whose system is no
 * longer described, keeps its values: rules that become stricter take nothing away, they hold for what comes next. Its features are
 * still made anew, because all records of a domain must be compared by the same rules.
 *
 * @param mapping of the record's system; `null` when the system is no longer described
 */
export function reworkRecord(
  context: StandardizingContext,
  outdated: OutdatedRecord,
  mapping: CompiledDomain | null,
): Reworked {
  // Nothing of a deleted record counts but that it is deleted.
  if (outdated.deleted) return { record: outdated, isAccepted: true };
  const row = mapping === null ? null : mappedAnew(outdated, mapping);
  const standardized = row === null ? null : standardizeIncoming(context, row);
  if (row === null || standardized === null || standardized.faults.some(isError)) {
    const { features } = standardizeRecord(context.ruleSet, outdated.attributes, context.conventions);
    return { record: { ...outdated, features }, isAccepted: false };
  }
  const { attributes, features, faults } = standardized;
  const { id } = outdated;
  const record = {
    id,
    contentHash: contentHash(row),
    effectiveAt: row.effectiveAt,
    attributes,
    features,
    faults,
  };
  return { record, isAccepted: true };
}

/** The row, mapped by today's mapping; `null` when it could not be accepted. */
function mappedAnew(outdated: OutdatedRecord, mapping: CompiledDomain): KeyedRecord | null {
  const { raw, attributes } = outdated;
  const row = withKeptValues({ ...mapping.map(raw), rowNumber: 0, raw }, attributes);
  // A row with another key, or one that says that it is deleted, is no longer this record.
  return isAcceptable(row) && row.key === outdated.key && !row.deleted ? row : null;
}

function isError({ severity }: { readonly severity: string }): boolean {
  return severity === 'error';
}
