/** Deliveries after the snapshot: each day one record in a hundred is sent again, changed or not. */
import {
  CONTRACT_CHANGES,
  COST_CENTER_CHANGES,
  ITEM_CHANGES,
  LOCATION_CHANGES,
  SUPPLIER_CHANGES,
  type ChangeKind,
  type Expectation,
} from './delta-changes.js';
import type { EditableFeed, FeedFile, FeedOutput } from '../feeds/feed.js';
import type { NetworkFeeds } from '../feeds/feeds.js';
import { entityId, type Domain } from '../seed/network.js';
import { at, draw, field, fold } from '../seed/random.js';
import type { Sources } from '../sources/sources.js';
import type { System } from '../copies/system.js';

/** Days of deliveries after the snapshot. */
export const DELTA_DAYS = 5;

/** Share of the things of a domain that each source sends again in a day. */
const DAILY_SHARE = 0.01;

/** The day on which the procurement suite's supplier file comes with a renamed column, once in some two hundred files. */
const DRIFT = { day: 3, system: 'coupa', domain: 'supplier', from: 'Tax ID', to: 'Tax Identifier' } as const;

const KIND = field('delta.kind');

/** One line of `truth/events.jsonl`. */
interface DeltaEvent {
  readonly day: number;
  readonly system: System;
  readonly domain: Domain;
  readonly key: string;
  readonly entityId: string;
  readonly event: string;
  readonly expect: Expectation;
  readonly attributes: readonly string[];
}

/** What one system sends of one domain on one day. */
export interface Delivery {
  readonly system: System;
  readonly domain: Domain;
  readonly files: readonly FeedFile[];
  /** Positions to walk; some hold no record. */
  readonly positions: number;
  /** Writes the records at a position and says what should come of each. */
  write(position: number, out: FeedOutput): readonly DeltaEvent[];
}

/** The deliveries of day `day` (from 1). No record is changed on two days. */
export function deliveriesOf(sources: Sources, feeds: NetworkFeeds, day: number): readonly Delivery[] {
  return [
    ...feeds.location.map(feed => delivery(sources, feed, LOCATION_CHANGES, day)),
    ...feeds.costCenter.map(feed => delivery(sources, feed, COST_CENTER_CHANGES, day)),
    ...feeds.supplier.map(feed => delivery(sources, feed, SUPPLIER_CHANGES, day)),
    ...feeds.item.map(feed => delivery(sources, feed, ITEM_CHANGES, day)),
    ...feeds.contract.map(feed => delivery(sources, feed, CONTRACT_CHANGES, day)),
  ];
}

function delivery<Copy>(
  sources: Sources,
  feed: EditableFeed<Copy>,
  changes: readonly ChangeKind<Copy>[],
  day: number,
): Delivery {
  const { system, domain, numbering } = feed;
  const kinds = changes.filter(({ systems }) => systems === undefined || systems.includes(system));
  const positions = Math.ceil(numbering.count * DAILY_SHARE);
  const order = sources.network.shuffle(numbering.count, `delta.${system}.${domain}`);
  const drifted = day === DRIFT.day && system === DRIFT.system && domain === DRIFT.domain;
  return {
    system,
    domain,
    positions,
    files: drifted
      ? feed.files.map(file => ({ ...file, header: file.header.replace(DRIFT.from, DRIFT.to) }))
      : feed.files,
    write(position, out) {
      const index = order.at((day - 1) * positions + position);
      if (!numbering.has(index)) return [];
      const key = fold(numbering.copyKey(index, 0), day);
      const kind = at(kinds, draw(key, KIND));
      const event = (expect: Expectation): DeltaEvent => ({
        day,
        system,
        domain,
        key: sources.key(system, domain, index, 0),
        entityId: entityId(domain, index),
        event: kind.event,
        expect: drifted ? 'SCHEMA_DRIFT' : expect,
        attributes: kind.attributes,
      });
      feed.write(index, 0, out, record => kind.change(record, key, sources, index));
      const { again } = kind;
      if (again === undefined) return [event(kind.expect)];
      feed.write(index, 0, out, record => again.change(record, key, sources, index));
      return [event(kind.expect), event(again.expect)];
    },
  };
}
