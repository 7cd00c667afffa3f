import { Command } from 'commander';
import { createLogger } from '../platform/logging/index.js';
import { checkNode, checkPort, migrateHub, openHub, refuseSecondHub } from '../platform/startup/index.js';
import { catchSignals, StopRequested, type Signals } from './catch-signals.js';
import { CliOutput } from './cli-output.js';
import { readCliSettings } from './read-cli-settings.js';

/** `touchstone start`: the whole hub in one process, with its own PostgreSQL unless DATABASE_URL is set. */
export function startCommand(): Command {
  return new Command('start')
    .description('run the whole hub in one process, with its own database unless DATABASE_URL is set')
    .option('--port <port>', 'listen here instead of PORT')
    .option('--data-dir <folder>', 'keep everything here instead of TOUCHSTONE_DATA_DIR')
    .option('--no-demo', 'start empty: do not load the demo network into a fresh hub')
    .action(async (options: { port?: string; dataDir?: string; demo: boolean }) => {
      const overrides = { PORT: options.port, TOUCHSTONE_DATA_DIR: options.dataDir };
      const output = new CliOutput();
      try {
        await startHub(overrides, options.demo, output, catchSignals());
      } catch (error) {
        if (!(error instanceof StopRequested)) throw error;
      }
      output.say('Stopped. Everything is kept for the next start.');
    });
}

async function startHub(
  overrides: Readonly<Record<string, string | undefined>>,
  withDemo: boolean,
  output: CliOutput,
  signals: Signals,
): Promise<void> {
  checkNode();
  const startedAt = performance.now();
  const settings = readCliSettings(overrides);
  refuseSecondHub(settings.storage.dataDir);
  await checkPort(settings.http.host, settings.http.port);
  const logger = createLogger(settings.logging);
  output.say('Starting Touchstone. Ctrl-C stops it.');
  const hub = await openHub(settings, {
    onStep: sentence => output.say(`  ${sentence}`),
    onDatabaseCrash: crash => {
      if (crash.recovered) logger.warn('the embedded database died and was started again');
      else
        logger.error(
          'the embedded database died and does not start again yet; it is tried every few seconds',
          {
            reason: crash.reason,
          },
        );
    },
  });
  try {
    output.say(
      `  Database ready (${hub.config.database.url === settings.database.url ? 'DATABASE_URL' : 'embedded PostgreSQL'})`,
    );
    const applied = await signals.unlessRequested(
      migrateHub(hub.config, ({ done, pending, running }) =>
        output.say(`  Migration ${done + 1} of ${pending}: ${running.replace(/\d+$/, '')}`),
      ),
    );
    if (applied.length === 0) output.say('  Schema is current');
    // Loaded only now: Nest takes a second to load, in which the steps above can already be read.
    const [{ AppModule }, { createApp, listen }] = await Promise.all([
      import('../app.module.js'),
      import('../platform/http/index.js'),
    ]);
    const app = await createApp(AppModule.forRoot({ config: hub.config, logger, runsJobs: true }), logger);
    try {
      const url = await listen(app, settings.http.host, settings.http.port);
      const welcome = await import('./welcome.js');
      await signals.unlessRequested(
        welcome.prepareFirstStart(app, { dataDir: hub.config.storage.dataDir, withDemo, output }),
      );
      const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
      output.say(`Touchstone is ready after ${seconds} s: ${url}`);
      output.say(await welcome.signInSentence(app, url));
      await signals.requested;
      output.say('Stopping…');
    } finally {
      await app.close();
    }
  } finally {
    await hub.close();
  }
}
