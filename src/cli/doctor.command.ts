import { Command } from 'commander';
import { diagnose, type Finding } from '../operations/index.js';
import { formatRuleFault } from '../core/rules/parse/index.js';
import {
  completeConfig,
  ConfigurationError,
  loadOrCreateSecret,
  type AppConfig,
  type Settings,
} from '../platform/config/index.js';
import { findEmbeddedPostgresUrl } from '../platform/embedded-postgres/index.js';
import { StartupError } from '../platform/errors/index.js';
import { findRunningHub, openHub, type OpenHub } from '../platform/startup/index.js';
import { loadRules, readRuleFolder } from '../rules/index.js';
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
      const findings = await examine(output);
      const lines = findings.map(
        ({ check, status, message }) => `${SIGNS[status]} ${check.padEnd(12)} ${message}`,
      );
      output.result({ findings }, lines.join('\n'));
      if (findings.some(({ status }) => status === 'failed')) process.exitCode = 1;
    });
}

async function examine(output: CliOutput): Promise<readonly Finding[]> {
  let settings: Settings;
  try {
    settings = readCliSettings();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.faults.map(message => ({ check: 'settings', status: 'failed', message }));
  }
  const hubIsRunning = findRunningHub(settings.storage.dataDir) !== null;
  if (hubIsRunning)
    return diagnose({ settings, opened: configOfRunningHub(settings), hubIsRunning, checkRules });
  // Without a running hub the embedded database is started for the examination: that it starts is a finding in itself.
  let hub: OpenHub;
  try {
    hub = await openHub(settings, {
      onStep: sentence => output.say(sentence),
      onDatabaseCrash: () => output.say('The embedded database died.'),
    });
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    return diagnose({ settings, opened: error, hubIsRunning, checkRules });
  }
  try {
    return await diagnose({ settings, opened: hub.config, hubIsRunning, checkRules });
  } finally {
    await hub.close();
  }
}

async function checkRules(folder: string): Promise<readonly string[]> {
  const outcome = loadRules(await readRuleFolder(folder));
  return outcome.ok ? [] : outcome.faults.map(formatRuleFault);
}

function configOfRunningHub(settings: Settings): AppConfig {
  const folder = settings.storage.dataDir;
  return completeConfig(settings, {
    databaseUrl: settings.database.url ?? findEmbeddedPostgresUrl(folder),
    secret: settings.security.secret ?? loadOrCreateSecret(folder),
  });
}
