export {
  findEmbeddedPostgresUrl,
  startEmbeddedPostgres,
  type DatabaseCrash,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './embedded-postgres.js';
