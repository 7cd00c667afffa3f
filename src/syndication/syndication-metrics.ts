import { Injectable } from '@nestjs/common';
import { Telemetry } from '../platform/telemetry/index.js';
import type { AttemptVerdict } from './classify-response.js';
import { DeliveryRepository } from './delivery.repository.js';
import { FeedRepository } from './feed.repository.js';
import type { Target } from './target.repository.js';

/** What operators see of the feed and its deliveries. Figures of the database are looked up when the metrics are read. */
@Injectable()
export class SyndicationMetrics {
  readonly #attempts;

  constructor(telemetry: Telemetry, feed: FeedRepository, deliveries: DeliveryRepository) {
    this.#attempts = telemetry.counter({
      name: 'touchstone_delivery_attempts_total',
      help: 'Attempts of deliveries by target and outcome (acked, retry, park, hold, suspend)',
      labels: ['system', 'target', 'outcome'],
    });
    telemetry.gauge({
      name: 'touchstone_outbox_age_seconds',
      help: 'Age of the oldest event that has no position yet; above 5 something is wrong',
      collect: async gauge => gauge.set((await feed.outboxBacklog()).ageSeconds),
    });
    telemetry.gauge({
      name: 'touchstone_outbox_events',
      help: 'Events that have no position yet, counted up to 10000',
      collect: async gauge => gauge.set((await feed.outboxBacklog()).rows),
    });
    telemetry.gauge({
      name: 'touchstone_feed_position',
      help: 'Position of the newest event of the feed',
      collect: async gauge => gauge.set(Number((await feed.head()).position)),
    });
    telemetry.gauge({
      name: 'touchstone_fanout_lag_events',
      help: 'Events of the feed that have not been looked at for deliveries',
      collect: async gauge => gauge.set((await deliveries.backlog()).fanoutLag),
    });
    telemetry.gauge({
      name: 'touchstone_deliveries',
      help: 'Unsettled deliveries by state',
      labels: ['state'],
      collect: async gauge => {
        gauge.reset();
        for (const { state, count } of (await deliveries.backlog()).states) gauge.set({ state }, count);
      },
    });
  }

  countAttempt({ system, name }: Target, outcome: AttemptVerdict['kind']): void {
    this.#attempts.inc({ system, target: name, outcome });
  }
}
