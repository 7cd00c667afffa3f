import { fieldOf, listOf, textOf } from './json-fields.js';

/** What commands show of a batch, as `GET /v1/batches/{id}` tells it. */
export interface BatchView {
  readonly state: string;
  readonly bytes: number;
  readonly bytesRead: number;
  readonly phase: string;
  readonly parts: { readonly done: number; readonly planned: number };
  readonly counts: ReadonlyMap<string, number>;
  readonly causes: readonly string[];
  readonly quarantine: readonly string[];
}

/** How records in quarantine go on. */
export const QUARANTINE_HINT =
  'Records in quarantine keep their causes and can be corrected and sent on from there.';

const ENDED = new Set(['done', 'failed', 'cancelled']);

/** Reads a hub's answer; what it does not say is nothing. */
export function viewOf(body: unknown): BatchView {
  const counts = fieldOf(body, 'counts');
  const parts = fieldOf(body, 'parts');
  return {
    state: textOf(body, 'state') ?? 'unknown',
    bytes: Number(fieldOf(body, 'bytes') ?? 0),
    bytesRead: Number(fieldOf(body, 'bytesRead') ?? 0),
    phase: textOf(body, 'phase') ?? 'loading',
    parts: { done: Number(fieldOf(parts, 'done') ?? 0), planned: Number(fieldOf(parts, 'planned') ?? 0) },
    counts: new Map(
      Object.entries(typeof counts === 'object' && counts !== null ? counts : {}).map(([name, count]) => [
        name,
        Number(count),
      ]),
    ),
    causes: listOf(fieldOf(body, 'causes')).map(sentenceOf),
    quarantine: listOf(fieldOf(body, 'quarantine')).map(cause => {
      const first = Number(fieldOf(cause, 'firstRow') ?? 0);
      const where = first > 0 ? ` (first in row ${first.toLocaleString('en-US')})` : '';
      return `${Number(fieldOf(cause, 'rows') ?? 0).toLocaleString('en-US')} × ${sentenceOf(cause)}${where}`;
    }),
  };
}

/** Nothing will come of it any more. */
export function hasEnded({ state }: BatchView): boolean {
  return ENDED.has(state);
}

/** How many records ended so, `read` for all of them. */
export function countOf({ counts }: BatchView, name: string): number {
  return counts.get(name) ?? 0;
}

/** The counts that are not zero: `2,212 read, 2,200 created, 12 quarantined`. */
export function countsInWords({ counts }: BatchView): string {
  return [...counts]
    .filter(([name, count]) => name === 'read' || count > 0)
    .map(([name, count]) => `${count.toLocaleString('en-US')} ${name}`)
    .join(', ');
}

/** How a batch ended, for people. */
export function describeBatch(batchId: string, view: BatchView): string {
  const head = `Batch ${batchId} ${view.state === 'done' ? 'is done' : view.state}: ${countsInWords(view)}`;
  const hint = countOf(view, 'quarantined') > 0 ? [QUARANTINE_HINT] : [];
  return [head, ...[...view.causes, ...view.quarantine].map(cause => `  ${cause}`), ...hint].join('\n');
}

function sentenceOf(cause: unknown): string {
  const [message, fix] = [textOf(cause, 'message'), textOf(cause, 'fix')];
  return `${textOf(cause, 'code') ?? 'UNKNOWN'}: ${[message, fix].filter(part => part !== undefined).join(' → ')}`;
}
