import type { AttributeValue } from '../model/index.js';
import { compareText, timeOf } from '../model/index.js';
import type { Pin } from './contributor-record.js';
import type { AttributeProvenance, Loser } from './provenance.js';

/** The pin in force per attribute. Of several the one set last counts. */
export function activePins(pins: readonly Pin[], nowMs: number): ReadonlyMap<string, Pin> {
  const active = new Map<string, Pin>();
  for (const pin of [...pins].sort(bySetting)) {
    // An expiry that cannot be read ends the pin at once: an override must never outlive what was agreed.
    const until = pin.until === undefined ? Infinity : (timeOf(pin.until) ?? -Infinity);
    if (nowMs < until) active.set(pin.attribute, pin);
  }
  return active;
}

function bySetting(left: Pin, right: Pin): number {
  const byTime = (timeOf(left.at) ?? 0) - (timeOf(right.at) ?? 0);
  return byTime || compareText(JSON.stringify(left), JSON.stringify(right));
}

/** Provenance of a pinned attribute: the pin, and beneath it what would have survived without it. */
export function pinned(
  pin: Pin,
  beneath: AttributeProvenance | undefined,
  survivor: AttributeValue | undefined,
): AttributeProvenance {
  const { reason, by, at, until } = pin;
  const overridden: readonly Loser[] =
    beneath?.winner && survivor !== undefined
      ? [
          {
            source: beneath.winner,
            value: survivor,
            because: `pin: would survive without it (${beneath.reason})`,
          },
        ]
      : [];
  return {
    decidedBy: 'pin',
    reason: 'pin: set by a steward',
    pin: { reason, by, at, ...(until === undefined ? {} : { until }) },
    ...(beneath?.elements ? { elements: beneath.elements } : {}),
    losers: [...overridden, ...(beneath?.losers ?? [])],
  };
}

/** When the first of these pins expires (ms); `Infinity` when none does. */
export function nextExpiry(pins: readonly Pin[]): number {
  return pins.reduce(
    (least, { until }) => (until === undefined ? least : Math.min(least, timeOf(until) ?? least)),
    Infinity,
  );
}
