import { Command } from 'commander';
import { CliOutput } from './cli-output.js';
import { readCliSettings } from './read-cli-settings.js';
import { runSharedProcess } from './run-shared-process.js';

/** `touchstone worker`: does the jobs; answers health checks and metrics only. */
export function workerCommand(): Command {
  return new Command('worker')
    .description(
      'do the jobs of a hub that several processes share; needs DATABASE_URL and TOUCHSTONE_SECRET',
    )
    .option('--port <port>', 'health checks and metrics here instead of WORKER_PORT')
    .option('--concurrency <jobs>', 'jobs of one kind at the same time instead of QUEUE_CONCURRENCY')
    .action(async (options: { port?: string; concurrency?: string }) => {
      const settings = readCliSettings({ WORKER_PORT: options.port, QUEUE_CONCURRENCY: options.concurrency });
      await runSharedProcess('worker', settings, new CliOutput());
    });
}
