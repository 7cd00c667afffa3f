import { t, type PlainMessageKey } from '../../i18n/index.js';
import { Status, type Meaning } from '../../ui/index.js';

const statuses: Readonly<Record<string, { meaning: Meaning; label: PlainMessageKey }>> = {
  DRAFT: { meaning: 'info', label: 'status.DRAFT' },
  PENDING_APPROVAL: { meaning: 'review', label: 'status.PENDING_APPROVAL' },
  ACTIVE: { meaning: 'ok', label: 'status.ACTIVE' },
  HELD: { meaning: 'review', label: 'status.HELD' },
  INACTIVE: { meaning: 'neutral', label: 'status.INACTIVE' },
  MERGED: { meaning: 'info', label: 'status.MERGED' },
  RETIRED: { meaning: 'neutral', label: 'status.RETIRED' },
};

/** The statuses that a list can be narrowed to. Merged records are never listed. */
export const listedStatuses = ['ACTIVE', 'HELD', 'INACTIVE', 'RETIRED', 'DRAFT', 'PENDING_APPROVAL'] as const;

/** A status of a golden record, in words. */
export function statusWords(status: string): string {
  const known = statuses[status];
  return known ? t(known.label) : status;
}

/** Where a golden record is in its life. */
export function RecordStatus({ status, plain = false }: { status: string; plain?: boolean }) {
  return (
    <Status meaning={statuses[status]?.meaning ?? 'neutral'} plain={plain}>
      {statusWords(status)}
    </Status>
  );
}
