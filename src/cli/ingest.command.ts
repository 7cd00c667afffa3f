import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { readProcessEnvironment } from '../platform/config/index.js';
import { StartupError } from '../platform/errors/index.js';
import { CliOutput } from './cli-output.js';
import { API_KEY_VARIABLE, readCliSettings } from './read-cli-settings.js';
import {
  askHub,
  contentKey,
  describeFiles,
  uploadFiles,
  type HubAddress,
  type HubAnswer,
} from './upload-files.js';

interface IngestOptions {
  readonly url?: string;
  readonly key?: string;
  readonly idempotencyKey?: string;
  readonly bulk?: boolean;
  readonly json?: boolean;
  readonly wait: boolean;
}

/** What the command shows of a batch, as `GET /v1/batches/{id}` tells it. */
interface BatchView {
  readonly state: string;
  readonly bytes: number;
  readonly bytesRead: number;
  readonly phase: string;
  readonly parts: { readonly done: number; readonly planned: number };
  readonly counts: ReadonlyMap<string, number>;
  readonly causes: readonly string[];
  readonly quarantine: readonly string[];
}

const POLL_MS = 500;
/** A hub that restarts is back within this; the batch goes on by itself. */
const UNREACHABLE_MAX_MS = 60_000;
const ENDED = new Set(['done', 'failed', 'cancelled']);
const EXIT_WITH_QUARANTINE = 3;

/** `touchstone ingest`: sends files to a running hub and waits until they are loaded. */
export function ingestCommand(): Command {
  return new Command('ingest')
    .description(
      'send files of a source system to a running hub. Exit codes: 0 loaded, 1 failed, 3 loaded with records in quarantine',
    )
    .argument('<system>', 'source system, by the name of its file in golden-record-rules/systems')
    .argument('<domain>', 'domain of the records')
    .argument('<file...>', 'one file, or several that belong together')
    .option('--url <url>', 'address of the hub; default: PUBLIC_URL, else this machine and PORT')
    .option('--key <key>', 'API key; better in TOUCHSTONE_API_KEY, where no process list shows it')
    .option('--idempotency-key <key>', 'repeating it loads nothing twice; default: a hash of the files')
    .option('--bulk', 'for first loads: match and merge all that is new as a set, once it is taken in')
    .option('--json', 'print the batch as JSON')
    .option('--no-wait', 'return when the hub has everything safe, before it is processed')
    .action(ingest);
}

async function ingest(
  system: string,
  domain: string,
  paths: readonly string[],
  options: IngestOptions,
): Promise<void> {
  const output = new CliOutput(options);
  const files = await describeFiles(paths);
  const hub = addressOf(options);
  const path = `/v1/sources/${encodeURIComponent(system)}/${encodeURIComponent(domain)}/records`;
  await requireWelcome(hub, path);
  const idempotencyKey = options.idempotencyKey ?? (await contentKey(system, domain, files));
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const sending = output.progress('Sending', 'bytes');
  let answer: HubAnswer;
  try {
    answer = await uploadFiles(hub, path, files, {
      idempotencyKey,
      bulk: options.bulk ?? false,
      onBytes: sent => sending.update(sent, Math.max(sent, total)),
    });
  } finally {
    sending.finish();
  }
  const batchId = textOf(answer.body, 'batchId');
  if (answer.status !== 202 || batchId === undefined) throw refusal(answer);
  if (!options.wait) {
    output.result({ batchId }, `Batch ${batchId} is safe with the hub and will be processed.`);
    return;
  }
  const { view, body } = await follow(hub, batchId, output);
  if (view.state !== 'done') process.exitCode = 1;
  else if (countOf(view, 'quarantined') > 0) process.exitCode = EXIT_WITH_QUARANTINE;
  output.result(body, describe(batchId, view));
}

function addressOf({ url, key }: IngestOptions): HubAddress {
  const { http } = readCliSettings();
  const apiKey = key ?? readProcessEnvironment(process.cwd())[API_KEY_VARIABLE];
  if (apiKey === undefined || apiKey === '') {
    throw new StartupError(
      'An API key is needed: set TOUCHSTONE_API_KEY, or make one with "touchstone key create <name> --role integration".',
    );
  }
  const address = url ?? http.publicUrl ?? `http://localhost:${http.port}`;
  if (!/^https?:\/\//.test(address) || !URL.canParse(address)) {
    throw new StartupError(`${address} is not an address such as http://localhost:4600.`);
  }
  return { url: address, apiKey };
}

/**
 * Asks with an empty request first: a wrong key, system or domain then shows before gigabytes are sent, and its answer is
 * not lost with a connection that the hub closes in the middle of them.
 */
async function requireWelcome(hub: HubAddress, path: string): Promise<void> {
  const answer = await askHub(hub, { method: 'POST', path, headers: { 'content-length': 0 } });
  const code = textOf(answer.body, 'code');
  if (code === 'ACCESS.SIGN_IN_REQUIRED')
    throw new StartupError(
      'The hub does not know this API key, or it is revoked or expired; "touchstone key list" shows the live ones.',
    );
  if (code !== 'BATCH.EMPTY') throw refusal(answer);
}

