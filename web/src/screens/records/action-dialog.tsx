import { useQuery, useQueryClient } from '@tanstack/react-query';
import { execute, type VariablesOf } from '../../api/index.js';
import { t } from '../../i18n/index.js';
import { showToast, Skeleton } from '../../ui/index.js';
import { QueryFailure } from '../query-failure.js';
import { ReasonDialog } from '../reason-dialog.js';
import { changed } from '../refusal.js';
import { PlanSentences } from './plan-sentences.js';
import { changeDocument, previewDocument } from './record.js';

/** Something to do to golden records: exactly one of its members. */
export type RecordAction = VariablesOf<typeof previewDocument>['action'];

export interface ActionDialogProps {
  title: string;
  domain: string;
  action: RecordAction;
  /** The golden record that keeps its id when what was taken apart is put together again. */
  recordId: string;
  onClose: () => void;
  onDone?: () => void;
}

/** Says what an action would change, before it is done; then does it, with a reason. */
export function ActionDialog({ title, domain, action, recordId, onClose, onDone }: ActionDialogProps) {
  const queries = useQueryClient();
  const preview = useQuery({
    queryKey: ['preview', action],
    queryFn: ({ signal }) => execute(previewDocument, { action }, signal),
    // What would happen depends on everything else that happens.
    staleTime: 0,
  });
  const plan = preview.data?.previewGoldenRecordAction;
  const putTogether = (parts: readonly string[]) =>
    changed(
      execute(changeDocument, {
        action: { merge: [...parts], survivorId: recordId, withdrawDifferent: true },
        reason: t('record.takenBack'),
      }).then(({ changeGoldenRecords }) => changeGoldenRecords),
      () => {
        showToast({ title: t('record.takenBack'), meaning: 'info' });
        void queries.invalidateQueries();
      },
    );
  return (
    <ReasonDialog
      title={title}
      confirm={t('action.confirm')}
      draft={`action-${JSON.stringify(action)}`}
      isDanger
      isWide
      isIncomplete={plan?.__typename !== 'PlanPreview'}
      onConfirm={reason =>
        changed(
          execute(changeDocument, { action, reason }).then(({ changeGoldenRecords }) => changeGoldenRecords),
          result => {
            if (result.__typename !== 'GoldenRecordsChanged') return;
            const parts = result.goldenRecords.map(({ id }) => id);
            showToast({
              title: t('record.saved'),
              detail: result.summary.join(' '),
              meaning: 'ok',
              onUndo: () => void putTogether(parts),
            });
            void queries.invalidateQueries();
            onDone?.();
          },
        )
      }
      onClose={onClose}
    >
      <h3>{t('record.whatHappens')}</h3>
      {preview.error ? (
        <QueryFailure failure={preview.error} onRetry={() => void preview.refetch()} />
      ) : plan === undefined ? (
        <Skeleton label={t('record.whatHappens.loading')} />
      ) : plan.__typename === 'Refused' ? (
        <p role="alert">{plan.message}</p>
      ) : (
        <PlanSentences domain={domain} plan={plan} />
      )}
    </ReasonDialog>
  );
}
