import { createHash } from 'node:crypto';
import type { OutboxRow, SequencedRow } from './feed.repository.js';

/**
 * Gives rows their places after `position` and chains each to the one before: SHA-256 over the previous hash and the row as
 * a JSON list of the database's own texts. Editing, removing or reordering any row breaks the chain from there on.
 */
export function chainRows(
  rows: readonly OutboxRow[],
  head: { readonly position: bigint; readonly hash: Buffer },
): readonly SequencedRow[] {
  let { position, hash: previousHash } = head;
  return rows.map(row => {
    position += 1n;
    const hash = hashRow(row, position, previousHash);
    const sequenced: SequencedRow = { ...row, position, previousHash, hash };
    previousHash = hash;
    return sequenced;
  });
}

/** The hash of one row of the feed. `seq` is not part of it: the feed does not keep it. */
export function hashRow(row: Omit<OutboxRow, 'seq'>, position: bigint, previousHash: Buffer): Buffer {
  const columns = [
    String(position),
    row.event_id,
    row.domain,
    row.record_id,
    row.version,
    row.type,
    row.changed,
    row.payload,
    row.correlation_id,
    row.causation_id,
    row.actor,
    row.occurred_at,
    row.tx_id,
  ];
  return createHash('sha256').update(previousHash).update(JSON.stringify(columns)).digest();
}
