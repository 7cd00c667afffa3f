export { connectionSettings, dataSourceOptions, poolOf } from './data-source.js';
export { DatabaseWatch } from './database-watch.js';
export { Database, Transaction, type Queryable, type TransactionOptions } from './database.js';
export { loadMigrations } from './load-migrations.js';
export { findPendingMigrations, migrateDatabase, type MigrationProgress } from './migrate.js';
export { NotificationListener } from './notification-listener.js';
export { storableJson } from './storable-json.js';
export { TransactionalEvent, type TransactionalListener } from './transactional-event.js';
export { bigintArray, jsonRows } from './json-rows.js';
