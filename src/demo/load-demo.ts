import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { MACHINE } from '../access/index.js';
import { writeNetwork } from '../generator/index.js';
import { BatchReceiver, BatchRepository } from '../ingestion/index.js';
import { SourcesService } from '../sources/index.js';
import { demoBatches, type DemoBatch } from './demo-batches.js';

/** How often the progress of batches is looked up. */
const LOOK_EVERY_MS = 250;

/** What loading the demo tells while it goes on. */
export interface DemoProgress {
  onStep(sentence: string): void;
  onRecords(done: number, total: number): void;
}

/** How a demo load ended. */
export interface DemoOutcome {
  readonly records: number;
  readonly quarantined: number;
  readonly failedBatches: readonly string[];
}

/**
 * Generates the demo network (10k records, seed 1) and sends it through the same door as every other file: batches, jobs, matching. The
 * truth stays in the folder; nothing of the hub reads it. Sending it again changes nothing.
 */
export async function loadDemo(
  app: INestApplicationContext,
  dataDir: string,
  progress: DemoProgress,
): Promise<DemoOutcome> {
  const out = join(dataDir, 'demo');
  progress.onStep('Demo: writing the files of an invented hospital network');
  const manifest = await writeNetwork({ scale: '10k', seed: 1, dirt: 1, out });
  const sources = app.get(SourcesService, { strict: false });
  const batches = demoBatches(manifest, (system, domain) => sources.domainSource(system, domain));
  const total = batches.reduce((sum, batch) => sum + batch.records, 0);
  progress.onStep(`Demo: loading ${total.toLocaleString('en-US')} records in ${batches.length} batches`);
  const ids: string[] = [];
  for (const batch of batches) ids.push(await submit(app.get(BatchReceiver, { strict: false }), out, batch));
  return await follow(app.get(BatchRepository, { strict: false }), ids, total, progress);
}

async function submit(receiver: BatchReceiver, folder: string, batch: DemoBatch): Promise<string> {
  const files = batch.paths.map(path => ({
    name: basename(path),
    content: createReadStream(join(folder, path)),
  }));
  const receipt = await receiver.receive({
    system: batch.system,
    domain: batch.domain,
    contentType: null,
    files,
    submittedBy: MACHINE.id,
    correlationId: `demo-${batch.system}-${batch.domain}`,
    idempotencyKey: `demo-10k-1-${batch.system}-${batch.domain}-${batch.paths.join(',')}`.slice(0, 255),
  });
  return receipt.batchId;
}

async function follow(
  batches: BatchRepository,
  ids: readonly string[],
  total: number,
  progress: DemoProgress,
): Promise<DemoOutcome> {
  for (;;) {
    const states = await Promise.all(ids.map(id => batches.find(id)));
    const known = states.filter(state => state !== null);
    const read = known.reduce((sum, batch) => sum + batch.counts.read, 0);
    progress.onRecords(Math.min(read, total), total);
    if (known.every(batch => batch.state === 'done' || batch.state === 'failed')) {
      return {
        records: read,
        quarantined: known.reduce((sum, batch) => sum + batch.counts.quarantined, 0),
        failedBatches: known
          .filter(batch => batch.state === 'failed')
          .map(batch => `${batch.system}/${batch.domain}: ${batch.causes[0]?.message ?? 'unknown'}`),
      };
    }
    await sleep(LOOK_EVERY_MS);
  }
}
