import { Module } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { RulesModule } from '../rules/index.js';
import { SourcesModule } from '../sources/index.js';
import { ChangesController } from './changes.controller.js';
import { FeedEpochRepository } from './feed-epoch.repository.js';
import { FeedNews } from './feed-news.js';
import { FeedReader } from './feed-reader.service.js';
import { FeedViews } from './feed-views.js';
import { FeedRepository } from './feed.repository.js';
import { Sequencer } from './sequencer.service.js';
import { SyndicationLoops } from './syndication-loops.js';

/** The feed: from the outbox to its readers. */
@Module({
  imports: [AccessModule, RulesModule, SourcesModule],
  controllers: [ChangesController],
  providers: [
    FeedEpochRepository,
    FeedNews,
    FeedReader,
    FeedRepository,
    FeedViews,
    Sequencer,
    SyndicationLoops,
  ],
  exports: [FeedReader, FeedViews, Sequencer],
})
export class SyndicationModule {}
