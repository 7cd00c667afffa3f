import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BuiltHub, type HubProcess, type Mutation } from '../harness/built-hub.js';
import { RECEIVER_SECRET } from '../integration/syndication/webhook-receiver.js';
import { csvOf, supplierFields } from '../integration/write-path/supplier-network.js';
import { rulesWithTarget } from './hub-load.js';

/** Megabytes of the file, for instance TOUCHSTONE_UPLOAD_MB=2048. It is made while it is sent and takes minutes: not part of `npm test`. */
const MEGABYTES = Number(process.env['TOUCHSTONE_UPLOAD_MB'] ?? 0);
/** Long rows, so that the hub is busy with bytes and not with matching; a column that no mapping reads. */
const ROW_KB = Number(process.env['TOUCHSTONE_UPLOAD_ROW_KB'] ?? 512);
const ROWS = Math.ceil((MEGABYTES * 1024) / ROW_KB);
/** Design: resident memory of the hub, whatever the file's size. */
const RSS_MAX_MB = 1_024;
const WAIT_MAX_MS = 3_600_000;

const built = new BuiltHub('huge-upload');
let folder = '';
let hub: HubProcess;
let url = '';
let apiKey = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-huge-'));
  await chmod(folder, 0o755);
});
afterAll(async () => {
  built.dispose();
  await rm(folder, { recursive: true, force: true });
});

const variables = () => ({
  TOUCHSTONE_DATA_DIR: join(folder, 'data'),
  TOUCHSTONE_RULES_DIR: join(folder, 'rules'),
  LEDGER_SECRET: RECEIVER_SECRET,
  LOG_LEVEL: 'error',
});

async function start(): Promise<void> {
  hub = built.run(['start', '--no-demo'], variables());
  [, url = ''] = await hub.says(/ready after [\d.]+ s: (http:\S+)/);
}

async function kill(): Promise<void> {
  hub.child.kill('SIGKILL');
  await hub.ended;
}

/** The most memory that the hub's process ever held, in megabytes. */
function peakMegabytes(): number {
  const status = readFileSync(`/proc/${hub.child.pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024);
}

function* fileOf(rows: number): Generator<string> {
  const [header = ''] = csvOf([]).split('\n');
  yield `${header},NOTE\n`;
  const note = 'The quick brown fox jumps over the lazy dog. '
    .repeat(Math.ceil((ROW_KB * 1024) / 45))
    .slice(0, ROW_KB * 1024 - 150);
  for (let row = 0; row < rows; row += 1) {
    const line = csvOf([{ ...supplierFields(row), ID: `H${row}` }]).split('\n')[1] ?? '';
    yield `${line},${note}\n`;
  }
}

/** Sends the file as it is made. @returns the batch, or `null` when the connection broke off */
async function upload(key: string, onSent: (bytes: number) => void): Promise<string | null> {
  return new Promise(resolve => {
    let sent = 0;
    const counted = Readable.from(
      (function* () {
        for (const piece of fileOf(ROWS)) {
          onSent((sent += Buffer.byteLength(piece)));
          yield piece;
        }
      })(),
      { objectMode: true, highWaterMark: 4 },
    );
    const sending = request(
      `${url}/v1/sources/alpha/supplier/records?name=suppliers.csv`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'text/csv', 'idempotency-key': key },
      },
      response => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve((JSON.parse(text) as { batchId?: string }).batchId ?? null));
        response.on('error', () => resolve(null));
      },
    );
    sending.on('error', () => resolve(null));
    counted.on('error', () => resolve(null));
    counted.pipe(sending);
  });
}

interface Progress {
  readonly state: string;
  readonly bytesRead: number;
  readonly counts: { readonly read: number; readonly created: number; readonly quarantined: number };
}

async function progressOf(batchId: string): Promise<Progress> {
  const answer = await fetch(`${url}/v1/batches/${batchId}`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  return (await answer.json()) as Progress;
}

/** Follows a batch until `isEnough`. @returns what was seen of its progress, each state once */
async function follow(batchId: string, isEnough: (progress: Progress) => boolean): Promise<Progress[]> {
  const seen: Progress[] = [];
  for (const until = performance.now() + WAIT_MAX_MS; performance.now() < until; await pause(200)) {
    const progress = await progressOf(batchId);
    if (seen.at(-1)?.counts.read !== progress.counts.read) seen.push(progress);
    if (isEnough(progress)) return [...seen, progress];
  }
  throw new Error('the batch does not end');
}

async function prepare(mutation?: Mutation): Promise<void> {
  built.build(mutation);
  rulesWithTarget(join(folder, 'rules'), '127.0.0.1:9');
  await rm(join(folder, 'data'), { recursive: true, force: true });
  await start();
  const key = built.run(['key', 'create', 'load', '--role', 'integration', '--json'], variables());
  [, apiKey = ''] = await key.says(/"secret": "(ts_[^"]+)"/);
}

describe.runIf(MEGABYTES > 0 && process.platform === 'linux')(
  `a file of ${MEGABYTES} MB`,
  { timeout: WAIT_MAX_MS },
  () => {
    it('is taken in bounded memory with live progress, and goes on where it was after kill -9', async () => {
      await prepare();
      const broken = upload('one', bytes => {
        if (bytes > (MEGABYTES / 2) * 1024 * 1024 && !hub.hasEnded()) hub.child.kill('SIGKILL');
      });
      await hub.ended;
      expect(await broken).toBeNull();
      await start();

      const startedMs = performance.now();
      const batchId = await upload('one', () => undefined);
      const uploadSeconds = (performance.now() - startedMs) / 1_000;
      const afterUpload = peakMegabytes();
      if (batchId === null) throw new Error(`the second upload failed:\n${hub.text()}`);
      const before = await follow(batchId, ({ counts }) => counts.read >= ROWS / 3);
      const peaks = [peakMegabytes()];
      await kill();
      await start();
      const resumedMs = performance.now();
      const after = await follow(batchId, ({ state }) => state === 'done' || state === 'failed');
      peaks.push(peakMegabytes());
      console.info(
        `${MEGABYTES} MB in ${ROWS} rows: uploaded in ${uploadSeconds.toFixed(1)} s, peak ${afterUpload} MB; ` +
          `killed at row ${before.at(-1)?.counts.read}, the rest in ${((performance.now() - resumedMs) / 1_000).toFixed(1)} s; ` +
          `peaks while processing ${peaks.join(' and ')} MB; ${before.length + after.length} states of progress seen`,
      );
      expect(after.at(-1)).toMatchObject({
        state: 'done',
        counts: { read: ROWS, created: ROWS, quarantined: 0 },
      });
      // It went on with what was not committed: nothing of what was counted before was counted anew.
      expect(after[0]?.counts.read).toBeGreaterThanOrEqual(before.at(-1)?.counts.read ?? 0);
      expect(before.length + after.length).toBeGreaterThan(Math.min(10, ROWS / 300));
      for (const peak of [afterUpload, ...peaks]) expect(peak).toBeLessThan(RSS_MAX_MB);
      hub.child.kill('SIGTERM');
      await hub.ended;
    });

    it('would need more memory if it were held before it is stored (mutant)', async () => {
      await prepare({
        file: 'ingestion/receive-batch.service.js',
        replacements: [
          [
            'for await (const chunk of content){',
            'const all = []; for await (const each of content) all.push(each);\n    for (const chunk of all){',
          ],
        ],
      });
      await upload('held', () => undefined);
      expect(peakMegabytes()).toBeGreaterThan(RSS_MAX_MB);
      await kill();
    });
  },
);
