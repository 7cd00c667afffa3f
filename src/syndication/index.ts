/**
 * Syndication: every change of a golden record in one gap-free, ordered feed, and its delivery to targets. It reads nothing
 * but the outbox that golden records write.
 */
export { type CloudEvent } from './cloud-event.js';
export type { FeedEvent, FeedFilter, FeedPayload, FeedView } from './feed-event.js';
export { FeedReader, type FeedFrame, type FeedPage } from './feed-reader.service.js';
export { FeedViews } from './feed-views.js';
export { Sequencer } from './sequencer.service.js';
export { openTargets, TargetsService, type TargetActor } from './targets.service.js';
export type { TargetStatus } from './target.repository.js';
export { SyndicationModule } from './syndication.module.js';
