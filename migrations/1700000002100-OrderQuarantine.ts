import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A row in quarantine keeps what its source says about its place among the versions of its record: an older version that is accepted later
 * is no answer to it.
 */
export class OrderQuarantine1700000002100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE quarantine ADD COLUMN source_version text, ADD COLUMN effective_at timestamptz;`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE quarantine DROP COLUMN source_version, DROP COLUMN effective_at;`);
  }
}
