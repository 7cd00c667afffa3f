import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { SearchX, X } from 'lucide-react';
import { t } from '../../i18n/index.js';
import { Button, EmptyState } from '../../ui/index.js';
import { TypedFilter } from '../typed-filter.js';
import { queueQuery, requestsQuery } from './task.js';
import { useViewAsked, requestsAsked } from './view.js';

const route = getRouteApi('/frame/work/');

/** Narrows whatever view is open to what is about the records that a text finds, and says how much that is. */
export function WorkSearch() {
  const { view, q } = route.useSearch();
  const search = useSearchWork();
  return (
    <div className="ts-filters ts-work-search" role="search">
      <TypedFilter label={t('work.filter')} text={q ?? ''} onText={search} />
      <span className="ts-page-facts" role="status">
        {q === undefined ? null : view === 'approvals' ? <RequestsFound /> : <TasksFound />}
      </span>
    </div>
  );
}

function TasksFound() {
  const queue = useInfiniteQuery(queueQuery(useViewAsked(route.useSearch())));
  const count = queue.data?.pages[0]?.tasks.totalCount;
  return count === undefined ? null : t('work.found', { count });
}

function RequestsFound() {
  const requests = useInfiniteQuery(requestsQuery(requestsAsked(route.useSearch())));
  const count = requests.data?.pages[0]?.changeRequests.totalCount;
  return count === undefined ? null : t('requests.found', { count });
}

/** In place of a list in which a search has found nothing. */
export function NothingFound({ title }: { title: string }) {
  const search = useSearchWork();
  return (
    <EmptyState
      icon={SearchX}
      title={title}
      actions={
        <Button icon={X} onPress={() => search('')}>
          {t('search.clear')}
        </Button>
      }
    >
      {t('work.noneFound.body')}
    </EmptyState>
  );
}

function useSearchWork(): (text: string) => void {
  const navigate = route.useNavigate();
  return text =>
    void navigate({
      search: before => ({ ...before, q: text.trim() === '' ? undefined : text }),
      replace: true,
    });
}
