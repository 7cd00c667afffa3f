import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, FileQuestion, PartyPopper } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { usePageTitle } from '../../frame/index.js';
import {
  domainLabel,
  useActorName,
  useCallerId,
  useDomain,
  useDomains,
  useReasonWords,
  useSystemLabel,
} from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { useShortcuts } from '../../keyboard/index.js';
import { useMay } from '../../session/index.js';
import {
  ButtonLink,
  EmptyState,
  IconButton,
  Identifier,
  RelativeTime,
  Skeleton,
  Status,
  Waterfall,
  type Evidence,
} from '../../ui/index.js';
import { CompareGrid, membersOf, type CompareColumn } from '../../values/index.js';
import { QueryFailure } from '../query-failure.js';
import { PlanSentences } from '../records/plan-sentences.js';
import { useDecisions } from './decide.js';
import { DecisionBar } from './decision-bar.js';
import { queueQuery, taskQuery, type Task } from './task.js';
import { closedWords, kindWords, scoreWords } from './task-words.js';
import { useViewAsked, useViewCount } from './work-screen.js';
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
  const { view } = route.useSearch();
  const queries = useQueryClient();
  const queue = useInfiniteQuery(queueQuery(useViewAsked(view)));
  const ids = useMemo(
    () => queue.data?.pages.flatMap(page => page.tasks.nodes.map(({ id }) => id)) ?? [],
    [queue.data],
  );
  const index = ids.indexOf(taskId);
  const ahead = ids.slice(index + 1, index + 1 + fetchedAhead).join(' ');
  useEffect(() => {
    for (const id of ahead.split(' ').filter(Boolean)) void queries.prefetchQuery(taskQuery(id));
  }, [ahead, queries]);
  const counted = useViewCount(view);
  return {
    place: index + 1,
    count: Math.max(counted ?? 0, ids.length),
    next: ids[index + 1],
    previous: ids[index - 1],
  };
}

function Review({ task, queue }: { task: Task; queue: Place }) {
  const { view } = route.useSearch();
  const navigate = route.useNavigate();
  const router = useRouter();
  const decisions = useDecisions();
  const caller = useCallerId();
  const actorName = useActorName();
  const mayDecide = useMay('task.resolve');
  const isOpen = task.state === 'open' || task.state === 'snoozed';
  const goTo = (id: string | undefined) =>
    void navigate(
      id === undefined
        ? { to: '/work', search: { view } }
        : { to: '/work/$taskId', params: { taskId: id }, search: { view } },
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
          <ReviewGrid task={task} />
          <div className="ts-review-why">
            <Why task={task} />
            <WhatHappens task={task} />
          </div>
        </div>
      </div>
      {!isOpen ? null : mayDecide ? (
        <DecisionBar
          taskId={task.id}
          records={task.sourceRecords.length}
          comment={task.comment ?? ''}
          onAnswer={answer => {
            const taking = decisions.judge(task, answer, comeBack);
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

function ReviewGrid({ task }: { task: Task }) {
  const [folded, setFolded] = useState(true);
  const domain = useDomain(task.domain);
  const systemLabel = useSystemLabel();
  const reasonWords = useReasonWords();
  useShortcuts([
    { keys: 'd', label: t('compare.fold'), group: t('review.decide'), run: () => setFolded(!folded) },
  ]);
  if (!domain) return <Skeleton label={t('review.loading')} lines={10} />;
  const sources = task.sourceRecords.map((source): CompareColumn => {
    const system = systemLabel(source.system);
    return {
      id: source.recordId,
      label: `${system} ${source.key}`,
      kind: 'source',
      attributes: source.attributes,
      masked: source.masked,
      header: (
        <div className="ts-compare-head">
          <strong>{system}</strong>
          <Identifier>{source.key}</Identifier>
          {source.goldenRecord ? (
            <small>
              <Link
                to="/records/$domain/$id"
                params={{ domain: task.domain, id: source.goldenRecord.id }}
                search={{}}
              >
                {t('review.view')}
              </Link>{' '}
              · <RelativeTime instant={source.effectiveAt ?? source.recordedAt} />
            </small>
          ) : null}
        </div>
      ),
    };
  });
  // The surviving record is the change that ends up with the most members; the others are merged away.
  const survivor = task.preview?.changes.toSorted((left, right) => right.members - left.members)[0];
  const golden: CompareColumn[] = survivor
    ? [
        {
          id: 'golden',
          label: t('review.golden'),
          kind: 'golden',
          attributes: survivor.attributes,
          notes: Object.fromEntries(
            survivor.provenance.flatMap(({ attribute, winner, reason }) =>
              winner && isContested(task, attribute)
                ? [[attribute, `${systemLabel(winner.system)} · ${reasonWords(reason)}`]]
                : [],
            ),
          ),
          masked: task.sourceRecords.flatMap(source => source.masked),
          header: <Status meaning="gold">{t('review.golden')}</Status>,
        },
      ]
    : [];
  return (
    <CompareGrid
      label={task.title}
      attributes={domain.attributes}
      columns={[...sources, ...golden]}
      isFolded={folded}
      onFold={setFolded}
    />
  );
}

/** Whether more than one record offers a value: only then somebody wonders where the golden one comes from. */
function isContested(task: Task, attribute: string): boolean {
  const offers = task.sourceRecords.filter(source => membersOf(source.attributes)[attribute] !== undefined);
  return offers.length > 1;
}

/** The machine's reasons: for a pair every comparison with its weight, for more records the sentences. */
function Why({ task }: { task: Task }) {
  const { explanation } = task;
  return (
    <section className="ts-panel" aria-label={t('review.why', { score: scoreWords(task.score) })}>
      {explanation ? (
        <Waterfall
          label={t('review.why', { score: '' }).trim()}
          score={scoreWords(task.score)}
          total={task.score}
          evidence={evidenceOf(explanation)}
        />
      ) : (
        <>
          <p className="ts-page-facts">{t('review.noExplanation')}</p>
          <ul className="ts-sentences">
            {(task.reasons.length > 0 ? task.reasons : [task.label]).map(reason => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function evidenceOf(explanation: NonNullable<Task['explanation']>): Evidence[] {
  return [
    ...explanation.vetoes.map((veto): Evidence => ({
      id: `veto ${veto.of}`,
      words: `${veto.label} (${t(veto.effect === 'different' ? 'review.veto.different' : 'review.veto.review')})`,
      weight: 0,
      role: 'veto',
    })),
    ...explanation.comparisons.map((comparison): Evidence => ({
      id: `${comparison.kind} ${comparison.name}`,
      words: comparison.levelLabel,
      weight: comparison.weight,
      ...(comparison.weight === 0 ? { role: 'ignored' } : {}),
    })),
  ];
}

function WhatHappens({ task }: { task: Task }) {
  if (!task.preview) return null;
  return (
    <section className="ts-panel">
      <h2>{t('review.what')}</h2>
      <PlanSentences domain={task.domain} plan={task.preview} />
    </section>
  );
}
