import type { ReactNode } from 'react';
import { formatDay, formatInstant, formatTimeOfDay } from '../i18n/index.js';
import { MeaningGlyph, type Meaning } from './status.js';
import './timeline.css';

/** One thing that happened. */
export interface TimelineEvent {
  id: string;
  /** ISO 8601 with a zone. */
  instant: string;
  title: ReactNode;
  /** Who or what did it. */
  by?: string;
  meaning?: Meaning;
  detail?: ReactNode;
}

/** What happened, newest first, under one heading per day. */
export function Timeline({ label, events }: { label: string; events: readonly TimelineEvent[] }) {
  const days = groupByDay(
    events.toSorted((left, right) => Date.parse(right.instant) - Date.parse(left.instant)),
  );
  return (
    <div className="ts-timeline" role="group" aria-label={label}>
      {days.map(([day, ofDay]) => (
        <div key={day}>
          <h3>{day}</h3>
          <ol>
            {ofDay.map(event => (
              <TimelineEntry key={event.id} event={event} />
            ))}
          </ol>
        </div>
      ))}
    </div>
  );
}

function TimelineEntry({ event }: { event: TimelineEvent }) {
  const instant = new Date(event.instant);
  return (
    <li data-meaning={event.meaning ?? 'neutral'}>
      <time dateTime={event.instant} title={formatInstant(instant)}>
        {formatTimeOfDay(instant)}
      </time>
      <span className="ts-timeline-mark">
        <MeaningGlyph meaning={event.meaning ?? 'neutral'} />
      </span>
      <div className="ts-timeline-words">
        <span>
          {event.title}
          {event.by ? <span className="ts-timeline-by"> · {event.by}</span> : null}
        </span>
        {event.detail ? <div className="ts-timeline-detail">{event.detail}</div> : null}
      </div>
    </li>
  );
}

function groupByDay(
  events: readonly TimelineEvent[],
): readonly [day: string, events: readonly TimelineEvent[]][] {
  const days = new Map<string, TimelineEvent[]>();
  for (const event of events) {
    const day = formatDay(new Date(event.instant));
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return [...days];
}
