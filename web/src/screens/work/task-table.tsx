import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { PartyPopper } from 'lucide-react';
import { useMemo, useState } from 'react';
import { domainLabel, useActorName, useDomains } from '../../hub/index.js';
import { formatWeight, t } from '../../i18n/index.js';
import { useMay } from '../../session/index.js';
import { EmptyState, Highlight, RelativeTime, Table, type TableColumn } from '../../ui/index.js';
import { QueryFailure } from '../query-failure.js';
import { SeveralTasks } from './several-tasks.js';
import { queueQuery, type QueuedTask } from './task.js';
import { kindWords, scoreWords, whyAsked } from './task-words.js';
import { useViewAsked } from './view.js';
import { NothingFound } from './work-search.js';
import './task-table.css';

const route = getRouteApi('/frame/work/');

/** The open questions of a view, of which several can be answered at once. */
export function TaskTable({ view }: { view: string }) {
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const queue = useInfiniteQuery(queueQuery(useViewAsked({ view, q })));
  const tasks = useMemo(() => queue.data?.pages.flatMap(page => page.tasks.nodes) ?? [], [queue.data]);
  const columns = useTaskColumns(view, q);
  const mayDecide = useMay('task.resolve');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  if (queue.error && tasks.length === 0) {
    return <QueryFailure failure={queue.error} onRetry={() => void queue.refetch()} />;
  }
  return (
    <div className="ts-task-table">
      <Table
        id={`work-${view}`}
        label={t('nav.work')}
        columns={columns}
        rows={tasks}
        rowId={taskId}
        rowLabel={taskTitle}
        isLoading={queue.isPending}
        {...(mayDecide ? { selected, onSelect: setSelected } : {})}
        onOpen={task =>
          void navigate({ to: '/work/$taskId', params: { taskId: task.id }, search: { view, q } })
        }
        onReachEnd={() => {
          if (queue.hasNextPage && !queue.isFetchingNextPage) void queue.fetchNextPage();
        }}
        empty={
          q === undefined ? (
            <EmptyState icon={PartyPopper} title={t('work.none')}>
              {t('work.none.body')}
            </EmptyState>
          ) : (
            <NothingFound title={t('work.noneFound', { text: q })} />
          )
        }
      />
      <SeveralTasks tasks={tasks} selected={selected} onSelect={setSelected} />
    </div>
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

function useTaskColumns(view: string, q: string | undefined): readonly TableColumn<QueuedTask>[] {
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
          <Link to="/work/$taskId" params={{ taskId: task.id }} search={{ view, q }} className="ts-cell-clip">
            <bdi>
              <Highlight text={task.title} sought={q ?? ''} />
            </bdi>
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
    [domains, actorName, view, q],
  );
}
