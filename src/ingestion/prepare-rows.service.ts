import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { StandardizedRecord } from '../core/rules/index.js';
import { isAcceptable, type IncomingRecord } from './incoming-record.js';
import { SourceRecordRepository, type WriteContext } from './source-record.repository.js';
import {
  contentHash,
  keepsValues,
  standardizeIncoming,
  type StandardizingContext,
} from './standardize-incoming.js';

/** What was worked out about a row before its transaction. */
export interface PreparedRow {
  readonly contentHash: string;
  /** `null`: the row looked unchanged, so nothing was standardised. */
  readonly standardized: StandardizedRecord | null;
}

/** By the row itself. A row that is not here is prepared when it is written. */
export type PreparedRows = ReadonlyMap<IncomingRecord, PreparedRow>;

export const NOTHING_PREPARED: PreparedRows = new Map();

/** Rows between two turns of the event loop: about 20 ms, so that questions are still answered while a file comes in. */
const ROWS_PER_TURN = 25;

/**
 * Standardises rows ahead of their transaction, while the chunk before them is in the database. What is known of their keys may
 * change meanwhile, so this decides nothing: it only saves the writer work that depends on a row alone.
 */
@Injectable()
export class RowPreparer {
  constructor(private readonly records: SourceRecordRepository) {}

  async prepare(
    context: StandardizingContext & Pick<WriteContext, 'system' | 'domain'>,
    rows: readonly IncomingRecord[],
  ): Promise<PreparedRows> {
    const prepared = new Map<IncomingRecord, PreparedRow>();
    // What such a row holds depends on its previous version.
    const preparable = rows.filter(isAcceptable).filter(row => !keepsValues(row));
    const { system, domain } = context;
    const known = await this.records.findKnown(
      null,
      system,
      domain,
      preparable.map(row => row.key),
    );
    for (const [place, row] of preparable.entries()) {
      if (place % ROWS_PER_TURN === ROWS_PER_TURN - 1) await nextTurn();
      const hash = contentHash(row);
      const isUnchanged = known.get(row.key)?.contentHash === hash;
      prepared.set(row, {
        contentHash: hash,
        standardized: isUnchanged ? null : standardizeIncoming(context, row),
      });
    }
    return prepared;
  }
}
