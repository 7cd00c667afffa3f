import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Extensions that search and blocking build on. All are "trusted": the owner of the database may create them. They
 * stay on `down`, because another application in the same database may use them by then.
 */
export class CreateExtensions1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
      CREATE EXTENSION IF NOT EXISTS unaccent;
      CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
    `);
  }

  async down(): Promise<void> {
    return Promise.resolve();
  }
}
