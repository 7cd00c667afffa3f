import { DataSource } from 'typeorm';
import { AuditRepository } from '../audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { completeConfig, loadOrCreateSecret, type AppConfig } from '../platform/config/index.js';
import { Database, dataSourceOptions, poolOf } from '../platform/database/index.js';
import { findEmbeddedPostgresUrl } from '../platform/embedded-postgres/index.js';
import { findRunningHub, migrateHub, openHub } from '../platform/startup/index.js';
import { RulesService, RuleSetVersionRepository } from '../rules/index.js';
import type { CliOutput } from './cli-output.js';
import { readCliSettings } from './read-cli-settings.js';
import type { CliGround } from './with-database.js';

/** Options that all `touchstone rules` commands have. */
export interface RulesOptions {
  readonly json?: boolean;
  readonly rules?: string;
}

/** The settings of this process, with the rules folder of the command line. */
export function settingsOf({ rules }: RulesOptions): ReturnType<typeof readCliSettings> {
  return readCliSettings({ TOUCHSTONE_RULES_DIR: rules });
}

/** Works on the database of the hub that runs in this data folder, else opens one for as long as it takes. */
export async function withRules(
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

/** The rules of a database; what is in force is known after a `refresh`. */
export function rulesOn({ config, database }: Pick<CliGround, 'config' | 'database'>): RulesService {
  const versions = new RuleSetVersionRepository();
  return new RulesService(config.rules.path, database, versions, new AuditRepository(), new Clock());
}

async function useDatabase(
  config: AppConfig,
  work: (rules: RulesService, database: Database) => Promise<void>,
): Promise<void> {
  const dataSource = await new DataSource(dataSourceOptions(config.database, [])).initialize();
  try {
    const database = new Database(poolOf(dataSource));
    await work(rulesOn({ config, database }), database);
  } finally {
    await dataSource.destroy();
  }
}
