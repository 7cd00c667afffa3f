const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timezone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timezone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(timezone, formatter);
  }
  return formatter;
}

/** How far the zone's wall clock is ahead of UTC at a moment, in milliseconds. */
function zoneOffsetMs(ms: number, timezone: string): number {
  const parts = new Map(
    formatterFor(timezone)
      .formatToParts(ms)
      .map(part => [part.type, part.value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type) ?? 0);
  const year = parts.get('era')?.startsWith('B') === true ? 1 - part('year') : part('year');
  const wall = new Date(0);
  // Not `Date.UTC`, which takes the years before 100 for those of the last century.
  wall.setUTCFullYear(year, part('month') - 1, part('day'));
  wall.setUTCHours(part('hour'), part('minute'), part('second'));
  return wall.getTime() - Math.floor(ms / 1000) * 1000;
}

/** What ISO 8601 writes with four digits, and what a database can hold: sources write `9999-12-31 23:59:59` for no end. */
const FIRST_MS = Date.parse('0001-01-01T00:00:00Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59Z');

/**
 * The moment at which a clock in `timezone` shows what `wallClock` (an ISO instant in UTC notation) shows: local midnight for
 * a date. A time that daylight saving skips is taken with the offset before the change. Moments before the year 1 or after 9999 are taken for
 * the first or the last one between.
 */
export function zonedInstant(wallClock: string, timezone: string): string {
  const wall = Date.parse(wallClock);
  const guess = wall - zoneOffsetMs(wall, timezone);
  const moment = wall - zoneOffsetMs(guess, timezone);
  return new Date(Math.min(Math.max(moment, FIRST_MS), LAST_MS)).toISOString().replace(/\.000Z$/, 'Z');
}
