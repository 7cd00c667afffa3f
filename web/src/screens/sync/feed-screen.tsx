import { getRouteApi, Link } from '@tanstack/react-router';
import { Pause, Play, Radio } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { execute, graphql, subscribe, type ResultOf } from '../../api/index.js';
import { domainLabel, useActorName, useDomains } from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { useShortcuts } from '../../keyboard/index.js';
import { useMay } from '../../session/index.js';
import {
  Button,
  EmptyState,
  Identifier,
  RelativeTime,
  Select,
  Skeleton,
  Status,
  type Meaning,
} from '../../ui/index.js';
import { membersOf } from '../../values/index.js';
import { NotPermitted } from '../not-permitted.js';
import { failureWords } from '../query-failure.js';
import { causeWords } from '../records/cause-words.js';
import { SyncFrame } from './sync-frame.js';

const route = getRouteApi('/frame/sync/feed');

const eventFields = graphql(`
  fragment EventFields on ChangeEvent @_unmask {
    id
    position
    type
    domain
    recordId
    version
    changed
    occurredAt
    payload
    actor
  }
`);

const recentDocument = graphql(
  `
    query RecentChanges($filter: ChangeFilter) {
      recentChanges(first: 100, filter: $filter) {
        cursor
        events {
          ...EventFields
        }
      }
    }
  `,
  [eventFields],
);

const tailDocument = graphql(
  `
    subscription FeedTail($after: String, $filter: ChangeFilter) {
      changes(after: $after, filter: $filter) {
        cursor
        event {
          ...EventFields
        }
      }
    }
  `,
  [eventFields],
);

type FeedEvent = ResultOf<typeof eventFields>;

/** What is kept on the screen; the feed itself keeps everything. */
const keptEvents = 500;

/** The change feed as it happens: what every consumer of the hub is told, in order. */
export function FeedScreen() {
  const mayRead = useMay('feed.read');
  return <SyncFrame>{mayRead ? <FeedTail /> : <NotPermitted />}</SyncFrame>;
}

function FeedTail() {
  const { domain } = route.useSearch();
  const navigate = route.useNavigate();
  const domains = useDomains();
  const { events, arrived, isPending, isPaused, setPaused, failure } = useFeed(domain);
  const pauseLabel = t(isPaused ? 'feed.resume' : 'feed.pause');
  useShortcuts([{ keys: 'p', label: pauseLabel, group: t('sync.feed'), run: () => setPaused(!isPaused) }]);
  return (
    <>
      <div className="ts-filters">
        <Select
          label={t('records.domain')}
          hideLabel
          value={domain ?? 'any'}
          onChange={chosen =>
            void navigate({ search: { domain: chosen === 'any' ? undefined : chosen }, replace: true })
          }
          choices={[
            { value: 'any', label: t('search.anyDomain') },
            ...(domains ?? []).map(({ id }) => ({ value: id, label: domainLabel(id, domains) })),
          ]}
        />
        <Button icon={isPaused ? Play : Pause} keys="p" onPress={() => setPaused(!isPaused)}>
          {pauseLabel}
        </Button>
        <span role="status" className="ts-feed-state">
          <Status meaning={failure ? 'different' : isPaused ? 'review' : 'ok'}>
            {failure ?? t(isPaused ? 'feed.paused' : 'feed.live')}
          </Status>
        </span>
      </div>
      {isPending ? (
        <Skeleton label={t('sync.feed')} lines={10} />
      ) : events.length === 0 ? (
        <EmptyState icon={Radio} title={t('feed.none')}>
          {t('feed.none.body')}
        </EmptyState>
      ) : (
        <ol className="ts-feed" aria-label={t('sync.feed')}>
          {events.map(event => (
            <FeedLine key={event.id} event={event} isNew={arrived.has(event.id)} />
          ))}
        </ol>
      )}
    </>
  );
}