async function follow(
  hub: HubAddress,
  batchId: string,
  output: CliOutput,
): Promise<{ view: BatchView; body: unknown }> {
  let shown: ShownProgress = { phase: 'loading', bar: output.progress('Loading', 'records') };
  let heardAt = performance.now();
  try {
    for (;;) {
      const answer = await askHub(hub, { method: 'GET', path: `/v1/batches/${batchId}` }).catch(
        (error: unknown) => {
          if (performance.now() - heardAt > UNREACHABLE_MAX_MS) throw error;
          return null;
        },
      );
      if (answer !== null && answer.status < 500) {
        if (answer.status !== 200) throw refusal(answer);
        heardAt = performance.now();
        const view = viewOf(answer.body);
        if (ENDED.has(view.state)) return { view, body: answer.body };
        shown = showProgress(view, shown, output);
      } else if (performance.now() - heardAt > UNREACHABLE_MAX_MS) {
        throw new StartupError(
          `The hub does not tell how batch ${batchId} is; it goes on by itself, look later.`,
        );
      }
      await sleep(POLL_MS);
    }
  } finally {
    shown.bar.finish();
  }
}

interface ShownProgress {
  readonly phase: string;
  readonly bar: ReturnType<CliOutput['progress']>;
}

/** Records while they are taken in; then, for a bulk load, a bar of its own for each phase. */
function showProgress(view: BatchView, shown: ShownProgress, output: CliOutput): ShownProgress {
  if (view.state !== 'resolving') {
    const read = countOf(view, 'read');
    // How many records a file holds is not known before its end; the share of its bytes foretells it.
    shown.bar.update(read, view.bytesRead > 0 ? Math.round((read * view.bytes) / view.bytesRead) : undefined);
    return shown;
  }
  const next = shown.phase === view.phase ? shown : nextPhase(view.phase, shown, output);
  next.bar.update(view.parts.done, view.parts.planned);
  return next;
}

function nextPhase(phase: string, shown: ShownProgress, output: CliOutput): ShownProgress {
  shown.bar.finish();
  return { phase, bar: output.progress(`${phase.charAt(0).toUpperCase()}${phase.slice(1)}`, 'parts') };
}

function describe(batchId: string, view: BatchView): string {
  const counts = [...view.counts]
    .filter(([name, count]) => name === 'read' || count > 0)
    .map(([name, count]) => `${count.toLocaleString('en-US')} ${name}`);
  const head = `Batch ${batchId} ${view.state === 'done' ? 'is done' : view.state}: ${counts.join(', ')}`;
  const hint =
    countOf(view, 'quarantined') > 0
      ? ['Records in quarantine keep their causes and can be corrected and sent on from there.']
      : [];
  return [head, ...[...view.causes, ...view.quarantine].map(cause => `  ${cause}`), ...hint].join('\n');
}

function refusal({ status, body }: HubAnswer): StartupError {
  const detail = textOf(body, 'detail');
  if (detail === undefined) {
    return new StartupError(`The answer (HTTP ${status}) is not one of a Touchstone hub; check --url.`);
  }
  const correlation = textOf(body, 'correlationId');
  const trace = correlation === undefined ? '' : `, correlation id ${correlation}`;
  return new StartupError(`The hub refused: ${detail} (${textOf(body, 'code') ?? status}${trace})`);
}

function viewOf(body: unknown): BatchView {
  const causes = fieldOf(body, 'causes');
  const counts = fieldOf(body, 'counts');
  const parts = fieldOf(body, 'parts');
  return {
    state: textOf(body, 'state') ?? 'unknown',
    bytes: Number(fieldOf(body, 'bytes') ?? 0),
    bytesRead: Number(fieldOf(body, 'bytesRead') ?? 0),
    phase: textOf(body, 'phase') ?? 'loading',
    parts: { done: Number(fieldOf(parts, 'done') ?? 0), planned: Number(fieldOf(parts, 'planned') ?? 0) },
    counts: new Map(
      Object.entries(typeof counts === 'object' && counts !== null ? counts : {}).map(([name, count]) => [
        name,
        Number(count),
      ]),
    ),
    causes: listOf(causes).map(sentenceOf),
    quarantine: listOf(fieldOf(body, 'quarantine')).map(cause => {
      const first = Number(fieldOf(cause, 'firstRow') ?? 0);
      const where = first > 0 ? ` (first in row ${first.toLocaleString('en-US')})` : '';
      return `${Number(fieldOf(cause, 'rows') ?? 0).toLocaleString('en-US')} × ${sentenceOf(cause)}${where}`;
    }),
  };
}

function sentenceOf(cause: unknown): string {
  const [message, fix] = [textOf(cause, 'message'), textOf(cause, 'fix')];
  return `${textOf(cause, 'code') ?? 'UNKNOWN'}: ${[message, fix].filter(part => part !== undefined).join(' → ')}`;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function countOf({ counts }: BatchView, name: string): number {
  return counts.get(name) ?? 0;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

function textOf(value: unknown, name: string): string | undefined {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : undefined;
}
