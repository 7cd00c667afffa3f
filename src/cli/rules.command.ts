import { Command } from 'commander';
import { DataSource } from 'typeorm';
import { AuditRepository } from '../audit/index.js';
import { formatRuleFault } from '../core/rules/parse/index.js';
import { Clock, Ids } from '../platform/clock/index.js';
import { completeConfig, loadOrCreateSecret, type AppConfig } from '../platform/config/index.js';
import { Database, dataSourceOptions, poolOf } from '../platform/database/index.js';
import { findEmbeddedPostgresUrl } from '../platform/embedded-postgres/index.js';
import { findRunningHub, migrateHub, openHub } from '../platform/startup/index.js';
import {
  checkExamples,
  loadRules,
  readRuleFolder,
  RulesService,
  RuleSetVersionRepository,
} from '../rules/index.js';
import { CliOutput } from './cli-output.js';
import { readCliSettings } from './read-cli-settings.js';

interface RulesOptions {
  readonly json?: boolean;
  readonly rules?: string;
}

/** `touchstone rules`: check the rule files, activate them, list what was activated. */
export function rulesCommand(): Command {
  const withOptions = (command: Command): Command =>
    command
      .option('--rules <folder>', 'the rules folder; default: TOUCHSTONE_RULES_DIR')
      .option('--json', 'print the result as JSON');
  return new Command('rules')
    .description('what an analyst changes without code: check it, activate it, see what is active')
    .addCommand(
      withOptions(new Command('check'))
        .description(
          'check all rule files and run their examples; needs no database. Exit code 1 when something is wrong',
        )
        .action(checkRules),
    )
    .addCommand(
      withOptions(new Command('activate'))
        .description('make the rule files the active ones, as new versions where they changed')
        .option('--by <name>', 'who activates, for the audit', 'command line')
        .action(activateRules),
    )
    .addCommand(
      withOptions(new Command('list'))
        .description('every version that was ever activated, newest first')
        .argument('[domain]', 'one domain, or systems')
        .action(listRules),
    );
}

async function checkRules(options: RulesOptions): Promise<void> {
  const output = new CliOutput(options);
  const folder = settingsOf(options).rules.path;
  const outcome = loadRules(await readRuleFolder(folder));
  if (!outcome.ok) {
    process.exitCode = 1;
    const { faults } = outcome;
    output.result(
      { ok: false, faults },
      faults.map(fault => `${folder}/${formatRuleFault(fault)}`).join('\n'),
    );
    return;
  }
  const { domains, systems } = outcome.rules;
  const examples = [...domains.values()].flatMap(domain => checkExamples(domain.ruleSet, domain.examples));
  const failed = examples.filter(({ failures }) => failures.length > 0);
  if (failed.length > 0) process.exitCode = 1;
  const lines = failed.flatMap(({ domain, name, failures }) =>
    failures.map(failure => `${domain}: ${name}: ${failure}`),
  );
  const summary = `${domains.size} domains, ${systems.byId.size} systems, ${examples.length} examples: ${
    failed.length === 0 ? 'all right' : `${failed.length} examples do not hold`
  }.`;
  output.result(
    {
      ok: failed.length === 0,
      domains: [...domains.keys()],
      systems: [...systems.byId.keys()],
      examples: examples.length,
      failed,
    },
    [...lines, summary].join('\n'),
  );
}

async function activateRules(options: RulesOptions & { readonly by: string }): Promise<void> {
  const output = new CliOutput(options);
  await withRules(options, output, async rules => {
    const activations = await rules.activate({
      actor: `cli:${options.by}`,
      correlationId: new Ids().newId(),
    });
    const lines = activations.map(
      ({ domain, version, isNew }) =>
        `${domain.padEnd(12)} version ${version}${isNew ? ', new' : ', unchanged'}`,
    );
    output.result({ activations }, lines.join('\n'));
  });
}

async function listRules(domain: string | undefined, options: RulesOptions): Promise<void> {
  const output = new CliOutput(options);
  await withRules(options, output, async (_rules, database) => {
    const versions = await new RuleSetVersionRepository().list(database, domain);
    const lines = versions.map(
      ({ domain: name, version, hash, activatedAt, activatedBy }) =>
        `${name.padEnd(12)} ${String(version).padStart(4)}  ${hash.slice(0, 12)}  ${activatedAt.toISOString()}  ${activatedBy}`,
    );
    output.result({ versions }, lines.length === 0 ? 'Nothing was activated yet.' : lines.join('\n'));
  });
}

function settingsOf({ rules }: RulesOptions): ReturnType<typeof readCliSettings> {
  return readCliSettings({ TOUCHSTONE_RULES_DIR: rules });
}

/** Works on the database of the hub that runs in this data folder, else opens one for as long as it takes. */
async function withRules(
  options: RulesOptions,
  output: CliOutput,
  work: (rules: RulesService, database: Database) => Promise<void>,
): Promise<void> {
  const settings = settingsOf(options);
  const folder = settings.storage.dataDir;
  if (findRunningHub(folder) !== null) {
    const config = completeConfig(settings, {
      databaseUrl: settings.database.url ?? findEmbeddedPostgresUrl(folder),
      secret: settings.security.secret ?? loadOrCreateSecret(folder),
    });
    await useDatabase(config, work);
    return;
  }
  const hub = await openHub(settings, {
    onStep: sentence => output.say(sentence),
    onDatabaseCrash: () => output.say('The embedded database died.'),
  });
  try {
    await migrateHub(hub.config);
    await useDatabase(hub.config, work);
  } finally {
    await hub.close();
  }
}

async function useDatabase(
  config: AppConfig,
  work: (rules: RulesService, database: Database) => Promise<void>,
): Promise<void> {
  const dataSource = await new DataSource(dataSourceOptions(config.database, [])).initialize();
  try {
    const database = new Database(poolOf(dataSource));
    const versions = new RuleSetVersionRepository();
    await work(
      new RulesService(config.rules.path, database, versions, new AuditRepository(), new Clock()),
      database,
    );
  } finally {
    await dataSource.destroy();
  }
}
