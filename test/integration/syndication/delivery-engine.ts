import type { Database } from '../../../src/platform/database/index.js';
import { createLogger } from '../../../src/platform/logging/index.js';
import { DeliveryRepository } from '../../../src/syndication/delivery.repository.js';
import { DeliveryEngine, type DeliveryPace } from '../../../src/syndication/delivery.service.js';
import { FeedRepository } from '../../../src/syndication/feed.repository.js';
import { OutboundGuard } from '../../../src/syndication/outbound-guard.js';
import { TargetRepository } from '../../../src/syndication/target.repository.js';
import { WebhookSender } from '../../../src/syndication/webhook-sender.js';
import { readSigningKeys } from '../../../src/syndication/webhook-signature.js';
import { RECEIVER_SECRET } from './webhook-receiver.js';

/** A delivery engine for tests: the product's, with a receiver on this machine allowed and short waits. */
export function testDeliveryEngine(
  database: Database,
  allowedHosts: string | readonly string[],
  pace: DeliveryPace = { leaseMs: 1_500, retryScale: 0.01 },
  clock = { now: () => new Date() },
): DeliveryEngine {
  return new DeliveryEngine(
    {
      deliveries: new DeliveryRepository(database),
      targets: new TargetRepository(database),
      feed: new FeedRepository(database),
      sender: new WebhookSender(new OutboundGuard([allowedHosts].flat())),
      clock,
      logger: createLogger({ level: 'silent', format: 'json' }),
      syncTargets: async () => undefined,
      signingKeys: secretRef => readSigningKeys(secretRef === 'RECEIVER_SECRET' ? RECEIVER_SECRET : ''),
      mask: event => event,
      random: () => 0.5,
      source: '/touchstone',
      onAttempt: () => undefined,
    },
    pace,
  );
}
