import { tableLines } from '../platform/terminal/index.js';
import { countOf, QUARANTINE_HINT } from './batch-view.js';
import { counted } from './counted.js';
import type { FollowedBatch } from './follow-batches.js';
import type { SentLoad } from './send-loads.js';

/** In the order of a record's fates; `read` always, the others where a load has any. */
const COUNTS = ['created', 'updated', 'unchanged', 'stale', 'deleted', 'quarantined'];

/** How several loads ended: what is wrong with those of which something is, and as the last on a screen a table of all. */
export function describeLoads(loads: readonly FollowedBatch[]): string {
  const counts = ['read', ...COUNTS.filter(name => loads.some(({ view }) => countOf(view, name) > 0))];
  const table = tableLines([
    ['system', 'domain', 'state', ...counts],
    ...loads.map(({ system, domain, view }) => [
      system,
      domain,
      view.state,
      ...counts.map(name => countOf(view, name).toLocaleString('en-US')),
    ]),
  ]);
  const causes = loads.flatMap(({ system, domain, batchId, view }) => {
    const sentences = [...view.causes, ...view.quarantine];
    return sentences.length === 0
      ? []
      : [`${system} ${domain}, batch ${batchId}:`, ...sentences.map(sentence => `  ${sentence}`)];
  });
  const hint = loads.some(({ view }) => countOf(view, 'quarantined') > 0) ? [QUARANTINE_HINT] : [];
  return [...causes, table, summaryOf(loads), ...hint].join('\n');
}

/** Loads that are with the hub and will be processed. */
export function describeSent(loads: readonly SentLoad[]): string {
  const table = tableLines([
    ['system', 'domain', 'batch'],
    ...loads.map(({ system, domain, batchId }) => [system, domain, batchId]),
  ]);
  return `${table}\n${counted(loads.length, 'load')} safe with the hub, to be processed.`;
}

function summaryOf(loads: readonly FollowedBatch[]): string {
  const done = loads.filter(({ view }) => view.state === 'done').length;
  return done === loads.length
    ? `${counted(loads.length, 'load')} done.`
    : `${done} of ${counted(loads.length, 'load')} done.`;
}
