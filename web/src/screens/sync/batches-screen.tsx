import { useInfiniteQuery } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { t } from '../../i18n/index.js';
import { useShortcuts } from '../../keyboard/index.js';
import { useMay } from '../../session/index.js';
import { Button, EmptyState, Skeleton } from '../../ui/index.js';
import { NotPermitted } from '../not-permitted.js';
import { QueryFailure } from '../query-failure.js';
import { BatchList } from './batch-list.js';
import { batchesQuery } from './batches.js';
import { SyncFrame } from './sync-frame.js';

/** Dropping files needs more code than everything else on this screen: it comes when somebody uploads. */
const UploadDialog = lazy(() =>
  import('./upload-dialog.js').then(({ UploadDialog: component }) => ({ default: component })),
);

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
        <div className="ts-form">
          <BatchList label={t('sync.batches')} batches={batches} />
          {found.hasNextPage ? (
            <div>
              <Button onPress={() => void found.fetchNextPage()} isPending={found.isFetchingNextPage}>
                {t('work.more')}
              </Button>
            </div>
          ) : null}
        </div>
      )}
      {uploading ? (
        <Suspense>
          <UploadDialog onClose={() => setUploading(false)} />
        </Suspense>
      ) : null}
    </SyncFrame>
  );
}
