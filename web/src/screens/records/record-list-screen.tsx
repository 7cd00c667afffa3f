import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { SearchX, Upload } from 'lucide-react';
import { useMemo } from 'react';
import { domainLabel, useDomains, useSystemLabel, type DomainInfo } from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { readSort, writeSort } from '../../search-params/index.js';
import {
  ButtonLink,
  EmptyState,
  Meter,
  RelativeTime,
  Select,
  Skeleton,
  Table,
  type Sort,
  type TableColumn,
} from '../../ui/index.js';
import { AttributeValue, membersOf } from '../../values/index.js';
import { QueryFailure } from '../query-failure.js';
import { TypedFilter } from '../typed-filter.js';
import { fixedSorts, listAttributes, recordListQuery, type ListedRecord } from './record-list.js';
import { listedStatuses, RecordStatus, statusWords } from './record-status.js';
import '../page.css';

const route = getRouteApi('/frame/records/$domain/');

const firstSort: Sort = { column: 'title', direction: 'ascending' };
/** How many attributes stand beside the title before the reader chooses columns. */
const keyColumns = 2;

/** The golden records of one domain: whatever domain the hub's rules describe. */
export function RecordListScreen() {
  const { domain: id } = route.useParams();
  const domains = useDomains();
  if (!domains) {
    return (
      <div className="ts-page">
        <Skeleton label={t('records.loading')} lines={10} />
      </div>
    );
  }
  const domain = domains.find(known => known.id === id);
  if (!domain) {
    return (
      <div className="ts-page">
        <EmptyState icon={SearchX} title={t('screen.missing')}>
          {t('records.noDomain', { domain: id })}
        </EmptyState>
      </div>
    );
  }
  return <DomainList key={id} domain={domain} title={domainLabel(id, domains)} />;
}

function DomainList({ domain, title }: { domain: DomainInfo; title: string }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const asked = readSort(search.sort);
  const columns = useColumns(domain);
  const sortable = asked && columns.some(column => column.id === asked.column && column.sortable);
  const sort = sortable ? asked : firstSort;
  const list = useInfiniteQuery(
    recordListQuery(domain, { text: search.q, status: search.status?.[0], sort }),
  );
  const records = useMemo(() => list.data?.pages.flatMap(page => page.records) ?? [], [list.data]);
  const found = list.data?.pages[0]?.total;
  const change = (to: Partial<typeof search>) =>
    void navigate({ search: before => ({ ...before, ...to }), replace: true });
  const isNarrowed = search.q !== undefined || search.status !== undefined;

  return (
    <div className="ts-page ts-page-fill">
      <header className="ts-page-head">
        <h1>{title}</h1>
        <span className="ts-page-facts" role="status">
          {found === undefined ? '' : t('records.found', { count: found })}
        </span>
      </header>
      <div className="ts-filters">
        <TypedFilter
          label={t('records.filter')}
          text={search.q ?? ''}
          onText={q => change({ q: q === '' ? undefined : q })}
        />
        <Select
          label={t('records.status')}
          hideLabel
          value={search.status?.[0] ?? 'any'}
          onChange={status => change({ status: status === 'any' ? undefined : [status] })}
          choices={[
            { value: 'any', label: t('records.anyStatus') },
            ...listedStatuses.map(status => ({ value: status, label: statusWords(status) })),
          ]}
        />
      </div>
      <div className="ts-page-body">
        {list.error && records.length === 0 ? (
          <QueryFailure failure={list.error} onRetry={() => void list.refetch()} />
        ) : (
          <Table
            id={`records-${domain.id}`}
            label={title}
            columns={columns}
            rows={records}
            rowId={recordId}
            rowLabel={recordTitle}
            {...(found === undefined ? {} : { rowCount: found })}
            sort={sort}
            onSort={next => change({ sort: writeSort(next) })}
            onOpen={record =>
              void navigate({ to: '/records/$domain/$id', params: { domain: domain.id, id: record.id } })
            }
            onReachEnd={() => {
              if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
            }}
            isLoading={list.isPending}
            empty={isNarrowed ? <NothingFits /> : <NothingYet />}
          />
        )}
      </div>
    </div>
  );
}

const recordId = (record: ListedRecord) => record.id;
const recordTitle = (record: ListedRecord) => record.title;

function useColumns(domain: DomainInfo): readonly TableColumn<ListedRecord>[] {
  const systemLabel = useSystemLabel();
  return useMemo(() => {
    const attributes = listAttributes(domain);
    const byImportance = ['required', 'recommended', 'optional'].flatMap(requirement =>
      attributes.filter(
        attribute => attribute.requirement === requirement && attribute.name !== 'lifecycleStatus',
      ),
    );
    const keys = new Set(byImportance.slice(0, keyColumns).map(({ name }) => name));
    return [
      {
        id: 'title',
        header: t('records.title'),
        width: 320,
        grow: true,
        sortable: true,
        narrow: 'title',
        cell: record => (
          <Link
            to="/records/$domain/$id"
            params={{ domain: domain.id, id: record.id }}
            className="ts-cell-clip"
          >
            <bdi>{record.title}</bdi>
          </Link>
        ),
      },
      {
        id: 'status',
        header: t('records.status'),
        width: 100,
        sortable: true,
        narrow: 'aside',
        cell: record => <RecordStatus status={record.status} plain />,
      },
      {
        id: 'qualityScore',
        header: t('records.quality'),
        width: 90,
        align: 'end',
        sortable: true,
        narrow: 'detail',
        cell: record => <Meter score={record.qualityScore} />,
      },
      {
        id: 'sources',
        header: t('records.sources'),
        width: 190,
        narrow: 'detail',
        cell: record => <Systems labels={record.systems.map(systemLabel)} />,
      },
      ...attributes.map((attribute): TableColumn<ListedRecord> => ({
        id: attribute.name,
        header: attribute.label,
        width: 130,
        sortable: !fixedSorts.includes(attribute.name),
        align: ['integer', 'decimal'].includes(attribute.type) ? 'end' : 'start',
        hiddenAtFirst: !keys.has(attribute.name),
        cell: record => (
          <AttributeValue
            attribute={attribute}
            value={membersOf(record.attributes)[attribute.name]}
            isMasked={record.masked.includes(attribute.name)}
          />
        ),
      })),
      {
        id: 'recordedAt',
        header: t('records.changed'),
        // Beside the words stands the button that chooses columns.
        width: 150,
        sortable: true,
        narrow: 'detail',
        cell: record => <RelativeTime instant={record.recordedAt} />,
      },
    ];
  }, [domain, systemLabel]);
}

/** How many systems know a record, and which: the number is what lists are compared by. */
function Systems({ labels }: { labels: readonly string[] }) {
  const names = labels.join(', ');
  return (
    <span className="ts-cell-clip" title={names}>
      {labels.length > 1 ? <span className="ts-page-facts">{labels.length}: </span> : null}
      {names}
    </span>
  );
}

function NothingFits() {
  return (
    <EmptyState icon={SearchX} title={t('records.noneFit')}>
      {t('records.noneFit.body')}
    </EmptyState>
  );
}

function NothingYet() {
  return (
    <EmptyState
      icon={Upload}
      title={t('records.none')}
      actions={
        <ButtonLink variant="primary" href="/sync">
          {t('records.none.action')}
        </ButtonLink>
      }
    >
      {t('records.none.body')}
    </EmptyState>
  );
}
