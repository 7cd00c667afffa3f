import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DeliveryEngine } from './delivery.service.js';
import { FeedNews } from './feed-news.js';
import { Sequencer } from './sequencer.service.js';

/**
 * Runs the loops of syndication in every process that stays: the ones that serve, and the workers, which answer health
 * checks. A context without HTTP is a command or a test, which runs a loop only by asking for it.
 */
@Injectable()
export class SyndicationLoops implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly sequencer: Sequencer,
    private readonly deliveries: DeliveryEngine,
    private readonly news: FeedNews,
  ) {}

  onApplicationBootstrap(): void {
    if (this.host.httpAdapter == null) return;
    this.sequencer.start();
    this.deliveries.start();
  }

  /** Before the pool and the listening connection close. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.news.stop();
    await Promise.all([this.sequencer.stop(), this.deliveries.stop()]);
  }
}
