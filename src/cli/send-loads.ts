import { StartupError } from '../platform/errors/index.js';
import type { CliOutput } from './cli-output.js';
import { explainFileError } from './explain-file-error.js';
import { textOf } from './json-fields.js';
import { refusal } from './reach-hub.js';
import { contentKey, uploadFiles, type FileToSend, type HubAddress } from './upload-files.js';

/** One delivery: records of a domain from one system. */
export interface Load {
  readonly system: string;
  readonly domain: string;
  readonly files: readonly FileToSend[];
}

/** A load that the hub has, every byte durable. */
export interface SentLoad {
  readonly system: string;
  readonly domain: string;
  readonly batchId: string;
}

/** How loads are sent. */
export interface SendOptions {
  /** Asks the hub to match and merge what is new as a set. */
  readonly bulk: boolean;
  /** Default: a hash of what is sent. */
  readonly idempotencyKey?: string;
}

/** Where the hub takes the records of a load. */
export function pathOf({ system, domain }: Pick<Load, 'system' | 'domain'>): string {
  return `/v1/sources/${encodeURIComponent(system)}/${encodeURIComponent(domain)}/records`;
}

/** @throws StartupError when the hub refuses it or cannot be reached */
export async function sendLoad(
  hub: HubAddress,
  load: Load,
  { bulk, idempotencyKey }: SendOptions,
  output: CliOutput,
  label = 'Sending',
): Promise<SentLoad> {
  const { system, domain, files } = load;
  const key = idempotencyKey ?? (await contentKey(system, domain, files));
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const sending = output.progress(label, 'bytes');
  try {
    const answer = await uploadFiles(hub, pathOf(load), files, {
      idempotencyKey: key,
      bulk,
      onBytes: sent => sending.update(sent, Math.max(sent, total)),
    });
    const batchId = textOf(answer.body, 'batchId');
    if (answer.status !== 202 || batchId === undefined) throw refusal(answer);
    return { system, domain, batchId };
  } finally {
    sending.finish();
  }
}

/**
 * Sends loads one after the other, in the order given, without waiting for what becomes of them.
 *
 * @throws StartupError that says which of them are with the hub, when one cannot be sent
 */
export async function sendLoads(
  hub: HubAddress,
  loads: readonly Load[],
  options: Pick<SendOptions, 'bulk'>,
  output: CliOutput,
): Promise<readonly SentLoad[]> {
  const sent: SentLoad[] = [];
  for (const load of loads) {
    const name = `${load.system} ${load.domain}`;
    const label = `Sending ${name} (${sent.length + 1} of ${loads.length})`;
    try {
      const safe = await sendLoad(hub, load, options, output, label);
      sent.push(safe);
      output.say(`${name}: safe with the hub as batch ${safe.batchId}`);
    } catch (error) {
      throw brokenOff(name, error, sent, loads.length);
    }
  }
  return sent;
}

function brokenOff(name: string, error: unknown, sent: readonly SentLoad[], all: number): StartupError {
  const safe = sent.map(({ system, domain, batchId }) => `  ${system} ${domain}  batch ${batchId}`);
  return new StartupError(
    [
      `${name} could not be sent. ${explainFileError(error) ?? (error instanceof Error ? error.message : String(error))}`,
      ...(safe.length === 0
        ? [`None of the ${all} loads was sent.`]
        : [
            `${sent.length} of ${all} loads are safe with the hub, which goes on with them by itself:`,
            ...safe,
          ]),
      'Run the same command again when this is mended: what is safe already is not loaded twice.',
    ].join('\n'),
    { cause: error },
  );
}
