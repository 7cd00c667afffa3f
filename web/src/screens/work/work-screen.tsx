import { getRouteApi } from '@tanstack/react-router';
import { domainLabel, total, useDomains, useOpenWork, type DomainInfo } from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { useMay } from '../../session/index.js';
import { Tabs } from '../../ui/index.js';
import { NotPermitted } from '../not-permitted.js';
import { ApprovalQueue } from './approval-queue.js';
import { ScoreSpread } from './score-spread.js';
import { TaskTable } from './task-table.js';
import { shortKindWords } from './task-words.js';
import { viewOf } from './view.js';
import { WorkSearch } from './work-search.js';
import '../page.css';
import './work-screen.css';

const route = getRouteApi('/frame/work/');

/** What waits for a person: questions by domain and kind, and changes that need a second pair of eyes. */
export function WorkScreen() {
  const { view = 'all', q } = route.useSearch();
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
        <WorkSearch />
        {q === undefined ? <ScoreSpread view={view} /> : null}
      </header>
      <Tabs
        label={t('nav.work')}
        selected={view}
        onSelect={chosen => void navigate({ search: { view: chosen, q }, replace: true })}
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
