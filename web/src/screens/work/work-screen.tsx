import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { PartyPopper } from 'lucide-react';
import { useMemo } from 'react';
import { domainLabel, total, useCallerId, useDomains, useOpenWork } from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { useMay } from '../../session/index.js';
import { Button, EmptyState, RelativeTime, Skeleton, Table, Tabs, type TableColumn } from '../../ui/index.js';
import { NotPermitted } from '../not-permitted.js';
import { QueryFailure } from '../query-failure.js';
import { ChangeRequestList } from './change-request-list.js';
import { queueQuery, requestsQuery, type QueuedTask } from './task.js';
import { kindWords, scoreWords } from './task-words.js';
import '../page.css';

const route = getRouteApi('/frame/work/');

/** What waits for a person: questions by domain and kind, and changes that need a second pair of eyes. */
export function WorkScreen() {
  const { view = 'all' } = route.useSearch();
  const navigate = route.useNavigate();
  const domains = useDomains();
  const open = useOpenWork();
  const requests = useInfiniteQuery(requestsQuery);
  const mayRead = useMay('task.read');
  if (!mayRead) {
    return (
      <div className="ts-page">
        <h1>{t('nav.work')}</h1>
        <NotPermitted />
      </div>
    );
  }
  const waiting = requests.data?.pages.flatMap(page => page.changeRequests.nodes) ?? [];
  return (
    <div className="ts-page ts-page-fill">
      <h1>{t('nav.work')}</h1>
      <Tabs
        label={t('nav.work')}
        selected={view}
        onSelect={chosen => void navigate({ search: { view: chosen }, replace: true })}
        items={[
          {
            id: 'all',
            label: t('work.all'),
            count: total(open.taskCounts),
            content: <TaskTable view="all" />,
          },
          { id: 'mine', label: t('work.mine'), content: <TaskTable view="mine" /> },
          ...open.taskCounts.map(({ domain, kind, count }) => ({
            id: viewOf(domain, kind),
            label: `${domainLabel(domain, domains)}: ${kindWords(kind)}`,
            count,
            content: <TaskTable view={viewOf(domain, kind)} />,
          })),
          {
            id: 'approvals',
            label: t('record.requests'),
            count: waiting.length,
            content: requests.error ? (
              <QueryFailure failure={requests.error} onRetry={() => void requests.refetch()} />
            ) : requests.isPending ? (
              <Skeleton label={t('record.requests')} lines={6} />
            ) : (
              <div className="ts-form ts-scrolls">
                <ChangeRequestList requests={waiting} />
                {requests.hasNextPage ? (
                  <Button
                    onPress={() => void requests.fetchNextPage()}
                    isPending={requests.isFetchingNextPage}
                  >
                    {t('work.more')}
                  </Button>
                ) : null}
              </div>
            ),
          },
        ]}
      />
    </div>
  );
}

/** A view of the queue as the address keeps it. */
function viewOf(domain: string, kind: string): string {
  return `${domain}.${kind}`;
}

/** What a view asks the hub for. */
export function useViewAsked(view: string | undefined) {
  const caller = useCallerId();
  if (view === 'mine') return { assignee: caller };
  const [domain, kind] = (view ?? '').split('.');
  return kind === undefined ? {} : { domain, kind };
}

function TaskTable({ view }: { view: string }) {
  const navigate = route.useNavigate();
  const asked = useViewAsked(view);
  const queue = useInfiniteQuery(queueQuery(asked));
  const tasks = useMemo(() => queue.data?.pages.flatMap(page => page.tasks.nodes) ?? [], [queue.data]);
  const columns = useTaskColumns(view);
  if (queue.error && tasks.length === 0) {
    return <QueryFailure failure={queue.error} onRetry={() => void queue.refetch()} />;
  }
  return (
    <Table
      id={`work-${view}`}
      label={t('nav.work')}
      columns={columns}
      rows={tasks}
      rowId={taskId}
      rowLabel={taskTitle}
      isLoading={queue.isPending}
      onOpen={task => void navigate({ to: '/work/$taskId', params: { taskId: task.id }, search: { view } })}
      onReachEnd={() => {
        if (queue.hasNextPage && !queue.isFetchingNextPage) void queue.fetchNextPage();
      }}
      empty={
        <EmptyState icon={PartyPopper} title={t('work.none')}>
          {t('work.none.body')}
        </EmptyState>
      }
    />
  );
}

const taskId = (task: QueuedTask) => task.id;
const taskTitle = (task: QueuedTask) => task.title;

function useTaskColumns(view: string): readonly TableColumn<QueuedTask>[] {
  const domains = useDomains();
  const caller = useCallerId();
  return useMemo(
    () => [
      {
        id: 'kind',
        header: t('work.kind'),
        width: 150,
        narrow: 'detail',
        cell: task => kindWords(task.kind),
      },
      {
        id: 'title',
        header: t('work.subject'),
        width: 320,
        grow: true,
        narrow: 'title',
        cell: task => (
          <Link to="/work/$taskId" params={{ taskId: task.id }} search={{ view }} className="ts-cell-clip">
            <bdi>{task.title}</bdi>
          </Link>
        ),
      },
      {
        id: 'domain',
        header: t('records.domain'),
        width: 130,
        narrow: 'detail',
        cell: task => domainLabel(task.domain, domains),
      },
      {
        id: 'score',
        header: t('work.score'),
        width: 80,
        align: 'end',
        narrow: 'aside',
        cell: task => scoreWords(task.score),
      },
      {
        id: 'age',
        header: t('work.age'),
        width: 120,
        narrow: 'detail',
        cell: task => <RelativeTime instant={task.createdAt} />,
      },
      {
        id: 'due',
        header: t('work.due'),
        width: 120,
        cell: task => (task.dueAt ? <RelativeTime instant={task.dueAt} /> : null),
      },
      {
        id: 'assignee',
        header: t('work.assignee'),
        width: 140,
        cell: task => (task.assignee === caller ? t('work.you') : (task.assignee ?? '')),
      },
      {
        id: 'priority',
        header: t('work.priority'),
        width: 90,
        align: 'end',
        hiddenAtFirst: true,
        cell: task => task.priority,
      },
    ],
    [domains, caller, view],
  );
}
