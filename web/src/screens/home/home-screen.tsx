import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { domainLabel, total, useDomains, useOpenWork } from '../../hub/index.js';
import { formatNumber, t } from '../../i18n/index.js';
import { useMay, useSession } from '../../session/index.js';
import { ButtonLink, Skeleton } from '../../ui/index.js';
import { QueryFailure } from '../query-failure.js';
import { batchesQuery, isRecent, isRunning, recentQuery, recentShown, type Batch } from '../sync/batches.js';
import { BatchList } from '../sync/batch-list.js';
import { kindWords } from '../work/task-words.js';
import { SetPassword } from './set-password.js';
import '../page.css';
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
        <RecentLoads />
      </div>
    </div>
  );
}

function NextSteps() {
  const open = useOpenWork();
  const domains = useDomains();
  if (open.error) return <QueryFailure failure={open.error} onRetry={() => void open.refetch()} />;
  if (open.isPending) return <Skeleton label={t('home.next')} lines={4} />;
  const tasks = total(open.taskCounts);
  const rows = open.quarantined;
  const waiting = total(open.requestCounts);
  const largest = open.taskCounts.toSorted((left, right) => right.count - left.count)[0];
  return (
    <section className="ts-panel" aria-labelledby="home-next">
      <h2 id="home-next">{t('home.next')}</h2>
      <ul className="ts-home-steps">
        {open.mine > 0 ? (
          <li>
            <Link to="/work" search={{ view: 'mine' }} className="ts-home-step">
              <Step count={open.mine} words={t('home.mine', { count: open.mine })} go={t('home.tasks.go')} />
            </Link>
          </li>
        ) : null}
        {tasks > 0 ? (
          <li>
            <Link to="/work" search={{}} className="ts-home-step">
              <Step count={tasks} words={t('home.tasks', { count: tasks })} go={t('home.tasks.go')}>
                {largest
                  ? t('home.tasks.most', {
                      kind: kindWords(largest.kind),
                      domain: domainLabel(largest.domain, domains),
                    })
                  : null}
              </Step>
            </Link>
          </li>
        ) : null}
        {rows > 0 ? (
          <li>
            <Link to="/sync/quarantine" search={{}} className="ts-home-step">
              <Step count={rows} words={t('home.quarantine', { count: rows })} go={t('home.quarantine.go')}>
                {t('home.quarantine.causes', { count: new Set(open.causes.map(({ code }) => code)).size })}
              </Step>
            </Link>
          </li>
        ) : null}
        {waiting > 0 ? (
          <li>
            <Link to="/work" search={{ view: 'approvals' }} className="ts-home-step">
              <Step count={waiting} words={t('home.requests', { count: waiting })} go={t('home.requests.go')}>
                {t('home.requests.attributes', { count: open.requestCounts.length })}
              </Step>
            </Link>
          </li>
        ) : null}
        {tasks + rows + waiting === 0 ? (
          <li className="ts-form ts-home-idle">
            <p>{t('home.idle')}</p>
            <div>
              <ButtonLink href="/sync">{t('records.none.action')}</ButtonLink>
            </div>
          </li>
        ) : null}
      </ul>
    </section>
  );
}

interface StepProps {
  count: number;
  words: string;
  /** What to do about it. */
  go: string;
  children?: ReactNode;
}

function Step({ count, words, go, children }: StepProps) {
  return (
    <>
      <strong>{formatNumber(count)}</strong>
      <span>
        {words}
        {children ? <small>{children}</small> : null}
      </span>
      <span className="ts-home-go">{go}</span>
      <ChevronRight aria-hidden size={14} />
    </>
  );
}

function RecordCounts() {
  const domains = useDomains();
  if (!domains) return <Skeleton label={t('nav.records')} lines={5} />;
  return (
    <section className="ts-panel" aria-labelledby="home-records">
      <h2 id="home-records">{t('nav.records')}</h2>
      <ul className="ts-home-steps">
        {domains.map(domain => (
          <li key={domain.id}>
            <Link
              to="/records/$domain"
              params={{ domain: domain.id }}
              search={{}}
              className="ts-home-step ts-home-records"
            >
              <strong>{formatNumber(domain.goldenRecords)}</strong>
              <span>{domainLabel(domain.id, domains)}</span>
              <ChevronRight aria-hidden size={14} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What came in the last day, what of it failed or waits, and what runs now. */
function RecentLoads() {
  const mayRead = useMay('batch.read');
  const newest = useInfiniteQuery({ ...batchesQuery, enabled: mayRead });
  const recent = useQuery({ ...recentQuery, enabled: mayRead });
  if (!mayRead) return null;
  if (recent.error) return <QueryFailure failure={recent.error} onRetry={() => void recent.refetch()} />;
  if (newest.isPending || recent.isPending) return <Skeleton label={t('home.loads')} lines={4} />;
  const { batchTotals: sums, batches: failed } = recent.data;
  const loads = urgentFirst(failed.nodes, newest.data?.pages.flatMap(page => page.batches.nodes) ?? []);
  return (
    <section className="ts-panel ts-home-loads" aria-labelledby="home-loads">
      <div className="ts-page-head">
        <h2 id="home-loads">{t('home.loads')}</h2>
        <Link to="/sync" className="ts-home-all">
          {t('home.loads.all')}
        </Link>
      </div>
      {loads.length === 0 ? (
        <p className="ts-page-facts">{t('home.loads.none')}</p>
      ) : (
        <>
          <p className="ts-page-facts">
            {t('home.loads.sum', { count: sums.batches, rows: sums.rows, quarantined: sums.quarantined })}
            {sums.failed > 0 ? <strong> {t('home.loads.failed', { count: sums.failed })}</strong> : null}
          </p>
          <BatchList label={t('home.loads')} batches={loads.slice(0, recentShown)} />
        </>
      )}
    </section>
  );
}

/** Those of the last day: failed ones first, then those that run, then the newest. Both lists have the newest first. */
function urgentFirst(failed: readonly Batch[], newest: readonly Batch[]): Batch[] {
  const whole = newest.filter(({ state }) => state !== 'failed');
  const running = whole.filter(isRunning);
  return [...failed, ...running, ...whole.filter(batch => !isRunning(batch))].filter(isRecent);
}
