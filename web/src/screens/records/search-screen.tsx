import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Search, SearchX } from 'lucide-react';
import { useMemo } from 'react';
import { execute, graphql, type ResultOf } from '../../api/index.js';
import { domainLabel, useDomains, useSystemLabel } from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { EmptyState, Highlight, Identifier, Select, Table, type TableColumn } from '../../ui/index.js';
import { QueryFailure } from '../query-failure.js';
import { narrowFound } from './narrow-found.js';
import { RecordStatus } from './record-status.js';
import '../page.css';

const route = getRouteApi('/frame/search');

const searchDocument = graphql(`
  query Search($text: String!, $domain: String) {
    search(text: $text, domain: $domain, first: 100) {
      id
      domain
      title
      status
      sources {
        recordId
        system
        key
      }
    }
  }
`);

type Found = ResultOf<typeof searchDocument>['search'][number];

/** The hub answers nothing to a shorter text. */
const shortestSearch = 2;

/** Everything that a text finds, best first: names, identifiers and the keys of the sources. */
export function SearchScreen() {
  const { q = '', domain } = route.useSearch();
  const navigate = route.useNavigate();
  const domains = useDomains();
  const text = q.trim();
  const found = useQuery({
    queryKey: ['search', text, domain],
    queryFn: ({ signal }) => execute(searchDocument, { text, domain: domain ?? null }, signal),
    enabled: text.length >= shortestSearch,
    placeholderData: before => narrowedBy(text, before),
  });
  const columns = useSearchColumns(text);
  return (
    <div className="ts-page ts-page-fill">
      <header className="ts-page-head">
        <h1>{text === '' ? t('frame.search') : t('search.title', { text })}</h1>
        <Select
          label={t('records.domain')}
          hideLabel
          value={domain ?? 'any'}
          onChange={chosen =>
            void navigate({
              search: before => ({ ...before, domain: chosen === 'any' ? undefined : chosen }),
              replace: true,
            })
          }
          choices={[
            { value: 'any', label: t('search.anyDomain') },
            ...(domains ?? []).map(({ id }) => ({ value: id, label: domainLabel(id, domains) })),
          ]}
        />
      </header>
      <div className="ts-page-body">
        {text.length < shortestSearch ? (
          <EmptyState icon={Search} title={t('search.short')}>
            {t('search.short.body')}
          </EmptyState>
        ) : found.error && !found.data ? (
          <QueryFailure failure={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <Table
            id="search"
            label={t('search.title', { text })}
            columns={columns}
            rows={found.data?.search ?? []}
            rowId={foundId}
            rowLabel={foundTitle}
            isLoading={found.isPending}
            onOpen={record =>
              void navigate({ to: '/records/$domain/$id', params: { domain: record.domain, id: record.id } })
            }
            empty={
              <EmptyState icon={SearchX} title={t('search.none', { text })}>
                {t('search.none.body')}
              </EmptyState>
            }
          />
        )}
      </div>
    </div>
  );
}

/** `undefined`, which shows as loading, when nothing of the last answer fits. */
function narrowedBy(text: string, before: ResultOf<typeof searchDocument> | undefined) {
  const search = narrowFound(before?.search ?? [], text);
  return search.length === 0 ? undefined : { search };
}

const foundId = (record: Found) => record.id;
const foundTitle = (record: Found) => record.title;

function useSearchColumns(text: string): readonly TableColumn<Found>[] {
  const domains = useDomains();
  const systemLabel = useSystemLabel();
  return useMemo(
    () => [
      {
        id: 'title',
        header: t('records.title'),
        width: 300,
        grow: true,
        narrow: 'title',
        cell: record => (
          <Link
            to="/records/$domain/$id"
            params={{ domain: record.domain, id: record.id }}
            className="ts-cell-clip"
          >
            <bdi>
              <Highlight text={record.title} sought={text} />
            </bdi>
          </Link>
        ),
      },
      {
        id: 'domain',
        header: t('records.domain'),
        width: 140,
        narrow: 'detail',
        cell: record => domainLabel(record.domain, domains),
      },
      {
        id: 'status',
        header: t('records.status'),
        width: 120,
        narrow: 'aside',
        cell: record => <RecordStatus status={record.status} plain />,
      },
      {
        id: 'sources',
        header: t('records.sources'),
        width: 360,
        narrow: 'detail',
        cell: record => (
          <span className="ts-cell-clip">
            {record.sources.map(({ recordId, system, key }, index) => (
              <span key={recordId}>
                {index > 0 ? ', ' : ''}
                {systemLabel(system)} <Identifier sought={text}>{key}</Identifier>
              </span>
            ))}
          </span>
        ),
      },
    ],
    [domains, systemLabel, text],
  );
}
