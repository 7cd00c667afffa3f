import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { MACHINE } from '../access/index.js';
import { DELTA_DAYS, writeNetwork } from '../generator/index.js';
import { BatchReceiver, BatchRepository, type Batch } from '../ingestion/index.js';
import { SourcesService } from '../sources/index.js';
import { demoBatches, type DemoBatch } from './demo-batches.js';

/** How often the progress of batches is looked up. */
const LOOK_EVERY_MS = 250;
/** The cause of a file whose columns are not those of its system file. */
const SCHEMA_DRIFT = 'SCHEMA_DRIFT';

/** What loading the demo tells while it goes on. */
export interface DemoProgress {
  onStep(sentence: string): void;
  onRecords(done: number, total: number): void;
  /** All records are taken in; this is how far they are matched and merged. */
  onParts(done: number, total: number): void;
}

/** How a demo load ended. */
export interface DemoOutcome {
  readonly records: number;
  readonly quarantined: number;
  /** Deliveries that were refused because their columns had changed: the network sends one on the third day. */
  readonly refused: readonly string[];
  /** Deliveries that failed otherwise: there should be none. */
  readonly failed: readonly string[];
}

/**
 * Generates the demo network (10k records, seed 1) and sends it through the same doors as every other file: what the systems hold as bulk
 * loads, and then what they sent on the days since, so that there is history to see and changes wait for approval. The truth stays in the
 * folder; nothing of the hub reads it. Sending it again changes nothing.
 */
export async function loadDemo(
  app: INestApplicationContext,
  dataDir: string,
  progress: DemoProgress,
): Promise<DemoOutcome> {
  const folder = join(dataDir, 'demo');
  progress.onStep('Demo: writing the files of an invented hospital network');
  const manifest = await writeNetwork({ scale: '10k', seed: 1, dirt: 1, out: folder });
  const sources = app.get(SourcesService, { strict: false });
  const batchesOf = (day?: number): DemoBatch[] =>
    demoBatches(manifest, (system, domain) => sources.domainSource(system, domain), day);
  const snapshot = batchesOf();
  const total = snapshot.reduce((sum, batch) => sum + batch.records, 0);
  progress.onStep(`Demo: loading ${total.toLocaleString('en-US')} records in ${snapshot.length} batches`);
  const load = { receiver: app.get(BatchReceiver, { strict: false }), folder };
  const ids: string[] = [];
  for (const batch of snapshot) ids.push(await submit(load, batch));
  const batches = app.get(BatchRepository, { strict: false });
  const loaded = await follow(batches, ids, known => {
    const read = known.reduce((sum, batch) => sum + batch.counts.read, 0);
    if (known.some(({ state }) => state === 'queued' || state === 'processing'))
      progress.onRecords(Math.min(read, total), total);
    else progress.onParts(...partsOf(known));
  });
  progress.onStep(`Demo: loading what the systems sent on the ${DELTA_DAYS} days since`);
  for (let day = 1; day <= DELTA_DAYS; day++)
    loaded.push(...(await loadDay(load, batches, batchesOf(day), day)));
  return outcomeOf(loaded);
}

/** Where batches come from, and where they go. */
interface DemoLoad {
  readonly receiver: BatchReceiver;
  readonly folder: string;
}

async function loadDay(
  load: DemoLoad,
  batches: BatchRepository,
  ofDay: readonly DemoBatch[],
  day: number,
): Promise<Batch[]> {
  const ids: string[] = [];
  for (const batch of ofDay) ids.push(await submit(load, batch, day));
  return follow(batches, ids, () => undefined);
}

/** @param day without it the batch is of the snapshot, and a bulk load */
async function submit({ receiver, folder }: DemoLoad, batch: DemoBatch, day?: number): Promise<string> {
  const { system, domain, paths } = batch;
  const receipt = await receiver.receive({
    system,
    domain,
    contentType: null,
    bulk: day === undefined,
    files: paths.map(path => ({ name: basename(path), content: createReadStream(join(folder, path)) })),
    submittedBy: MACHINE.id,
    correlationId: `demo${day === undefined ? '' : `-day-${day}`}-${system}-${domain}`,
    idempotencyKey: `demo-10k-1-${system}-${domain}-${paths.join(',')}`.slice(0, 255),
  });
  return receipt.batchId;
}

/** Waits for the end of all batches. */
async function follow(
  batches: BatchRepository,
  ids: readonly string[],
  onLook: (known: readonly Batch[]) => void,
): Promise<Batch[]> {
  for (;;) {
    const states = await Promise.all(ids.map(id => batches.find(id)));
    const known = states.filter(state => state !== null);
    if (known.every(({ state }) => state === 'done' || state === 'failed')) return known;
    onLook(known);
    await sleep(LOOK_EVERY_MS);
  }
}

/** Parts of one load are counted with each load that is merged with it, which changes nothing about their share. */
function partsOf(batches: readonly Batch[]): [done: number, planned: number] {
  return [
    batches.reduce((sum, { parts }) => sum + parts.done, 0),
    batches.reduce((sum, { parts }) => sum + parts.planned, 0),
  ];
}

function outcomeOf(batches: readonly Batch[]): DemoOutcome {
  const failed = batches.filter(({ state }) => state === 'failed');
  const hasDrifted = ({ causes }: Batch): boolean => causes.some(({ code }) => code === SCHEMA_DRIFT);
  return {
    records: batches.reduce((sum, { counts }) => sum + counts.read, 0),
    quarantined: batches.reduce((sum, { counts }) => sum + counts.quarantined, 0),
    refused: failed.filter(hasDrifted).map(inWords),
    failed: failed.filter(batch => !hasDrifted(batch)).map(inWords),
  };
}

function inWords({ system, domain, causes }: Batch): string {
  return `${system}/${domain}: ${causes[0]?.message ?? 'unknown'}`;
}
