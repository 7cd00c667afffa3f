import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { DataSource } from 'typeorm';
import {
  describeQuality,
  HubOutcomeRepository,
  loadNetwork,
  openBenchHub,
  readTruth,
  scoreQuality,
  type HubOutcome,
} from '../bench/index.js';
import { SCALES, writeNetwork, type Scale } from '../generator/index.js';
import { Database, dataSourceOptions, poolOf } from '../platform/database/index.js';
import { findEmbeddedPostgresUrl } from '../platform/embedded-postgres/index.js';
import { StartupError } from '../platform/errors/index.js';
import { findRunningHub, openHub } from '../platform/startup/index.js';
import { completeConfig, loadOrCreateSecret, type AppConfig } from '../platform/config/index.js';
import { CliOutput } from './cli-output.js';
import { readCliSettings } from './read-cli-settings.js';

interface QualityOptions {
  readonly scale: Scale;
  readonly seed: number;
  readonly dataDir?: string;
  readonly existing?: boolean;
  readonly json?: boolean;
}

/** Of a data folder; where `touchstone start` keeps the demo network too. */
const NETWORK_FOLDER = 'demo';

/** `touchstone bench`: measures the hub on networks whose truth is known. */
export function benchCommand(): Command {
  return new Command('bench')
    .description('measure the hub on invented networks')
    .addCommand(
      new Command('quality')
        .description(
          'load an invented network into a fresh hub and score it against the truth. Exit code 1 when a floor is missed',
        )
        .addOption(
          new Option('--scale <records>', 'about how many source records').choices(SCALES).default('10k'),
        )
        .option('--seed <number>', 'same seed, same network', readSeed, 1)
        .option('--data-dir <folder>', 'keep the hub here; default: a temporary folder, removed afterwards')
        .option(
          '--existing',
          'score the hub in the data folder (default: TOUCHSTONE_DATA_DIR), which has loaded its demo network',
        )
        .option('--json', 'print the scores as JSON')
        .action(benchQuality),
    );
}

function readSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > 4_294_967_295) {
    throw new InvalidArgumentError('A seed is a whole number from 0 to 4294967295.');
  }
  return seed;
}

async function benchQuality(options: QualityOptions): Promise<void> {
  const output = new CliOutput(options);
  const temporary = options.dataDir === undefined && options.existing !== true ? makeFolder() : undefined;
  const dataDir = options.dataDir ?? temporary ?? readCliSettings().storage.dataDir;
  try {
    const outcome =
      options.existing === true
        ? await readExistingHub(options.dataDir, output)
        : await loadFreshHub(dataDir, options, output);
    const quality = scoreQuality(await readTruth(join(dataDir, NETWORK_FOLDER, 'truth')), outcome);
    output.result(quality, describeQuality(quality));
    if (!quality.met) process.exitCode = 1;
  } finally {
    if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
  }
}

/** The database may run under an account of its own, which must be able to pass through. */
function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-bench-'));
  chmodSync(folder, 0o755);
  return folder;
}

async function loadFreshHub(
  dataDir: string,
  { scale, seed }: QualityOptions,
  output: CliOutput,
): Promise<HubOutcome> {
  // Always with a database of its own: a bench must not write into one that somebody uses.
  const settings = readCliSettings({ TOUCHSTONE_DATA_DIR: dataDir, DATABASE_URL: '', REDIS_URL: '' });
  const hub = await openBenchHub(settings, sentence => output.say(sentence));
  try {
    const outcomes = new HubOutcomeRepository(hub.app.get(Database));
    if (!(await outcomes.isEmpty())) {
      throw new StartupError(
        `The hub in ${dataDir} already has records; give another folder, or --existing to score it as it is.`,
      );
    }
    const folder = join(dataDir, NETWORK_FOLDER);
    output.say(`Writing the network (${scale}, seed ${seed})`);
    const manifest = await writeNetwork({ scale, seed, dirt: 1, out: folder });
    const bar = output.progress('Loading', 'records');
    const onRecords = (done: number, total: number): void => bar.update(done, total);
    const load = await loadNetwork(hub.app, folder, manifest, { run: 'quality', onRecords }).finally(() =>
      bar.finish(),
    );
    output.say(`${load.records} records in ${load.seconds.toFixed(0)} s, ${load.quarantined} in quarantine`);
    for (const failed of load.failedBatches) output.say(`A batch failed, and scores suffer: ${failed}`);
    return await outcomes.read();
  } finally {
    await hub.close();
  }
}

/** Reads the hub that runs in this data folder, else opens its database for as long as it takes. */
async function readExistingHub(dataDir: string | undefined, output: CliOutput): Promise<HubOutcome> {
  const settings = readCliSettings({ TOUCHSTONE_DATA_DIR: dataDir });
  const folder = settings.storage.dataDir;
  if (findRunningHub(folder) !== null) {
    return readDatabase(
      completeConfig(settings, {
        databaseUrl: settings.database.url ?? findEmbeddedPostgresUrl(folder),
        secret: settings.security.secret ?? loadOrCreateSecret(folder),
      }),
    );
  }
  const hub = await openHub(settings, {
    onStep: sentence => output.say(sentence),
    onDatabaseCrash: () => output.say('The embedded database died.'),
  });
  try {
    return await readDatabase(hub.config);
  } finally {
    await hub.close();
  }
}

async function readDatabase(config: AppConfig): Promise<HubOutcome> {
  const dataSource = new DataSource(dataSourceOptions({ ...config.database, poolSize: 1 }, []));
  await dataSource.initialize();
  try {
    return await new HubOutcomeRepository(new Database(poolOf(dataSource))).read();
  } finally {
    await dataSource.destroy();
  }
}
