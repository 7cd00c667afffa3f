import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A later version of a source record that says the same makes no version. Its place in the order of its source is kept beside the version
 * that it confirms: what is older comes too late, while history and survivorship go by the version itself.
 */
export class ConfirmedOrder1700000002200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE source_record ADD COLUMN confirmed_version text, ADD COLUMN confirmed_at timestamptz;`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE source_record DROP COLUMN confirmed_version, DROP COLUMN confirmed_at;`);
  }
}
