import { Command } from 'commander';
import { diagnose, type Finding } from '../operations/index.js';
import {
  completeConfig,
  loadOrCreateSecret,
  type AppConfig,
  type Settings,
} from '../platform/config/index.js';
import { findEmbeddedPostgresUrl } from '../platform/embedded-postgres/index.js';
import { findRunningHub, openHub } from '../platform/startup/index.js';
import { CliOutput } from './cli-output.js';
import { readCliSettings } from './read-cli-settings.js';

const SIGNS: Readonly<Record<Finding['status'], string>> = { ok: '✓', warning: '!', failed: '✗' };

/** `touchstone doctor`: tells what is wrong with a set-up. Exit code 1 when something failed. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('look at everything that a hub stands on, and say what is wrong and what helps')
    .option('--json', 'print the findings as JSON')
    .action(async (options: { json?: boolean }) => {
      const output = new CliOutput(options);
      const findings = await examine(readCliSettings(), output);
      const lines = findings.map(
        ({ check, status, message }) => `${SIGNS[status]} ${check.padEnd(12)} ${message}`,
      );
      output.result({ findings }, lines.join('\n'));
      if (findings.some(({ status }) => status === 'failed')) process.exitCode = 1;
    });
}

async function examine(settings: Settings, output: CliOutput): Promise<readonly Finding[]> {
  const hubIsRunning = findRunningHub(settings.storage.dataDir) !== null;
  if (hubIsRunning) return diagnose({ config: configOfRunningHub(settings), hubIsRunning });
  // Without a running hub the embedded database is started for the examination: that it starts is a finding in itself.
  const hub = await openHub(settings, {
    onStep: sentence => output.say(sentence),
    onDatabaseCrash: () => output.say('The embedded database died.'),
  });
  try {
    return await diagnose({ config: hub.config, hubIsRunning });
  } finally {
    await hub.close();
  }
}

function configOfRunningHub(settings: Settings): AppConfig {
  const folder = settings.storage.dataDir;
  return completeConfig(settings, {
    databaseUrl: settings.database.url ?? findEmbeddedPostgresUrl(folder),
    secret: settings.security.secret ?? loadOrCreateSecret(folder),
  });
}
