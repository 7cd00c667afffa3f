import { Link } from '@tanstack/react-router';
import { Pause, Play, Radio } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { graphql, subscribe, type ResultOf } from '../../api/index.js';
import { domainLabel, useDomains } from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { useShortcuts } from '../../keyboard/index.js';
import { useMay } from '../../session/index.js';
import { Button, EmptyState, Identifier, RelativeTime, Select, Status } from '../../ui/index.js';
import { membersOf } from '../../values/index.js';
import { NotPermitted } from '../not-permitted.js';
import { SyncFrame } from './sync-frame.js';

const tailDocument = graphql(`
  subscription FeedTail($after: String, $filter: ChangeFilter) {
    changes(after: $after, filter: $filter) {
      cursor
      event {
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
    }
  }
`);

type FeedEvent = NonNullable<ResultOf<typeof tailDocument>['changes']['event']>;

/** What is kept on the screen; the feed itself keeps everything. */
const keptEvents = 500;

/** The change feed as it happens: what every consumer of the hub is told, in order. */
export function FeedScreen() {
  const mayRead = useMay('feed.read');
  return <SyncFrame>{mayRead ? <FeedTail /> : <NotPermitted />}</SyncFrame>;
}

function FeedTail() {
  const [domain, setDomain] = useState('any');
  const domains = useDomains();
  const { events, isPaused, setPaused, failure } = useFeed(domain === 'any' ? undefined : domain);
  const pauseLabel = t(isPaused ? 'feed.resume' : 'feed.pause');
  useShortcuts([{ keys: 'p', label: pauseLabel, group: t('sync.feed'), run: () => setPaused(!isPaused) }]);
  return (
    <>
      <div className="ts-filters">
        <Select
          label={t('records.domain')}
          hideLabel
          value={domain}
          onChange={setDomain}
          choices={[
            { value: 'any', label: t('search.anyDomain') },
            ...(domains ?? []).map(({ id }) => ({ value: id, label: domainLabel(id, domains) })),
          ]}
        />
        <Button icon={isPaused ? Play : Pause} keys="p" onPress={() => setPaused(!isPaused)}>
          {pauseLabel}
        </Button>
        <span role="status">
          <Status meaning={failure ? 'different' : isPaused ? 'review' : 'ok'}>
            {failure ?? t(isPaused ? 'feed.paused' : 'feed.live')}
          </Status>
        </span>
      </div>
      {events.length === 0 ? (
        <EmptyState icon={Radio} title={t('feed.none')}>
          {t('feed.none.body')}
        </EmptyState>
      ) : (
        <ol className="ts-feed" aria-label={t('sync.feed')}>
          {events.map(event => (
            <FeedLine key={event.id} event={event} />
          ))}
        </ol>
      )}
    </>
  );
}

function FeedLine({ event }: { event: FeedEvent }) {
  const domain = useDomains()?.find(known => known.id === event.domain);
  const payload = membersOf(event.payload);
  const attributes = membersOf(payload['attributes']);
  const title = [payload['title'], attributes[domain?.title ?? ''], payload[domain?.title ?? '']].find(
    text => typeof text === 'string',
  );
  const changedLabels = event.changed
    .filter(name => !name.startsWith('$'))
    .map(name => domain?.attributes.find(attribute => attribute.name === name)?.label ?? name);
  return (
    <li>
      <Identifier>{event.position}</Identifier>
      <strong>{event.type}</strong>
      <Link to="/records/$domain/$id" params={{ domain: event.domain, id: event.recordId }} search={{}}>
        <bdi>{title ?? event.recordId}</bdi>
      </Link>
      <span className="ts-page-facts">
        {changedLabels.slice(0, 4).join(', ')}
        {changedLabels.length > 4 ? ` ${t('value.more', { count: changedLabels.length - 4 })}` : ''} ·{' '}
        {event.actor} · <RelativeTime instant={event.occurredAt} />
      </span>
    </li>
  );
}

/** Follows the feed from now on. After a pause it goes on where it stopped: nothing in between is missed. */
function useFeed(domain: string | undefined) {
  const [events, setEvents] = useState<readonly FeedEvent[]>([]);
  const [isPaused, setPaused] = useState(false);
  const [failure, setFailure] = useState<string>();
  const cursor = useRef<string>(undefined);
  useEffect(() => {
    setEvents([]);
    cursor.current = undefined;
  }, [domain]);
  useEffect(() => {
    if (isPaused) return undefined;
    setFailure(undefined);
    return subscribe(
      tailDocument,
      { after: cursor.current ?? null, filter: domain === undefined ? null : { domains: [domain] } },
      {
        onNext: ({ changes }) => {
          cursor.current = changes.cursor;
          const { event } = changes;
          if (event)
            setEvents(before => [event, ...before.filter(({ id }) => id !== event.id)].slice(0, keptEvents));
        },
        onFailure: reason => setFailure(reason.message),
      },
    );
  }, [domain, isPaused]);
  return { events, isPaused, setPaused, failure };
}
