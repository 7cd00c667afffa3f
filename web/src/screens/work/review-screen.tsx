import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, FileQuestion, PartyPopper } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { usePageTitle } from '../../frame/index.js';
import { domainLabel, useActorName, useCallerId, useDomains } from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { useShortcuts } from '../../keyboard/index.js';
import { useMay } from '../../session/index.js';
import { ButtonLink, EmptyState, IconButton, RelativeTime, Skeleton, Status } from '../../ui/index.js';
import { QueryFailure } from '../query-failure.js';
import { CandidateList, useCandidateChoice } from './candidate-choice.js';
import { useDecisions } from './decide.js';
import { DecisionBar } from './decision-bar.js';
import { Why, WhatHappens } from './review-evidence.js';
import { ReviewGrid } from './review-grid.js';
import { queueQuery, taskQuery, type Task } from './task.js';
import { closedWords, kindWords, scoreWords } from './task-words.js';
import { useViewAsked, useViewCount } from './view.js';
import '../page.css';
import './review-screen.css';

const route = getRouteApi('/frame/work/$taskId');

/** How many questions ahead are fetched, so that the next one is there before it is asked for. */
const fetchedAhead = 2;

/** One question with all the evidence: values side by side, the machine's reasons, what would happen, and the keys. */
export function ReviewScreen() {
  const { taskId } = route.useParams();
  const found = useQuery(taskQuery(taskId));
  const queue = useQueue(taskId);
  usePageTitle(found.data?.title);
  // What is on the screen stays there while the hub does not answer.
  if (found.error && found.data === undefined) {
    return (
      <div className="ts-page">
        <QueryFailure failure={found.error} onRetry={() => void found.refetch()} />
      </div>
    );
  }
  if (found.data === null) {
    return (
      <div className="ts-page">
        <EmptyState
          icon={FileQuestion}
          title={t('review.missing')}
          actions={<ButtonLink href="/work">{t('review.finished.action')}</ButtonLink>}
        >
          {t('review.missing.body')}
        </EmptyState>
      </div>
    );
  }
  if (!found.data) {
    return (
      <div className="ts-page">
        <Skeleton label={t('review.loading')} lines={14} />
      </div>
    );
  }
  return <Review key={taskId} task={found.data} queue={queue} />;
}

interface Place {
  /** From 1; 0 when the question is not in the queue (any more). */
  place: number;
  count: number;
  next: string | undefined;
  previous: string | undefined;
}

/** Where the question stands in the view that it was opened from; what follows is fetched already. */
function useQueue(taskId: string): Place {
  const { view, q } = route.useSearch();
  const queries = useQueryClient();
  const queue = useInfiniteQuery(queueQuery(useViewAsked({ view, q })));
  const ids = useMemo(
    () => queue.data?.pages.flatMap(page => page.tasks.nodes.map(({ id }) => id)) ?? [],
    [queue.data],
  );
  const index = ids.indexOf(taskId);
  const ahead = ids.slice(index + 1, index + 1 + fetchedAhead).join(' ');
  useEffect(() => {
    for (const id of ahead.split(' ').filter(Boolean)) void queries.prefetchQuery(taskQuery(id));
  }, [ahead, queries]);
  const inView = useViewCount(view);
  const counted = q === undefined ? inView : queue.data?.pages[0]?.tasks.totalCount;
  return {
    place: index + 1,
    count: Math.max(counted ?? 0, ids.length),
    next: ids[index + 1],
    previous: ids[index - 1],
  };
}

