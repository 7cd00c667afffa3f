import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { domainLabel, total, useDomains, useOpenWork } from '../../hub/index.js';
import { formatNumber, t } from '../../i18n/index.js';
import { Button, Select, Skeleton } from '../../ui/index.js';
import { QueryFailure } from '../query-failure.js';
import { ChangeRequestList } from './change-request-list.js';
import { SelectRequests, SeveralRequests } from './several-requests.js';
import { requestsQuery } from './task.js';
import { requestsAsked } from './view.js';
import { NothingFound } from './work-search.js';

const route = getRouteApi('/frame/work/');

/** Changes that wait for approval; those of one attribute are decided best together. */
export function ApprovalQueue() {
  const address = route.useSearch();
  const { attribute: chosen, q } = address;
  const navigate = route.useNavigate();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { requestCounts } = useOpenWork();
  const domains = useDomains();
  const requests = useInfiniteQuery(requestsQuery(requestsAsked(address)));
  const waiting = requests.data?.pages.flatMap(page => page.changeRequests.nodes) ?? [];
  const attributeLabel = (of: string, name: string) =>
    domains?.find(({ id }) => id === of)?.attributes.find(known => known.name === name)?.label ?? name;
  if (requests.error) {
    return <QueryFailure failure={requests.error} onRetry={() => void requests.refetch()} />;
  }
  if (requests.isPending) return <Skeleton label={t('record.requests')} lines={6} />;
  return (
    <div className="ts-form ts-scrolls">
      <div className="ts-filters">
        {requestCounts.length > 1 ? (
          <Select
            label={t('requests.attribute')}
            hideLabel
            value={chosen ?? 'any'}
            onChange={to =>
              void navigate({
                search: before => ({ ...before, attribute: to === 'any' ? undefined : to }),
                replace: true,
              })
            }
            choices={[
              { value: 'any', label: t('requests.anyAttribute', { count: total(requestCounts) }) },
              ...requestCounts.map(({ domain: of, attribute: name, count }) => ({
                value: `${of}.${name}`,
                label: `${domainLabel(of, domains)}: ${attributeLabel(of, name)} (${formatNumber(count)})`,
              })),
            ]}
          />
        ) : null}
        <SelectRequests requests={waiting} selected={selected} onSelect={setSelected} />
      </div>
      {q !== undefined && waiting.length === 0 ? (
        <NothingFound title={t('requests.noneFound', { text: q })} />
      ) : (
        <ChangeRequestList requests={waiting} selected={selected} onSelect={setSelected} />
      )}
      {requests.hasNextPage ? (
        <div>
          <Button onPress={() => void requests.fetchNextPage()} isPending={requests.isFetchingNextPage}>
            {t('work.more')}
          </Button>
        </div>
      ) : null}
      <SeveralRequests requests={waiting} selected={selected} onSelect={setSelected} />
    </div>
  );
}
