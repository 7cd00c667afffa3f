import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import type { AttributeClass } from '../core/rules/index.js';
import { GoldenRecordReadRepository } from '../golden-records/index.js';
import { MatchQueryService } from '../matching/index.js';
import { Database } from '../platform/database/index.js';
import { RulesService } from '../rules/index.js';
import { FeedReader } from '../syndication/index.js';
import { HubSamplesRepository } from './hub-samples.repository.js';

/** How long something took, in milliseconds. */
export interface Times {
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

const CANDIDATES = 10;
const FOUND = 20;
const DRAIN_MS = 5_000;

/**
 * How long questions take, one after the other: candidates for known records of a domain, and search with a title in which two
 * letters changed places.
 */
export async function timeAnswers(
  app: INestApplicationContext,
  questions: number,
): Promise<Readonly<Record<string, Times>>> {
  const samples = new HubSamplesRepository(app.get(Database));
  const queries = app.get(MatchQueryService, { strict: false });
  const records = app.get(GoldenRecordReadRepository, { strict: false });
  const rules = app.get(RulesService, { strict: false });
  const times: Record<string, Times> = {};
  for (const domain of ['supplier', 'item']) {
    const { ruleSet } = rules.active(domain);
    times[`matchCandidates ${domain}`] = await timeEach(await samples.features(domain, questions), features =>
      queries.candidates(ruleSet, features, CANDIDATES),
    );
  }
  const titles = await samples.titles(questions);
  const everything = {
    domains: null,
    classes: new Set<AttributeClass>(['public', 'internal', 'restricted', 'secret']),
  };
  times['search'] = await timeEach(titles, title => records.search(withSlip(title), everything, FOUND));
  return times;
}

/**
 * From commit to a subscriber in this process, with that many events a second, each in a transaction of its own.
 *
 * @returns with `count` lower than what was sent when events did not arrive within five seconds of the last
 */
export async function timeFeed(
  app: INestApplicationContext,
  perSecond: number,
  seconds: number,
): Promise<Times> {
  const samples = new HubSamplesRepository(app.get(Database));
  const reader = app.get(FeedReader, { strict: false });
  const ending = new AbortController();
  const committedAt = new Map<string, number>();
  const receivedAt = new Map<string, number>();
  const reading = (async () => {
    for await (const { event } of reader.subscribe(await reader.headCursor(), {}, ending.signal)) {
      if (event !== null) receivedAt.set(event.id, performance.now());
    }
  })();
  await sleep(500);
  const startedAt = performance.now();
  const commits: Promise<void>[] = [];
  const total = perSecond * seconds;
  for (let sent = 0; sent < total; sent += 1) {
    const waitMs = startedAt + (1_000 * sent) / perSecond - performance.now();
    if (waitMs > 1) await sleep(waitMs);
    const id = randomUUID();
    commits.push(samples.emit(id, randomUUID()).then(() => void committedAt.set(id, performance.now())));
  }
  await Promise.all(commits);
  const deadline = performance.now() + DRAIN_MS;
  while (performance.now() < deadline && [...committedAt.keys()].some(id => !receivedAt.has(id)))
    await sleep(50);
  ending.abort();
  await reading;
  // Loops of one thread: an event may be read before its commit is reported back. That is no time at all.
  const delays = [...committedAt].flatMap(([id, at]) => {
    const received = receivedAt.get(id);
    return received === undefined ? [] : [Math.max(0, received - at)];
  });
  return summarise(delays);
}

async function timeEach<Question>(
  questions: readonly Question[],
  ask: (question: Question) => Promise<unknown>,
): Promise<Times> {
  const delays: number[] = [];
  for (const question of questions) {
    const startedAt = performance.now();
    await ask(question);
    delays.push(performance.now() - startedAt);
  }
  return summarise(delays);
}

function summarise(delays: readonly number[]): Times {
  const sorted = delays.toSorted((left, right) => left - right);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { count: sorted.length, p50Ms: at(0.5), p95Ms: at(0.95) };
}

function withSlip(title: string): string {
  const place = Math.min(3, Math.max(0, title.length - 2));
  return title.slice(0, place) + title.charAt(place + 1) + title.charAt(place) + title.slice(place + 2);
}
