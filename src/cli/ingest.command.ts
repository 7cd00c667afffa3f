import { Command } from 'commander';
import { countOf, describeBatch } from './batch-view.js';
import { CliOutput } from './cli-output.js';
import { describeLoads, describeSent } from './describe-loads.js';
import { followBatches, type FollowedBatch } from './follow-batches.js';
import { addressOf, whyUnwelcome } from './reach-hub.js';
import { readLoadList, requireNoFaults, type LoadToSend } from './read-load-list.js';
import { pathOf, sendLoad, sendLoads, type Load } from './send-loads.js';
import { describeFiles, type HubAddress } from './upload-files.js';

interface IngestOptions {
  readonly list?: string;
  readonly url?: string;
  readonly key?: string;
  readonly idempotencyKey?: string;
  readonly bulk?: boolean;
  readonly json?: boolean;
  readonly wait: boolean;
}

const EXIT_WITH_QUARANTINE = 3;

const LISTS = `
Several loads are sent with one command by a list of them, in YAML, with paths from the list's own folder:
  loads:
    - { system: sap, domain: supplier, files: [sap/LFA1.txt, sap/LFB1.txt] }
    - { system: vms, domain: supplier, files: [vms/suppliers.json] }
Nothing is sent before the whole list is found right. Then the loads are sent one after the other and followed together; with --bulk,
those of one domain are merged together. Running a command again loads nothing twice.`;

/** `touchstone ingest`: sends files to a running hub and waits until they are loaded. */
export function ingestCommand(): Command {
  return new Command('ingest')
    .description(
      'send files of a source system, or of several, to a running hub. Exit codes: 0 loaded, 1 failed, 3 loaded with records in quarantine',
    )
    .usage('[options] <system> <domain> <file...>\n       touchstone ingest [options] --list <file>')
    .argument('[system]', 'source system, by the name of its file in golden-record-rules/systems')
    .argument('[domain]', 'domain of the records')
    .argument('[file...]', 'one file, or several that belong together')
    .option('--list <file>', 'send all loads of this list, instead of a system, a domain and files')
    .option('--url <url>', 'address of the hub; default: PUBLIC_URL, else this machine and PORT')
    .option('--key <key>', 'API key; better in TOUCHSTONE_API_KEY, where no process list shows it')
    .option(
      '--idempotency-key <key>',
      'repeating it loads nothing twice; default, and always with --list: a hash of the files',
    )
    .option('--bulk', 'for first loads: match and merge all that is new as a set, once it is taken in')
    .option('--json', 'print the batch as JSON; with --list, an array of batches')
    .option('--no-wait', 'return when the hub has everything safe, before it is processed')
    .addHelpText('after', LISTS)
    .action(ingest);
}

async function ingest(
  system: string | undefined,
  domain: string | undefined,
  paths: readonly string[],
  options: IngestOptions,
  command: Command,
): Promise<void> {
  if (options.list === undefined) {
    if (system === undefined || domain === undefined || paths.length === 0)
      command.error('Say what to send: <system> <domain> <file...>, or --list <file> for several loads.');
    await ingestOne({ system, domain, files: await describeFiles(paths) }, options);
    return;
  }
  if (system !== undefined)
    command.error(
      'Give either <system> <domain> <file...> or --list <file>: the list names all that is sent.',
    );
  if (options.idempotencyKey !== undefined)
    command.error('--idempotency-key is for one load; each load of a list has the hash of its files.');
  await ingestList(options.list, options);
}

async function ingestOne(load: Load, options: IngestOptions): Promise<void> {
  const output = new CliOutput(options);
  const hub = addressOf(options);
  const unwelcome = await whyUnwelcome(hub, pathOf(load));
  if (unwelcome !== null) throw unwelcome;
  const { bulk = false, idempotencyKey } = options;
  const how = { bulk, ...(idempotencyKey !== undefined && { idempotencyKey }) };
  const sent = await sendLoad(hub, load, how, output);
  const { batchId } = sent;
  if (!options.wait) {
    output.result({ batchId }, `Batch ${batchId} is safe with the hub and will be processed.`);
    return;
  }
  const batches = await followBatches(hub, [sent], output);
  setExitCode(batches);
  for (const { body, view } of batches) output.result(body, describeBatch(batchId, view));
}

async function ingestList(list: string, options: IngestOptions): Promise<void> {
  const output = new CliOutput(options);
  const loads = await readLoadList(list);
  const hub = addressOf(options);
  await requireAllWelcome(hub, list, loads);
  const sent = await sendLoads(hub, loads, { bulk: options.bulk ?? false }, output);
  if (!options.wait) {
    output.result(sent, describeSent(sent));
    return;
  }
  const batches = await followBatches(hub, sent, output);
  setExitCode(batches);
  output.result(
    batches.map(({ body }) => body),
    describeLoads(batches),
  );
}

/** @throws StartupError with every load that the hub would not take */
async function requireAllWelcome(hub: HubAddress, list: string, loads: readonly LoadToSend[]): Promise<void> {
  const answers = new Map<string, string | null>();
  const faults = [];
  for (const load of loads) {
    const path = pathOf(load);
    const known = answers.get(path);
    const why = known === undefined ? ((await whyUnwelcome(hub, path))?.message ?? null) : known;
    answers.set(path, why);
    if (why !== null) faults.push({ file: list, ...load.at, message: why });
  }
  requireNoFaults(faults);
}

function setExitCode(batches: readonly FollowedBatch[]): void {
  if (batches.some(({ view }) => view.state !== 'done')) process.exitCode = 1;
  else if (batches.some(({ view }) => countOf(view, 'quarantined') > 0))
    process.exitCode = EXIT_WITH_QUARANTINE;
}
