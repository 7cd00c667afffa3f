import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which description of its system a record was mapped by, so that a changed system file is work to do for the records that are
 * there. Of older records nobody knows: they go through once. Nothing here reads or writes a row.
 */
export class CreateRecordDescription1700000001300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE source_record
        ADD COLUMN description_hash text,
        ADD COLUMN kept_because text,
        ADD CONSTRAINT source_record_kept_because_ck
          CHECK (kept_because IN ('refused', 'columns-missing', 'not-described')) NOT VALID;
      ALTER TABLE rules_applied ADD COLUMN systems_version int NOT NULL DEFAULT 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE rules_applied DROP COLUMN systems_version;
      ALTER TABLE source_record DROP COLUMN kept_because, DROP COLUMN description_hash`);
  }
}
