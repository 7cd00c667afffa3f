import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { PartyPopper } from 'lucide-react';
import { useMemo } from 'react';
import {
  domainLabel,
  total,
  useActorName,
  useCallerId,
  useDomains,
  useOpenWork,
  type DomainInfo,
} from '../../hub/index.js';
import { formatWeight, t } from '../../i18n/index.js';
import { useMay } from '../../session/index.js';
import { EmptyState, RelativeTime, Table, Tabs, type TableColumn } from '../../ui/index.js';
import { NotPermitted } from '../not-permitted.js';
import { QueryFailure } from '../query-failure.js';
import { ApprovalQueue } from './approval-queue.js';
import { queueQuery, type QueuedTask } from './task.js';
import { ScoreSpread } from './score-spread.js';
import { kindWords, scoreWords, shortKindWords, whyAsked } from './task-words.js';
import { viewParts } from './view.js';
import '../page.css';
import './work-screen.css';

const route = getRouteApi('/frame/work/');

/** What waits for a person: questions by domain and kind, and changes that need a second pair of eyes. */
export function WorkScreen() {
  const { view = 'all' } = route.useSearch();
  const navigate = route.useNavigate();
  const domains = useDomains();
  const open = useOpenWork();
  const mayRead = useMay('task.read');
  if (!mayRead) {
    return (
      <div className="ts-page">
        <h1>{t('nav.work')}</h1>
        <NotPermitted />
      </div>
    );
  }
  return (
    <div className="ts-page ts-page-fill">
      <header className="ts-work-head">
        <h1>{t('nav.work')}</h1>
        <ScoreSpread view={view} />
      </header>
      <Tabs
        label={t('nav.work')}
        selected={view}
        onSelect={chosen => void navigate({ search: { view: chosen }, replace: true })}
        items={[
          {
            id: 'all',
            label: t('work.all'),
            ...counted(open, total(open.taskCounts)),
            content: <TaskTable view="all" />,
          },
          {
            id: 'mine',
            label: t('work.mine'),
            ...counted(open, open.mine),
            content: <TaskTable view="mine" />,
          },
          {
            id: 'approvals',
            label: t('record.requests'),
            ...counted(open, total(open.requestCounts)),
            content: <ApprovalQueue />,
          },
          ...inDomainOrder(open.taskCounts, domains).map(({ domain, kind, count }) => ({
            id: viewOf(domain, kind),
            label: `${domainLabel(domain, domains)}: ${shortKindWords(kind)}`,
            count,
            content: <TaskTable view={viewOf(domain, kind)} />,
          })),
        ]}
      />
    </div>
  );
}

/** Counts in the order in which the domains are named everywhere. */
function inDomainOrder<Count extends { domain: string }>(
  counts: readonly Count[],
  domains: readonly DomainInfo[] | undefined,
): readonly Count[] {
  const place = ({ domain }: Count) => domains?.findIndex(({ id }) => id === domain) ?? 0;
  return counts.toSorted((left, right) => place(left) - place(right));
}

/** A count, once it is known: nothing and not yet known are not the same. */
function counted({ isPending }: { isPending: boolean }, count: number): { count?: number } {
  return isPending ? {} : { count };
}

/** A view of the queue as the address keeps it. */
function viewOf(domain: string, kind: string): string {
  return `${domain}.${kind}`;
}

/** What a view asks the hub for. */
export function useViewAsked(view: string | undefined) {
  const caller = useCallerId();
  if (view === 'mine') return { assignee: caller };
  return viewParts(view);
}

/** How many questions a view holds, where the hub has counted them. */
export function useViewCount(view: string | undefined): number | undefined {
  const { taskCounts } = useOpenWork();
  const { domain, kind } = viewParts(view);
  if (view === 'mine') return undefined;
  return total(
    taskCounts.filter(each => kind === undefined || (each.domain === domain && each.kind === kind)),
  );
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

/** The probability, and the bits that it stands for: near certainty only these still tell questions apart. */
function Score({ bits }: { bits: number }) {
  return (
    <span title={t('work.score.bits', { bits: formatWeight(bits) })}>
      {scoreWords(bits)} <small className="ts-page-facts">{formatWeight(bits)}</small>
    </span>
  );
}

const taskId = (task: QueuedTask) => task.id;
const taskTitle = (task: QueuedTask) => task.title;

function useTaskColumns(view: string): readonly TableColumn<QueuedTask>[] {
  const domains = useDomains();
  const actorName = useActorName();
  return useMemo(
    () => [
      {
        id: 'kind',
        header: t('work.kind'),
        width: 135,
        narrow: 'detail',
        cell: task => kindWords(task.kind),
      },
      {
        id: 'title',
        header: t('work.subject'),
        width: 280,
        grow: true,
        narrow: 'title',
        cell: task => (
          <Link to="/work/$taskId" params={{ taskId: task.id }} search={{ view }} className="ts-cell-clip">
            <bdi>{task.title}</bdi>
          </Link>
        ),
      },
      {
        id: 'why',
        header: t('work.why'),
        width: 260,
        cell: task => (
          <span className="ts-cell-clip ts-page-facts" title={whyAsked(task)}>
            {whyAsked(task)}
          </span>
        ),
      },
      {
        id: 'domain',
        header: t('records.domain'),
        width: 105,
        narrow: 'detail',
        // A view of one domain would repeat it in every row.
        hiddenAtFirst: view.includes('.'),
        cell: task => domainLabel(task.domain, domains),
      },
      {
        id: 'score',
        header: t('work.score'),
        width: 115,
        align: 'end',
        narrow: 'aside',
        cell: task => <Score bits={task.score} />,
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
        width: 110,
        hiddenAtFirst: true,
        cell: task => (task.dueAt ? <RelativeTime instant={task.dueAt} /> : null),
      },
      {
        id: 'assignee',
        header: t('work.assignee'),
        width: 120,
        cell: task => (task.assignee === null ? '' : actorName(task.assignee)),
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
    [domains, actorName, view],
  );
}
