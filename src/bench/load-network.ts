import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { MACHINE } from '../access/index.js';
import { demoBatches } from '../demo/demo-batches.js';
import type { Manifest } from '../generator/index.js';
import { BatchReceiver, BatchRepository, type Batch } from '../ingestion/index.js';
import { SourcesService } from '../sources/index.js';

/** How often the progress of batches is looked up; rarely, because looking takes processor time from what is measured. */
const LOOK_EVERY_MS = 500;

/** How a load went. */
export interface NetworkLoad {
  /** Records read, the ones in quarantine included. */
  readonly records: number;
  readonly created: number;
  readonly unchanged: number;
  readonly quarantined: number;
  readonly seconds: number;
  readonly failedBatches: readonly string[];
}

/** What of a network is loaded, and how. */
export interface LoadOptions {
  /** Makes another delivery of the same files: without it a repetition is answered and not processed. */
  readonly run: string;
  /** Only the files of this domain. */
  readonly domain?: string;
  /** As bulk loads. */
  readonly bulk?: boolean;
  readonly onRecords?: (done: number, total: number) => void;
  /** Told how the batches are, twice a second. */
  readonly onLook?: (batches: readonly Batch[]) => void;
  /** Stop waiting when so many records are in; the hub goes on loading. */
  readonly until?: number;
}

/**
 * Sends a generated network through the same door as every other file (batches, jobs, matching), and waits for the end.
 *
 * @param folder where `writeNetwork` wrote it
 */
export async function loadNetwork(
  app: INestApplicationContext,
  folder: string,
  manifest: Manifest,
  { run, domain: only, bulk = false, onRecords, onLook, until = Infinity }: LoadOptions,
): Promise<NetworkLoad> {
  const sources = app.get(SourcesService, { strict: false });
  const receiver = app.get(BatchReceiver, { strict: false });
  const batches = demoBatches(manifest, (system, domain) => sources.domainSource(system, domain)).filter(
    ({ domain }) => only === undefined || domain === only,
  );
  const total = batches.reduce((records, batch) => records + batch.records, 0);
  const startedAt = performance.now();
  const ids: string[] = [];
  for (const { system, domain, paths } of batches) {
    // A file that has two parts to play is still sent once.
    const files = [...new Set(paths)].map(path => ({
      name: basename(path),
      content: createReadStream(join(folder, path)),
    }));
    const receipt = await receiver.receive({
      system,
      domain,
      contentType: null,
      bulk,
      files,
      submittedBy: MACHINE.id,
      correlationId: `bench-${run}-${system}-${domain}`,
      idempotencyKey: `bench-${run}-${system}-${domain}`,
    });
    ids.push(receipt.batchId);
  }
  const ended = await follow(app.get(BatchRepository, { strict: false }), ids, known => {
    onLook?.(known);
    const done = sum(known, batch => batch.counts.read);
    onRecords?.(Math.min(done, total), total);
    return done >= until;
  });
  return { ...sumUp(ended), seconds: (performance.now() - startedAt) / 1_000 };
}

/** @param onLook says whether it has seen enough */
async function follow(
  batches: BatchRepository,
  ids: readonly string[],
  onLook: (batches: readonly Batch[]) => boolean,
): Promise<readonly Batch[]> {
  for (;;) {
    const known = (await Promise.all(ids.map(id => batches.find(id)))).filter(batch => batch !== null);
    if (onLook(known)) return known;
    if (known.every(({ state }) => state === 'done' || state === 'failed')) return known;
    await sleep(LOOK_EVERY_MS);
  }
}

function sumUp(batches: readonly Batch[]): Omit<NetworkLoad, 'seconds'> {
  return {
    records: sum(batches, ({ counts }) => counts.read),
    created: sum(batches, ({ counts }) => counts.created),
    unchanged: sum(batches, ({ counts }) => counts.unchanged),
    quarantined: sum(batches, ({ counts }) => counts.quarantined),
    failedBatches: batches.flatMap(({ state, system, domain, causes }) =>
      state === 'failed' ? [`${system}/${domain}: ${causes[0]?.message ?? 'unknown'}`] : [],
    ),
  };
}

function sum(batches: readonly Batch[], countOf: (batch: Batch) => number): number {
  return batches.reduce((total, batch) => total + countOf(batch), 0);
}
