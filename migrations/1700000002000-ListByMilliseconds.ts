import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lists of deliveries and of quarantine go on after the time and id of the last entry of a page. That time has been through a program that
 * knows milliseconds only: of entries made in one transaction, whose microseconds are the same, none came after it, and all that did not fit
 * on the first page were missing from the list.
 */
export class ListByMilliseconds1700000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE quarantine ALTER COLUMN created_at SET DEFAULT date_trunc('milliseconds', now());
      UPDATE quarantine SET created_at = date_trunc('milliseconds', created_at)
       WHERE created_at <> date_trunc('milliseconds', created_at);
      ALTER TABLE batch ALTER COLUMN created_at SET DEFAULT date_trunc('milliseconds', now());
      UPDATE batch SET created_at = date_trunc('milliseconds', created_at)
       WHERE created_at <> date_trunc('milliseconds', created_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE quarantine ALTER COLUMN created_at SET DEFAULT now();
      ALTER TABLE batch ALTER COLUMN created_at SET DEFAULT now();
    `);
  }
}
