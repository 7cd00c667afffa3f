import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { completeConfig, readProcessEnvironment, readSettings } from './src/platform/config/index.js';
import { dataSourceOptions, loadMigrations } from './src/platform/database/index.js';

/**
 * For TypeORM's own command line: `node --import tsx node_modules/typeorm/cli.js migration:show -d ormconfig.ts`.
 * The hub itself migrates with `touchstone migrate`. Needs DATABASE_URL.
 */
const folder = process.cwd();
const settings = readSettings(readProcessEnvironment(folder), folder);
if (settings.database.url === undefined) throw new Error('set DATABASE_URL');
const config = completeConfig(settings, { databaseUrl: settings.database.url, secret: '' });

export default new DataSource(dataSourceOptions(config.database, await loadMigrations()));
