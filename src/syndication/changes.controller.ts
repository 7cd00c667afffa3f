import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentPrincipal, RequireAction, requireAllowed, type Principal } from '../access/index.js';
import { DomainError } from '../core/model/index.js';
import { AppConfig } from '../platform/config/index.js';
import { toCloudEvent, type CloudEvent } from './cloud-event.js';
import type { FeedFilter } from './feed-event.js';
import { FeedReader } from './feed-reader.service.js';
import { FeedViews } from './feed-views.js';

/** Longest long-poll in seconds: below the 60 s after which common proxies give up on a silent request. */
const WAIT_MAX_SECONDS = 30;
const LIMIT_MAX = 1_000;

/** A page of the feed over REST. */
export interface ChangesAnswer {
  readonly events: readonly CloudEvent[];
  readonly cursor: string;
  readonly hasMore: boolean;
}

/** The feed over REST. */
@Controller('v1/changes')
export class ChangesController {
  constructor(
    private readonly reader: FeedReader,
    private readonly views: FeedViews,
    private readonly config: AppConfig,
  ) {}

  /**
   * Events after a cursor. Lists (`domain`, `type`, `record`, `changed`) are separated by commas or repeated. With `wait` the
   * answer comes when there is an event, or empty after that many seconds.
   */
  @Get()
  @RequireAction('feed.read')
  async changes(
    @Query() query: Readonly<Record<string, unknown>>,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ChangesAnswer> {
    const filter = filterOf(query);
    for (const domain of filter.domains ?? []) requireAllowed(principal, 'feed.read', { domain });
    const limit = readCount(query, 'limit', 1, LIMIT_MAX) ?? this.config.feed.pageEvents;
    const waitSeconds = readCount(query, 'wait', 0, WAIT_MAX_SECONDS) ?? 0;
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const page = await this.reader.pageWhenReady(readText(query, 'after'), limit, filter, {
      waitMs: waitSeconds * 1_000,
      view: this.views.of(principal),
      signal: gone.signal,
    });
    const source = this.config.http.publicUrl ?? '/touchstone';
    return { ...page, events: page.events.map(event => toCloudEvent(event, source)) };
  }
}

function filterOf(query: Readonly<Record<string, unknown>>): FeedFilter {
  const [domains, types, recordIds, changed] = ['domain', 'type', 'record', 'changed'].map(name =>
    readList(query, name),
  );
  return {
    ...(domains && { domains }),
    ...(types && { types }),
    ...(recordIds && { recordIds }),
    ...(changed && { changed }),
  };
}

function readText(query: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = query[name];
  if (value === undefined || value === '') return null;
  if (typeof value === 'string') return value;
  throw new DomainError('REQUEST.INVALID', `'${name}' may be given once`);
}

function readList(query: Readonly<Record<string, unknown>>, name: string): readonly string[] | undefined {
  const value = query[name];
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  const list = texts.flatMap(text =>
    typeof text === 'string' ? text.split(',').filter(part => part !== '') : [],
  );
  return list.length === 0 ? undefined : list;
}

function readCount(
  query: Readonly<Record<string, unknown>>,
  name: string,
  least: number,
  most: number,
): number | undefined {
  const text = readText(query, name);
  if (text === null) return undefined;
  const count = Number(text);
  if (Number.isInteger(count) && count >= least && count <= most) return count;
  throw new DomainError('REQUEST.INVALID', `'${name}' is a whole number from ${least} to ${most}`);
}
