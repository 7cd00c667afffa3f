import { Module } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { Clock } from '../platform/clock/index.js';
import { AppConfig, readProcessEnvironment } from '../platform/config/index.js';
import { Logger } from '../platform/logging/index.js';
import { RulesModule } from '../rules/index.js';
import { SourcesModule } from '../sources/index.js';
import { AcknowledgementRepository } from './acknowledgement.repository.js';
import { AcknowledgementsController } from './acknowledgements.controller.js';
import { AcknowledgementsService } from './acknowledgements.service.js';
import { ChangesController } from './changes.controller.js';
import { DeliveryRepository } from './delivery.repository.js';
import { DeliveryEngine } from './delivery.service.js';
import { FeedEpochRepository } from './feed-epoch.repository.js';
import { FeedNews } from './feed-news.js';
import { FeedReader } from './feed-reader.service.js';
import { FeedViews } from './feed-views.js';
import { FeedRepository } from './feed.repository.js';
import { OutboundGuard } from './outbound-guard.js';
import { Sequencer } from './sequencer.service.js';
import { TargetSync } from './sync-targets.service.js';
import { SyndicationLoops } from './syndication-loops.js';
import { SyndicationMetrics } from './syndication-metrics.js';
import { TargetsService } from './targets.service.js';
import { TargetRepository } from './target.repository.js';
import { WebhookSender } from './webhook-sender.js';
import { readSigningKeys } from './webhook-signature.js';

/** The feed: from the outbox to its readers, and to targets by webhook. */
@Module({
  imports: [AccessModule, RulesModule, SourcesModule],
  controllers: [AcknowledgementsController, ChangesController],
  providers: [
    AcknowledgementRepository,
    AcknowledgementsService,
    DeliveryRepository,
    FeedEpochRepository,
    FeedNews,
    FeedReader,
    FeedRepository,
    FeedViews,
    Sequencer,
    SyndicationLoops,
    SyndicationMetrics,
    TargetRepository,
    TargetSync,
    TargetsService,
    {
      provide: DeliveryEngine,
      useFactory: openDeliveryEngine,
      inject: [
        AppConfig,
        Clock,
        Logger,
        DeliveryRepository,
        TargetRepository,
        FeedRepository,
        FeedViews,
        TargetSync,
        SyndicationMetrics,
      ],
    },
  ],
  exports: [DeliveryEngine, FeedReader, FeedViews, Sequencer, TargetsService],
})
export class SyndicationModule {}

function openDeliveryEngine(
  config: AppConfig,
  clock: Clock,
  logger: Logger,
  deliveries: DeliveryRepository,
  targets: TargetRepository,
  feed: FeedRepository,
  views: FeedViews,
  sync: TargetSync,
  metrics: SyndicationMetrics,
): DeliveryEngine {
  // A target's secret is in a variable that its system file names, so it is no part of the hub's own settings.
  const secrets = readProcessEnvironment(process.cwd());
  return new DeliveryEngine({
    deliveries,
    targets,
    feed,
    sender: new WebhookSender(new OutboundGuard(config.feed.outboundAllowedHosts)),
    clock,
    logger: logger.with({ module: 'syndication' }),
    syncTargets: async () => sync.sync(),
    signingKeys: secretRef => readSigningKeys(secrets[secretRef] ?? ''),
    mask: (event, classes) => views.mask(event, classes),
    random: Math.random,
    source: config.http.publicUrl ?? '/touchstone',
    onAttempt: (target, outcome) => metrics.countAttempt(target, outcome),
  });
}
