import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Upload } from 'lucide-react';
import { useState } from 'react';
import { domainLabel, useDomains, useSystemLabel } from '../../hub/index.js';
import { formatDuration, formatNumber, t, type PlainMessageKey } from '../../i18n/index.js';
import { useShortcuts } from '../../keyboard/index.js';
import { useMay } from '../../session/index.js';
import {
  Button,
  EmptyState,
  Progress,
  RelativeTime,
  Skeleton,
  Status,
  type Meaning,
} from '../../ui/index.js';
import { NotPermitted } from '../not-permitted.js';
import { QueryFailure } from '../query-failure.js';
import { batchesQuery, isRunning, type Batch } from './batches.js';
import { SyncFrame } from './sync-frame.js';
import { UploadDialog } from './upload-dialog.js';

/** The deliveries of the source systems: what is arriving, how far it is, and what became of every row. */
export function BatchesScreen() {
  const [uploading, setUploading] = useState(false);
  const maySubmit = useMay('batch.submit');
  const mayRead = useMay('batch.read');
  const found = useInfiniteQuery({ ...batchesQuery, enabled: mayRead });
  useShortcuts(
    maySubmit
      ? [{ keys: 'n', label: t('upload.open'), group: t('nav.sync'), run: () => setUploading(true) }]
      : [],
  );
  const batches = found.data?.pages.flatMap(page => page.batches.nodes) ?? [];
  const upload = maySubmit ? (
    <Button variant="primary" icon={Upload} keys="n" onPress={() => setUploading(true)}>
      {t('upload.open')}
    </Button>
  ) : null;
  return (
    <SyncFrame actions={upload}>
      {!mayRead ? (
        <NotPermitted />
      ) : found.error && batches.length === 0 ? (
        <QueryFailure failure={found.error} onRetry={() => void found.refetch()} />
      ) : found.isPending ? (
        <Skeleton label={t('sync.batches')} lines={8} />
      ) : batches.length === 0 ? (
        <EmptyState icon={Upload} title={t('batch.none')}>
          {t('batch.none.body')}
        </EmptyState>
      ) : (
        <ul className="ts-batches" aria-label={t('sync.batches')}>
          {batches.map(batch => (
            <BatchCard key={batch.id} batch={batch} />
          ))}
          {found.hasNextPage ? (
            <li>
              <Button onPress={() => void found.fetchNextPage()} isPending={found.isFetchingNextPage}>
                {t('work.more')}
              </Button>
            </li>
          ) : null}
        </ul>
      )}
      {uploading ? <UploadDialog onClose={() => setUploading(false)} /> : null}
    </SyncFrame>
  );
}

const states: Readonly<Record<string, { meaning: Meaning; label: PlainMessageKey }>> = {
  receiving: { meaning: 'info', label: 'batch.state.receiving' },
  queued: { meaning: 'info', label: 'batch.state.queued' },
  processing: { meaning: 'info', label: 'batch.state.processing' },
  done: { meaning: 'ok', label: 'batch.state.done' },
  failed: { meaning: 'different', label: 'batch.state.failed' },
  cancelled: { meaning: 'neutral', label: 'batch.state.cancelled' },
};

/** One delivery: progress while it runs, counts when it is done, causes when it failed. */
export function BatchCard({ batch }: { batch: Batch }) {
  const systemLabel = useSystemLabel();
  const domains = useDomains();
  const state = states[batch.state];
  return (
    <li className="ts-panel">
      <div className="ts-page-head">
        <h2>
          {systemLabel(batch.system)} · {domainLabel(batch.domain, domains)}
        </h2>
        <Status meaning={state?.meaning ?? 'neutral'}>{state ? t(state.label) : batch.state}</Status>
        <span className="ts-page-facts">
          <RelativeTime instant={batch.createdAt} />
          {batch.startedAt && batch.finishedAt
            ? ` · ${t('batch.took', { time: formatDuration(Date.parse(batch.finishedAt) - Date.parse(batch.startedAt)) })}`
            : ''}
        </span>
      </div>
      <p className="ts-page-facts">{batch.files.join(', ')}</p>
      {isRunning(batch) ? <BatchProgress batch={batch} /> : null}
      <BatchCounts batch={batch} />
      {batch.causes.length > 0 ? (
        <ul className="ts-sentences">
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

const bytesPerMegabyte = 1_000_000;

function BatchProgress({ batch }: { batch: Batch }) {
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

const countLabels: readonly (readonly [keyof Omit<Batch['counts'], 'quarantined'>, PlainMessageKey])[] = [
  ['read', 'batch.read'],
  ['created', 'batch.created'],
  ['updated', 'batch.updated'],
  ['unchanged', 'batch.unchanged'],
  ['stale', 'batch.stale'],
  ['deleted', 'batch.deleted'],
];

function BatchCounts({ batch }: { batch: Batch }) {
  const { quarantined } = batch.counts;
  return (
    <dl className="ts-batch-counts">
      {countLabels
        .filter(([name]) => name === 'read' || batch.counts[name] > 0)
        .map(([name, label]) => (
          <div key={name}>
            <dt>{t(label)}</dt>
            <dd>{formatNumber(batch.counts[name])}</dd>
          </div>
        ))}
      {quarantined > 0 ? (
        <div>
          <dt>{t('batch.quarantined')}</dt>
          <dd>
            <Link to="/sync/quarantine" search={{ batch: batch.id }}>
              {formatNumber(quarantined)}
            </Link>
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
