import { Command } from 'commander';
import { CliOutput } from './cli-output.js';
import { readCliSettings } from './read-cli-settings.js';
import { runSharedProcess } from './run-shared-process.js';

/** `touchstone serve`: answers requests; jobs are left to workers. */
export function serveCommand(): Command {
  return new Command('serve')
    .description(
      'answer requests of a hub that several processes share; needs DATABASE_URL and TOUCHSTONE_SECRET',
    )
    .option('--port <port>', 'listen here instead of PORT')
    .action(async (options: { port?: string }) => {
      await runSharedProcess('serve', readCliSettings({ PORT: options.port }), new CliOutput());
    });
}
