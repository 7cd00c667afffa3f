import { Injectable } from '@nestjs/common';
import { isAllowed, maskAttributes, readableClasses, type Principal } from '../access/index.js';
import { isComposite } from '../core/model/index.js';
import type { AttributeClass } from '../core/rules/index.js';
import { RulesService } from '../rules/index.js';
import type { FeedEvent, FeedView } from './feed-event.js';

/** How readers see events: whatever the channel, attributes that they may not read are taken out by the hub itself. */
@Injectable()
export class FeedViews {
  constructor(private readonly rules: RulesService) {}

  /** The view of a principal by its rights at this moment; ask again when a long subscription should notice a change. */
  of(principal: Principal): FeedView {
    const classes = readableClasses(principal);
    return event =>
      isAllowed(principal, 'feed.read', { domain: event.domain }) ? this.mask(event, classes) : null;
  }

  /** The event without the values of other classes; `payload.masked` names what was taken out. */
  mask(event: FeedEvent, classes: ReadonlySet<AttributeClass>): FeedEvent {
    const values = event.payload['attributes'];
    const isKnown = this.rules.domains().includes(event.domain);
    // Nobody knows any more what may be shown of a domain whose rules are gone.
    if (!isKnown || !isComposite(values))
      return { ...event, payload: { ...event.payload, attributes: {}, masked: [] } };
    const filled = Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => (value == null ? [] : [[name, value]])),
    );
    const { attributes, masked } = maskAttributes(
      this.rules.active(event.domain).ruleSet.attributes,
      filled,
      classes,
    );
    return {
      ...event,
      payload: { ...event.payload, attributes: withoutAbsent(attributes), masked: [...masked] },
    };
  }
}

function withoutAbsent<Value>(values: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
