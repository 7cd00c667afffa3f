import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { domainLabel, total, useDomains, useOpenWork } from '../../hub/index.js';
import { formatNumber, t } from '../../i18n/index.js';
import { useMay, useSession } from '../../session/index.js';
import { ButtonLink, Skeleton } from '../../ui/index.js';
import { batchesQuery, isRunning } from '../sync/batches.js';
import { BatchCard } from '../sync/batches-screen.js';
import { requestsQuery } from '../work/task.js';
import { kindWords } from '../work/task-words.js';
import { SetPassword } from './set-password.js';
import '../page.css';
import '../sync/sync.css';
import './home-screen.css';

/** How the hub stands, and what to do next. */
export function HomeScreen() {
  const session = useSession();
  const needsPassword = 'user' in session && !session.user.hasPassword;
  const name = 'user' in session ? session.user.displayName : '';
  return (
    <div className="ts-page">
      <h1>{t('home.hello', { name })}</h1>
      {needsPassword ? <SetPassword /> : null}
      <div className="ts-home">
        <NextSteps />
        <RecordCounts />
        <RunningBatches />
      </div>
    </div>
  );
}

function NextSteps() {
  const open = useOpenWork();
  const mayRequests = useMay('change-request.read');
  const requests = useInfiniteQuery({ ...requestsQuery, enabled: mayRequests });
  const domains = useDomains();
  const waiting = requests.data?.pages.flatMap(page => page.changeRequests.nodes).length ?? 0;
  const tasks = total(open.taskCounts);
  const rows = total(open.causes);
  if (open.isPending) return <Skeleton label={t('home.next')} lines={4} />;
  const largest = open.taskCounts.toSorted((left, right) => right.count - left.count)[0];
  const isIdle = tasks + rows + waiting === 0;
  return (
    <section className="ts-panel">
      <h2>{t('home.next')}</h2>
      <ul className="ts-home-steps">
        {tasks > 0 ? (
          <Step
            count={tasks}
            words={t('home.tasks', { count: tasks })}
            link={
              <Link to="/work" search={{}}>
                {t('home.tasks.go')}
              </Link>
            }
          >
            {largest
              ? t('home.tasks.most', {
                  kind: kindWords(largest.kind),
                  domain: domainLabel(largest.domain, domains),
                })
              : null}
          </Step>
        ) : null}
        {rows > 0 ? (
          <Step
            count={rows}
            words={t('home.quarantine', { count: rows })}
            link={
              <Link to="/sync/quarantine" search={{}}>
                {t('home.quarantine.go')}
              </Link>
            }
          >
            {t('home.quarantine.causes', { count: open.causes.length })}
          </Step>
        ) : null}
        {waiting > 0 ? (
          <Step
            count={waiting}
            isMore={requests.hasNextPage}
            words={t('home.requests', { count: waiting })}
            link={
              <Link to="/work" search={{ view: 'approvals' }}>
                {t('home.requests.go')}
              </Link>
            }
          />
        ) : null}
        {isIdle ? (
          <li>
            <p>{t('home.idle')}</p>
            <ButtonLink href="/sync">{t('records.none.action')}</ButtonLink>
          </li>
        ) : null}
      </ul>
    </section>
  );
}

interface StepProps {
  count: number;
  /** Whether the count is only of what has been fetched. */
  isMore?: boolean;
  words: string;
  link: ReactNode;
  children?: ReactNode;
}

function Step({ count, isMore = false, words, link, children }: StepProps) {
  return (
    <li className="ts-home-step">
      <strong>
        {formatNumber(count)}
        {isMore ? '+' : ''}
      </strong>
      <span>
        {words}
        <small>{children}</small>
      </span>
      {link}
      <ChevronRight aria-hidden size={14} />
    </li>
  );
}

function RecordCounts() {
  const domains = useDomains();
  if (!domains) return <Skeleton label={t('nav.records')} lines={5} />;
  return (
    <section className="ts-panel">
      <h2>{t('nav.records')}</h2>
      <ul className="ts-home-steps">
        {domains.map(domain => (
          <li key={domain.id} className="ts-home-step">
            <strong>{formatNumber(domain.goldenRecords)}</strong>
            <span>{domainLabel(domain.id, domains)}</span>
            <Link to="/records/$domain" params={{ domain: domain.id }} search={{}}>
              {t('home.open')}
            </Link>
            <ChevronRight aria-hidden size={14} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function RunningBatches() {
  const mayRead = useMay('batch.read');
  const found = useInfiniteQuery({ ...batchesQuery, enabled: mayRead });
  const running = found.data?.pages.flatMap(page => page.batches.nodes).filter(isRunning) ?? [];
  if (running.length === 0) return null;
  return (
    <section className="ts-form">
      <h2>{t('home.running')}</h2>
      <ul className="ts-batches">
        {running.map(batch => (
          <BatchCard key={batch.id} batch={batch} />
        ))}
      </ul>
    </section>
  );
}