const meanings: Readonly<Record<string, Meaning>> = {
  created: 'ok',
  merged: 'info',
  unmerged: 'info',
  split: 'info',
  restored: 'info',
  retired: 'review',
};

/** Names of attributes that a line has room for. */
const namedAttributes = 4;

function FeedLine({ event, isNew }: { event: FeedEvent; isNew: boolean }) {
  const domains = useDomains();
  const actorName = useActorName();
  const domain = domains?.find(known => known.id === event.domain);
  const payload = membersOf(event.payload);
  const attributes = membersOf(payload['attributes']);
  const title = [payload['title'], attributes[domain?.title ?? ''], payload[domain?.title ?? '']].find(
    text => typeof text === 'string',
  );
  const changedLabels = event.changed
    .filter(name => !name.startsWith('$'))
    .map(name => domain?.attributes.find(attribute => attribute.name === name)?.label ?? name);
  const cause = event.type.slice(event.type.lastIndexOf('.') + 1);
  return (
    <li data-new={isNew || undefined}>
      <Identifier>{event.position}</Identifier>
      <span title={event.type}>
        <Status meaning={meanings[cause] ?? 'neutral'} plain>
          {causeWords(cause)}
        </Status>{' '}
        <span className="ts-page-facts">{domainLabel(event.domain, domains)}</span>
      </span>
      <Link
        to="/records/$domain/$id"
        params={{ domain: event.domain, id: event.recordId }}
        search={{}}
        className="ts-cell-clip"
      >
        <bdi>{title ?? event.recordId}</bdi>
      </Link>
      <span className="ts-page-facts ts-cell-clip" title={changedLabels.join(', ')}>
        {changedLabels.slice(0, namedAttributes).join(', ')}
        {changedLabels.length > namedAttributes
          ? ` · ${t('value.more', { count: changedLabels.length - namedAttributes })}`
          : ''}
      </span>
      <span className="ts-page-facts">{actorName(event.actor)}</span>
      <span className="ts-page-facts">
        <RelativeTime instant={event.occurredAt} />
      </span>
    </li>
  );
}

/** The newest changes, and from there on what comes. After a pause it goes on where it stopped: nothing in between is missed. */
function useFeed(domain: string | undefined) {
  const [events, setEvents] = useState<readonly FeedEvent[]>([]);
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set());
  const [isPending, setPending] = useState(true);
  const [isPaused, setPaused] = useState(false);
  const [failure, setFailure] = useState<string>();
  const cursor = useRef<{ domain: string | undefined; after: string }>(undefined);
  useEffect(() => {
    if (isPaused) return undefined;
    setFailure(undefined);
    const filter = domain === undefined ? null : { domains: [domain] };
    const controller = new AbortController();
    let stop: (() => void) | undefined;
    const follow = (after: string) =>
      subscribe(
        tailDocument,
        { after, filter },
        {
          onNext: ({ changes }) => {
            cursor.current = { domain, after: changes.cursor };
            const { event } = changes;
            if (!event) return;
            setArrived(before => new Set([...before, event.id].slice(-keptEvents)));
            setEvents(before => [event, ...before.filter(({ id }) => id !== event.id)].slice(0, keptEvents));
          },
          onFailure: reason => setFailure(reason.message),
        },
      );
    const start = async () => {
      if (cursor.current?.domain !== domain || !cursor.current) {
        setPending(true);
        const { recentChanges } = await execute(recentDocument, { filter }, controller.signal);
        cursor.current = { domain, after: recentChanges.cursor };
        setEvents(recentChanges.events);
        setArrived(new Set());
        setPending(false);
      }
      if (!controller.signal.aborted) stop = follow(cursor.current.after);
    };
    start().catch((reason: unknown) => {
      if (controller.signal.aborted) return;
      setPending(false);
      setFailure(failureWords(reason));
    });
    return () => {
      controller.abort();
      stop?.();
    };
  }, [domain, isPaused]);
  return { events, arrived, isPending, isPaused, setPaused, failure };
}
