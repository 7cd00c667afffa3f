import { Command } from 'commander';
import type { AppConfig } from '../platform/config/index.js';
import { migrateHub, openHub } from '../platform/startup/index.js';
import { CliOutput } from './cli-output.js';
import { readCliSettings } from './read-cli-settings.js';

/** `touchstone migrate`: brings the schema up to this release. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description(
      "bring the database's schema up to this release; safe to run any number of times, from any number of places",
    )
    .option('--json', 'print the applied migrations as JSON')
    .action(async (options: { json?: boolean }) => {
      const output = new CliOutput(options);
      const hub = await openHub(readCliSettings(), {
        onStep: sentence => output.say(sentence),
        onDatabaseCrash: () => output.say('The embedded database died.'),
      });
      try {
        await migrate(hub.config, output);
      } finally {
        await hub.close();
      }
    });
}

async function migrate(config: AppConfig, output: CliOutput): Promise<void> {
  const applied = await migrateHub(config, ({ done, pending, running }) =>
    output.say(`Migration ${done + 1} of ${pending}: ${running.replace(/\d+$/, '')}`),
  );
  output.result(
    { applied },
    applied.length === 0 ? 'The schema is current.' : `Applied ${applied.length} migrations.`,
  );
}
