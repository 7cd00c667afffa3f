import { useQuery, useQueryClient } from '@tanstack/react-query';
import { execute, type VariablesOf } from '../../api/index.js';
import { useDomain } from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { showToast, Skeleton } from '../../ui/index.js';
import { QueryFailure } from '../query-failure.js';
import { ReasonDialog } from '../reason-dialog.js';
import { changed } from '../refusal.js';
import { changeDocument, previewDocument } from './record.js';

/** Something to do to golden records: exactly one of its members. */
export type RecordAction = VariablesOf<typeof previewDocument>['action'];

export interface ActionDialogProps {
  title: string;
  domain: string;
  action: RecordAction;
  onClose: () => void;
  onDone?: () => void;
}

/** Says what an action would change, before it is done; then does it, with a reason. */
export function ActionDialog({ title, domain, action, onClose, onDone }: ActionDialogProps) {
  const queries = useQueryClient();
  const preview = useQuery({
    queryKey: ['preview', action],
    queryFn: ({ signal }) => execute(previewDocument, { action }, signal),
    // What would happen depends on everything else that happens.
    staleTime: 0,
  });
  const plan = preview.data?.previewGoldenRecordAction;
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
            const summary = result.__typename === 'GoldenRecordsChanged' ? result.summary : [];
            showToast({ title: t('record.saved'), detail: summary.join(' '), meaning: 'ok' });
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
        <PlanSentences domain={domain} summary={plan.summary} heldForApproval={plan.heldForApproval} />
      )}
    </ReasonDialog>
  );
}

/** A plan in sentences, and what of it would wait for a second person. */
export function PlanSentences({
  domain,
  summary,
  heldForApproval,
}: {
  domain: string;
  summary: readonly string[];
  heldForApproval: readonly string[];
}) {
  const attributes = useDomain(domain)?.attributes;
  const labelOf = (name: string) => attributes?.find(attribute => attribute.name === name)?.label ?? name;
  return (
    <ul className="ts-sentences">
      {summary.map(sentence => (
        <li key={sentence}>{sentence}</li>
      ))}
      {heldForApproval.length > 0 ? (
        <li>{t('record.waits', { attributes: heldForApproval.map(labelOf).join(', ') })}</li>
      ) : null}
    </ul>
  );
}
