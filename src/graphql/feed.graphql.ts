import { Injectable } from '@nestjs/common';
import type { GraphqlContribution } from '../platform/graphql/index.js';
import {
  FeedReader,
  FeedViews,
  type FeedEvent,
  type FeedFilter,
  type FeedFrame,
} from '../syndication/index.js';
import type { GraphqlContext } from './context.js';
import { FEED_SDL } from './feed.sdl.js';
import { pageSize } from './page.js';

interface FilterInput {
  readonly domains?: readonly string[] | null;
  readonly types?: readonly string[] | null;
  readonly attributes?: readonly string[] | null;
  readonly recordIds?: readonly string[] | null;
}

/** The change feed as a query to poll and a subscription to follow. */
@Injectable()
export class FeedGraphql {
  constructor(
    private readonly feed: FeedReader,
    private readonly views: FeedViews,
  ) {}

  contribution(): GraphqlContribution<GraphqlContext> {
    return {
      typeDefs: FEED_SDL,
      resolvers: {
        ChangeEvent: { masked: (event: FeedEvent) => event.payload['masked'] ?? [] },
        Query: {
          changes: (
            _: unknown,
            ask: { after?: string | null; first: number; filter?: FilterInput | null },
            { principal }: GraphqlContext,
          ) =>
            this.feed.page(
              ask.after ?? null,
              pageSize(ask.first),
              filterOf(ask.filter),
              this.views.of(principal),
            ),
          recentChanges: (
            _: unknown,
            ask: { first: number; filter?: FilterInput | null },
            { principal }: GraphqlContext,
          ) => this.feed.recent(pageSize(ask.first), filterOf(ask.filter), this.views.of(principal)),
        },
        Subscription: {
          changes: {
            subscribe: async (
              _: unknown,
              ask: { after?: string | null; filter?: FilterInput | null },
              { principal }: GraphqlContext,
            ) => {
              const filter = filterOf(ask.filter);
              const after = ask.after ?? (await this.feed.headCursor(filter));
              return abortable(signal =>
                this.feed.subscribe(after, filter, signal, this.views.of(principal)),
              );
            },
            resolve: (frame: FeedFrame) => frame,
          },
        },
      },
      policies: {
        'Query.changes': 'feed.read',
        'Query.recentChanges': 'feed.read',
        'Subscription.changes': 'feed.read',
      },
    };
  }
}

function filterOf(input: FilterInput | null | undefined): FeedFilter {
  return {
    ...(input?.domains == null ? {} : { domains: input.domains }),
    ...(input?.types == null ? {} : { types: input.types }),
    ...(input?.attributes == null ? {} : { changed: input.attributes }),
    ...(input?.recordIds == null ? {} : { recordIds: input.recordIds }),
  };
}

/** A generator that ends at once when its consumer leaves, also while it waits for news. */
function abortable<Frame>(
  start: (signal: AbortSignal) => AsyncGenerator<Frame, void, undefined>,
): AsyncIterableIterator<Frame> {
  const controller = new AbortController();
  const frames = start(controller.signal);
  return {
    next: () => frames.next(),
    return: async () => {
      controller.abort();
      await frames.return();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
