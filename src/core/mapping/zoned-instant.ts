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
      .map(part => [part.type, Number(part.value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall - Math.floor(ms / 1000) * 1000;
}

/**
 * The moment at which a clock in `timezone` shows what `wallClock` (an ISO instant in UTC notation) shows: local midnight for
 * a date. A time that daylight saving skips is taken with the offset before the change.
 */
export function zonedInstant(wallClock: string, timezone: string): string {
  const wall = Date.parse(wallClock);
  const guess = wall - zoneOffsetMs(wall, timezone);
  const moment = wall - zoneOffsetMs(guess, timezone);
  return new Date(moment).toISOString().replace(/\.000Z$/, 'Z');
}
