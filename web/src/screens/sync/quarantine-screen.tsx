import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ShieldCheck } from 'lucide-react';
import { domainLabel, useDomains, useOpenWork, useSystemLabel } from '../../hub/index.js';
import { formatNumber, t } from '../../i18n/index.js';
import { useMay } from '../../session/index.js';
import { Badge, Button, EmptyState, Identifier, RelativeTime, Skeleton } from '../../ui/index.js';
import { NotPermitted } from '../not-permitted.js';
import { QueryFailure } from '../query-failure.js';
import { chosenRow, countAsked, quarantineQuery, type QuarantinedRecord } from './quarantine.js';
import { codeWords, groupCauses } from './quarantine-words.js';
import { QuarantinedRow, type Replacement } from './quarantined-row.js';
import { ReplayQuarantine } from './replay-quarantine.js';
import { SyncFrame } from './sync-frame.js';

const route = getRouteApi('/frame/sync/quarantine');

/** Rows that could not be accepted, by what is wrong with them: fixed one by one, none of them lost. */
export function QuarantineScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayRead = useMay('quarantine.read');
  const mayRepair = useMay('quarantine.repair');
  const open = useOpenWork();
  const found = useInfiniteQuery({ ...quarantineQuery(search), enabled: mayRead });
  const rows = found.data?.pages.flatMap(page => page.quarantine.nodes) ?? [];
  const asked = chosenRow(rows, search.row, found.isFetching);
  const chosen = asked === 'awaited' ? undefined : asked;
  if (!mayRead) {
    return (
      <SyncFrame>
        <NotPermitted />
      </SyncFrame>
    );
  }
  const goOn = () => {
    const index = rows.findIndex(({ id }) => id === chosen?.id);
    const next = rows[index + 1] ?? rows[index - 1];
    void navigate({ search: before => ({ ...before, row: next?.id }), replace: true });
  };
  const showReplacement = ({ id, codes }: Replacement) =>
    void navigate({
      search: ({ code, ...before }) => ({
        ...before,
        // A cause that is gone would filter the row away.
        code: code !== undefined && codes.includes(code) ? code : undefined,
        row: id,
      }),
      replace: true,
    });
  return (
    <SyncFrame>
      {found.error && rows.length === 0 ? (
        <QueryFailure failure={found.error} onRetry={() => void found.refetch()} />
      ) : found.isPending ? (
        <Skeleton label={t('sync.quarantine')} lines={8} />
      ) : (
        <div className="ts-quarantine">
          <Causes />
          <div className="ts-form">
            {mayRepair && rows.length > 1 ? (
              <ReplayQuarantine asked={search} count={countAsked(search, open)} />
            ) : null}
            <RowList rows={rows} chosenId={chosen?.id} />
            {found.hasNextPage ? (
              <Button onPress={() => void found.fetchNextPage()} isPending={found.isFetchingNextPage}>
                {t('work.more')}
              </Button>
            ) : null}
          </div>
          {asked === 'awaited' ? (
            <Skeleton label={t('quarantine.row')} lines={6} />
          ) : chosen ? (
            <QuarantinedRow
              key={`${chosen.id} ${chosen.version}`}
              row={chosen}
              onSettled={goOn}
              onReplaced={showReplacement}
            />
          ) : (
            <EmptyState icon={ShieldCheck} title={t('quarantine.none')}>
              {t('quarantine.none.body')}
            </EmptyState>
          )}
        </div>
      )}
    </SyncFrame>
  );
}

/** A link that asks for less than the address would count as the current one, too. */
const onlyExact = { exact: true };

/** What is wrong, each cause with how many rows have it, and the chosen one with the places where it occurs. */
function Causes() {
  const search = route.useSearch();
  const { causes } = useOpenWork();
  const systemLabel = useSystemLabel();
  const domains = useDomains();
  const placeWords = (system: string, domain: string) =>
    `${systemLabel(system)} · ${domainLabel(domain, domains)}`;
  return (
    <ul className="ts-choices" aria-label={t('quarantine.causes')}>
      <li>
        <Link
          to="/sync/quarantine"
          search={{}}
          activeOptions={onlyExact}
          aria-current={search.code === undefined && search.batch === undefined ? true : undefined}
        >
          {t('quarantine.all')}
        </Link>
      </li>
      {search.batch === undefined ? null : (
        <li>
          <Link to="/sync/quarantine" search={{ batch: search.batch }} aria-current>
            {t('quarantine.ofBatch')}
          </Link>
        </li>
      )}
      {groupCauses(causes).map(({ code, count, places }) => (
        <li key={code}>
          <Link
            to="/sync/quarantine"
            search={{ code }}
            activeOptions={onlyExact}
            aria-current={search.code === code && search.system === undefined ? true : undefined}
          >
            <strong>{codeWords(code)}</strong>
            <Badge meaning="review">{formatNumber(count)}</Badge>
            <small>
              <Identifier>{code}</Identifier>
            </small>
          </Link>
          {search.code === code && places.length > 1 ? (
            <ul className="ts-choices-inner" aria-label={codeWords(code)}>
              {places.map(({ system, domain, count: here }) => (
                <li key={`${system} ${domain}`}>
                  <Link
                    to="/sync/quarantine"
                    search={{ system, domain, code }}
                    aria-current={search.system === system && search.domain === domain ? true : undefined}
                  >
                    <span>{placeWords(system, domain)}</span>
                    <span className="ts-page-facts">{formatNumber(here)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function RowList({ rows, chosenId }: { rows: readonly QuarantinedRecord[]; chosenId: string | undefined }) {
  const systemLabel = useSystemLabel();
  return (
    <ul className="ts-choices" aria-label={t('quarantine.rows')}>
      {rows.map(row => (
        <li key={row.id}>
          <Link
            to="/sync/quarantine"
            search={before => ({ ...before, row: row.id })}
            replace
            aria-current={row.id === chosenId ? true : undefined}
          >
            <span>
              {row.key === null ? t('quarantine.noKey') : <Identifier>{row.key}</Identifier>}
              {row.rowNumber === null ? '' : ` · ${t('quarantine.line', { line: row.rowNumber })}`}
            </span>
            <RelativeTime instant={row.createdAt} style="narrow" />
            <small>
              {systemLabel(row.system)} · {row.causes[0] ? codeWords(row.causes[0].code) : null}
            </small>
          </Link>
        </li>
      ))}
    </ul>
  );
}
