import { Link } from '@tanstack/react-router';
import { domainLabel, useDomains, useSystemLabel } from '../../hub/index.js';
import { formatDuration, formatNumber, t, type PlainMessageKey } from '../../i18n/index.js';
import { Progress, RelativeTime, Status, type Meaning } from '../../ui/index.js';
import { isRunning, type Batch } from './batches.js';
import './batch-list.css';

const states: Readonly<Record<string, { meaning: Meaning; label: PlainMessageKey }>> = {
  receiving: { meaning: 'info', label: 'batch.state.receiving' },
  queued: { meaning: 'info', label: 'batch.state.queued' },
  processing: { meaning: 'info', label: 'batch.state.processing' },
  resolving: { meaning: 'info', label: 'batch.state.resolving' },
  done: { meaning: 'ok', label: 'batch.state.done' },
  failed: { meaning: 'different', label: 'batch.state.failed' },
  cancelled: { meaning: 'neutral', label: 'batch.state.cancelled' },
};

const countLabels: readonly (readonly [keyof Batch['counts'], PlainMessageKey])[] = [
  ['read', 'batch.read'],
  ['created', 'batch.created'],
  ['updated', 'batch.updated'],
  ['unchanged', 'batch.unchanged'],
  ['stale', 'batch.stale'],
  ['deleted', 'batch.deleted'],
  ['quarantined', 'batch.quarantined'],
];

/** Deliveries, one line each: what came, from where, and what became of its rows. Counts that none of them has have no column. */
export function BatchList({ label, batches }: { label: string; batches: readonly Batch[] }) {
  const counts = countLabels.filter(
    ([name]) => name === 'read' || batches.some(batch => batch.counts[name] > 0),
  );
  return (
    <div className="ts-batches" style={{ '--ts-batch-counts': counts.length }}>
      <div className="ts-batch-names" aria-hidden>
        <span>{t('batch.what')}</span>
        <span>{t('batch.files')}</span>
        <span>{t('records.status')}</span>
        {counts.map(([name, words]) => (
          <span key={name} className="ts-batch-count">
            {t(words)}
          </span>
        ))}
        <span>{t('batch.when')}</span>
      </div>
      <ul aria-label={label}>
        {batches.map(batch => (
          <BatchLine key={batch.id} batch={batch} counts={counts} />
        ))}
      </ul>
    </div>
  );
}

/** One delivery: progress while it runs, counts when it is done, causes when it failed. */
function BatchLine({ batch, counts }: { batch: Batch; counts: typeof countLabels }) {
  const systemLabel = useSystemLabel();
  const domains = useDomains();
  const state = states[batch.state];
  const files = batch.files.join(', ');
  return (
    <li>
      <strong>
        {systemLabel(batch.system)} · {domainLabel(batch.domain, domains)}
      </strong>
      <span className="ts-cell-clip ts-page-facts" title={files}>
        {files}
      </span>
      <span>
        <Status meaning={state?.meaning ?? 'neutral'}>{state ? t(state.label) : batch.state}</Status>
      </span>
      {counts.map(([name, words]) => (
        <BatchCount key={name} batch={batch} name={name} words={t(words)} />
      ))}
      <span className="ts-page-facts">
        <RelativeTime instant={batch.createdAt} />
        {tookWords(batch)}
      </span>
      {isRunning(batch) ? (
        <div className="ts-batch-more">
          <BatchProgress batch={batch} />
        </div>
      ) : null}
      {batch.causes.length > 0 ? (
        <ul className="ts-batch-more ts-sentences">
          {batch.causes.map((cause, index) => (
            <li key={index}>
              {cause.message} {cause.fix}
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/** Shorter than this, how long it took is no news. */
const tookMinMs = 1000;

function tookWords({ startedAt, finishedAt }: Batch): string {
  const tookMs = startedAt && finishedAt ? Date.parse(finishedAt) - Date.parse(startedAt) : 0;
  return tookMs < tookMinMs ? '' : ` · ${t('batch.took', { time: formatDuration(tookMs) })}`;
}

interface BatchCountProps {
  batch: Batch;
  name: keyof Batch['counts'];
  words: string;
}

function BatchCount({ batch, name, words }: BatchCountProps) {
  const count = batch.counts[name];
  return (
    <span className="ts-batch-count" data-none={count === 0 || undefined}>
      <span className="ts-batch-word">{words} </span>
      {name === 'quarantined' && count > 0 ? (
        <Link to="/sync/quarantine" search={{ batch: batch.id }}>
          {formatNumber(count)}
        </Link>
      ) : (
        formatNumber(count)
      )}
    </span>
  );
}

const bytesPerMegabyte = 1_000_000;

function BatchProgress({ batch }: { batch: Batch }) {
  if (batch.state === 'resolving')
    return <Progress label={batch.phase} done={batch.parts.done} total={batch.parts.planned || undefined} />;
  const seconds = batch.startedAt ? (Date.now() - Date.parse(batch.startedAt)) / 1000 : 0;
  // A rate over less than a second says nothing yet.
  const rowsPerSecond = seconds >= 1 ? batch.counts.read / seconds : undefined;
  const share = batch.bytes > 0 ? Math.min(1, batch.bytesRead / batch.bytes) : 0;
  // Nobody knows how many rows a file has before it is read: the share of its bytes stands in for it.
  const rows = share > 0 ? Math.max(batch.counts.read, Math.round(batch.counts.read / share)) : undefined;
  return batch.state === 'processing' ? (
    <Progress label={batch.phase} done={batch.counts.read} total={rows} perSecond={rowsPerSecond} />
  ) : (
    <Progress
      label={t('batch.size', {
        megabytes: formatNumber(batch.bytes / bytesPerMegabyte, { maximumFractionDigits: 1 }),
      })}
      done={0}
    />
  );
}
