import 'reflect-metadata';
import { existsSync, readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { DomainError } from './core/model/index.js';
import { StartupError } from './platform/errors/index.js';
import { explainFileError } from './cli/explain-file-error.js';

/** Every command, in the order of `--help`; a command's code is loaded only when it is needed. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./cli/start.command.js')).startCommand(),
  serve: async () => (await import('./cli/serve.command.js')).serveCommand(),
  worker: async () => (await import('./cli/worker.command.js')).workerCommand(),
  migrate: async () => (await import('./cli/migrate.command.js')).migrateCommand(),
  ingest: async () => (await import('./cli/ingest.command.js')).ingestCommand(),
  dedupe: async () => (await import('./cli/dedupe.command.js')).dedupeCommand(),
  user: async () => (await import('./cli/user.command.js')).userCommand(),
  key: async () => (await import('./cli/key.command.js')).keyCommand(),
  targets: async () => (await import('./cli/targets.command.js')).targetsCommand(),
  rules: async () => (await import('./cli/rules.command.js')).rulesCommand(),
  generate: async () => (await import('./cli/generate.command.js')).generateCommand(),
  bench: async () => (await import('./cli/bench.command.js')).benchCommand(),
  doctor: async () => (await import('./cli/doctor.command.js')).doctorCommand(),
};

const EXIT_CODES = `
Exit codes: 0 done · 1 failed, the reason is on standard error · 2 the command was not understood.
Settings come from the environment or a .env file: see docs/configuration.md.`;

/**
 * Runs one command line.
 *
 * @param words what follows the program's name
 * @returns the exit code
 */
export async function runCli(words: readonly string[]): Promise<number> {
  const program = new Command('touchstone')
    .version(releaseVersion(), '--version', 'print the release')
    .description('Master data management for the back office of health care')
    .addHelpText('after', EXIT_CODES)
    .exitOverride();
  try {
    for (const load of commandsFor(words[0] ?? '')) {
      program.addCommand(throwing(await load()));
    }
    await program.parseAsync([...words], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`${explainFailure(error)}\n`);
    return 1;
  }
}

/** All of them only where all are listed: loading them takes two seconds. */
function commandsFor(word: string): readonly (() => Promise<Command>)[] {
  if (word === '--version') return [];
  const wanted = COMMANDS[word];
  return wanted === undefined ? Object.values(COMMANDS) : [wanted];
}

/** Commander would end the process by itself, with 1, also where a command below a command was not understood. */
function throwing(command: Command): Command {
  for (const below of command.commands) throwing(below);
  return command.exitOverride();
}

/** What the person can act on is one sentence; everything else is ours, and comes with its stack. */
function explainFailure(error: unknown): string {
  if (error instanceof StartupError) return error.message;
  if (error instanceof DomainError) return `${error.message} (${error.code})`;
  const ofFile = explainFileError(error);
  if (ofFile !== null) return ofFile;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The package lies one folder above the sources, and two above the build. */
function releaseVersion(): string {
  const path = ['../package.json', '../../package.json']
    .map(name => new URL(name, import.meta.url))
    .find(existsSync);
  if (path === undefined) throw new StartupError('The package of this release is incomplete.');
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}
