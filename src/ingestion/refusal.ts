/** What keeps a row out, in the words that quarantine shows. */
import type { Fault } from '../core/model/index.js';
import type { IncomingRecord } from './incoming-record.js';

/** The causes of a refusal, with the missing key among them where nobody named it. */
export function causesOf({ key }: IncomingRecord, causes: readonly Fault[]): readonly Fault[] {
  return key === null && !causes.some(cause => cause.code === 'KEY_MISSING')
    ? [
        ...causes,
        {
          code: 'KEY_MISSING',
          severity: 'error',
          message: 'the row has no source key',
          fix: 'fill the key columns',
        },
      ]
    : causes;
}

/** Two rows of a file have one key and say different things. @param known the row that came first */
export function contradiction(row: IncomingRecord, known: number | null | undefined): Fault {
  return {
    code: 'KEY_CONTRADICTION',
    severity: 'error',
    message: `row ${row.rowNumber} has the key of row ${known ?? '?'} of the same file, with other values`,
    fix: 'decide which row is right; resubmit it, or discard it',
  };
}