function Review({ task, queue }: { task: Task; queue: Place }) {
  const { view, q } = route.useSearch();
  const navigate = route.useNavigate();
  const router = useRouter();
  const decisions = useDecisions();
  const caller = useCallerId();
  const actorName = useActorName();
  const mayDecide = useMay('task.resolve');
  const choice = useCandidateChoice(task);
  const { candidates, chosen } = choice;
  const isAmbiguous = candidates.length > 0;
  const evidence = isAmbiguous ? chosen : task;
  const isOpen = task.state === 'open' || task.state === 'snoozed';
  const goTo = (id: string | undefined) =>
    void navigate(
      id === undefined
        ? { to: '/work', search: { view, q } }
        : { to: '/work/$taskId', params: { taskId: id }, search: { view, q } },
    );
  // The next question is on the screen before the hub has answered this one.
  const goOn = () => goTo(queue.next ?? queue.previous);
  // A question that was taken back, or that the hub did not take the answer to, comes back, unless the person is elsewhere by now.
  const comeBack = () => {
    if (router.state.location.pathname.startsWith('/work')) goTo(task.id);
  };
  const group = t('keys.group.list');
  useShortcuts([
    { keys: 'j', label: t('review.next'), group, run: () => queue.next && goTo(queue.next) },
    { keys: 'k', label: t('review.previous'), group, run: () => queue.previous && goTo(queue.previous) },
  ]);
  return (
    <div className="ts-review">
      <div className="ts-page">
        <ReviewHeader task={task} queue={queue} onGo={goTo} />
        {isOpen ? null : (
          <div className="ts-notice" role="status">
            <PartyPopper aria-hidden size={16} />
            <p>{closedWords(task, actorName)}</p>
          </div>
        )}
        <div className="ts-review-body">
          <ReviewGrid task={task} preview={evidence?.preview} choice={choice} />
          <div className="ts-review-why">
            {evidence ? (
              <>
                <Why task={task} explanation={evidence.explanation} />
                <WhatHappens domain={task.domain} preview={evidence.preview} />
              </>
            ) : (
              <CandidateList candidates={candidates} />
            )}
          </div>
        </div>
      </div>
      {!isOpen ? null : mayDecide ? (
        <DecisionBar
          taskId={task.id}
          records={task.sourceRecords.length}
          comment={task.comment ?? ''}
          {...(isAmbiguous
            ? { candidates: { count: candidates.length, chosen: chosen?.goldenRecord.title } }
            : {})}
          onAnswer={answer => {
            const candidateId = chosen?.goldenRecord.id;
            const taking = decisions.judge(task, { ...answer, candidateId }, comeBack);
            goOn();
            return taking;
          }}
          onSnooze={until => {
            void decisions.snooze(task, until);
            goOn();
          }}
          onAssign={() => {
            if (caller !== undefined) void decisions.assign(task, caller);
          }}
          onComment={comment => decisions.comment(task, comment)}
        />
      ) : (
        <p className="ts-decision">{t('review.readOnly')}</p>
      )}
    </div>
  );
}

interface ReviewHeaderProps {
  task: Task;
  queue: Place;
  onGo: (id: string | undefined) => void;
}

function ReviewHeader({ task, queue, onGo }: ReviewHeaderProps) {
  const domains = useDomains();
  const actorName = useActorName();
  return (
    <header className="ts-review-head">
      <div className="ts-page-head">
        <h1>
          <bdi>{task.title}</bdi>
        </h1>
        {queue.place > 0 ? (
          <span className="ts-page-facts">
            {t('review.place', { place: queue.place, count: queue.count })}
          </span>
        ) : null}
        <IconButton
          icon={ChevronLeft}
          label={t('review.previous')}
          keys="k"
          isDisabled={queue.previous === undefined}
          onPress={() => onGo(queue.previous)}
        />
        <IconButton
          icon={ChevronRight}
          label={t('review.next')}
          keys="j"
          isDisabled={queue.next === undefined}
          onPress={() => onGo(queue.next)}
        />
      </div>
      <p className="ts-record-facts">
        <Status meaning="review">{kindWords(task.kind)}</Status>
        <span>{domainLabel(task.domain, domains)}</span>
        <strong>{scoreWords(task.score)}</strong>
        {task.kind === 'duplicate' ? null : <span>{task.label}</span>}
        <span>
          {t('work.age')} <RelativeTime instant={task.createdAt} />
        </span>
        {task.dueAt ? (
          <span>
            {t('work.due')} <RelativeTime instant={task.dueAt} />
          </span>
        ) : null}
        {task.assignee ? (
          <span>
            {t('work.assignee')} {actorName(task.assignee)}
          </span>
        ) : null}
      </p>
      {task.comment ? <p className="ts-notice">{task.comment}</p> : null}
    </header>
  );
}
