import { MigrationInterface, QueryRunner } from 'typeorm';

/** Search finds a record by the key that any system has for it, whichever system that is. */
export class IndexSourceKeys1700000000900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX source_record_any_key_ix ON source_record (source_key)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX source_record_any_key_ix`);
  }
}
