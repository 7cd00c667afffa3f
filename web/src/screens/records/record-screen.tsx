import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { FileSearch, PauseCircle, PlayCircle } from 'lucide-react';
import { useState } from 'react';
import { execute } from '../../api/index.js';
import { usePageTitle } from '../../frame/index.js';
import { useActorName, useDomain, type DomainInfo } from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { useMay } from '../../session/index.js';
import {
  Badge,
  Button,
  CopyButton,
  EmptyState,
  Identifier,
  RelativeTime,
  showToast,
  Skeleton,
  Tabs,
} from '../../ui/index.js';
import { QueryFailure } from '../query-failure.js';
import { ReasonDialog } from '../reason-dialog.js';
import { changed } from '../refusal.js';
import { ChangeRequestList } from '../work/change-request-list.js';
import { ActionDialog } from './action-dialog.js';
import { causeWords } from './cause-words.js';
import { GoldenValues } from './golden-values.js';
import { recordQuery, statusDocument, type GoldenRecord } from './record.js';
import { RecordHistory } from './record-history.js';
import { RecordSources } from './record-sources.js';
import { RecordStatus } from './record-status.js';
import { RecordTasks } from './record-tasks.js';
import '../page.css';
import './record-screen.css';

const route = getRouteApi('/frame/records/$domain/$id');

/** Everything about one golden record: what it is, where each value comes from, and what became of it. */
export function RecordScreen() {
  const { id } = route.useParams();
  const found = useQuery(recordQuery(id));
  const record = found.data;
  const domain = useDomain(record?.domain);
  usePageTitle(record?.title);
  // What is on the screen stays there while the hub does not answer.
  if (found.error && found.data === undefined) {
    return (
      <div className="ts-page">
        <QueryFailure failure={found.error} onRetry={() => void found.refetch()} />
      </div>
    );
  }
  if (record === null) {
    return (
      <div className="ts-page">
        <EmptyState icon={FileSearch} title={t('record.missing')}>
          {t('record.missing.body')}
        </EmptyState>
      </div>
    );
  }
  if (!record || !domain) {
    return (
      <div className="ts-page">
        <Skeleton label={t('record.loading')} lines={12} />
      </div>
    );
  }
  return <RecordPage key={record.id} record={record} domain={domain} askedId={id} />;
}

function RecordPage({
  record,
  domain,
  askedId,
}: {
  record: GoldenRecord;
  domain: DomainInfo;
  askedId: string;
}) {
  const { tab, asOf, knownAt } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <div className="ts-page">
      {askedId === record.id ? null : <Redirect record={record} mergedId={askedId} />}
      <RecordHeader record={record} />
      <div className="ts-record">
        <GoldenValues record={record} domain={domain} />
        <Tabs
          label={t('record.tabs')}
          selected={tab ?? 'sources'}
          onSelect={chosen => void navigate({ search: { tab: chosen }, replace: true })}
          items={[
            {
              id: 'sources',
              label: t('record.sources'),
              count: record.sources.length,
              content: <RecordSources record={record} domain={domain} />,
            },
            {
              id: 'history',
              label: t('record.tab.history'),
              content: (
                <RecordHistory
                  record={record}
                  domain={domain}
                  times={asOf === undefined && knownAt === undefined ? undefined : { asOf, knownAt }}
                  onTimes={times => void navigate({ search: { tab: 'history', ...times } })}
                />
              ),
            },
            { id: 'tasks', label: t('nav.work'), content: <RecordTasks id={record.id} /> },
            {
              id: 'requests',
              label: t('record.requests'),
              count: record.changeRequests.length,
              content: <ChangeRequestList requests={record.changeRequests} />,
            },
          ]}
        />
      </div>
    </div>
  );
}

function RecordHeader({ record }: { record: GoldenRecord }) {
  const [asking, setAsking] = useState<'hold' | 'release'>();
  const mayChange = useMay('golden-record.merge');
  const last = record.versions[0];
  const actorName = useActorName();
  return (
    <header className="ts-record-head">
      <div className="ts-page-head">
        <h1>
          <bdi>{record.title}</bdi>
        </h1>
        {mayChange && record.status === 'ACTIVE' ? (
          <Button icon={PauseCircle} onPress={() => setAsking('hold')}>
            {t('record.hold')}
          </Button>
        ) : null}
        {mayChange && record.status === 'HELD' ? (
          <Button icon={PlayCircle} onPress={() => setAsking('release')}>
            {t('record.release')}
          </Button>
        ) : null}
      </div>
      <p className="ts-record-facts">
        <RecordStatus status={record.status} />
        <Badge meaning={record.qualityScore >= 80 ? 'ok' : 'review'}>
          {t('record.quality', { score: record.qualityScore })}
        </Badge>
        <span>{t('record.version', { version: record.version })}</span>
        <span>
          {last
            ? t('record.lastChange', { cause: causeWords(last.cause), actor: actorName(last.actor) })
            : null}{' '}
          <RelativeTime instant={record.recordedAt} />
        </span>
        <span className="ts-record-id">
          <Identifier>{record.id}</Identifier>
          <CopyButton text={record.id} label={t('record.copyId')} />
        </span>
      </p>
      {record.faults.length > 0 ? <RecordFaults record={record} /> : null}
      {asking ? <StatusDialog record={record} request={asking} onClose={() => setAsking(undefined)} /> : null}
    </header>
  );
}

function RecordFaults({ record }: { record: GoldenRecord }) {
  return (
    <details className="ts-record-faults">
      <summary>{t('record.faults', { count: record.faults.length })}</summary>
      <ul className="ts-sentences">
        {record.faults.map((fault, index) => (
          <li key={index}>
            {fault.message} {fault.fix}
          </li>
        ))}
      </ul>
    </details>
  );
}

interface StatusDialogProps {
  record: GoldenRecord;
  request: 'hold' | 'release';
  onClose: () => void;
}

function StatusDialog({ record, request, onClose }: StatusDialogProps) {
  const queries = useQueryClient();
  return (
    <ReasonDialog
      title={t(`record.${request}.title`, { title: record.title })}
      confirm={t('action.confirm')}
      draft={`${request}-${record.id}`}
      onConfirm={reason =>
        changed(
          execute(statusDocument, { id: record.id, request, reason }).then(
            ({ changeStatus }) => changeStatus,
          ),
          result => {
            const summary = result.__typename === 'GoldenRecordsChanged' ? result.summary : [];
            showToast({ title: t('record.saved'), detail: summary.join(' '), meaning: 'ok' });
            void queries.invalidateQueries();
          },
        )
      }
      onClose={onClose}
    >
      <p>{t(`record.${request}.body`)}</p>
    </ReasonDialog>
  );
}

/** Says that the address named a record that is part of this one now, with the way to take that back. */
function Redirect({ record, mergedId }: { record: GoldenRecord; mergedId: string }) {
  const [asking, setAsking] = useState(false);
  const mayChange = useMay('golden-record.merge');
  return (
    <div className="ts-notice" role="status">
      <p>{t('record.merged')}</p>
      <Identifier>{mergedId}</Identifier>
      {mayChange ? <Button onPress={() => setAsking(true)}>{t('record.bringBack')}</Button> : null}
      {asking ? (
        <ActionDialog
          title={t('record.bringBack.title')}
          domain={record.domain}
          recordId={record.id}
          action={{ unmerge: mergedId }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}
