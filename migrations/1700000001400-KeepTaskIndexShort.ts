import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every change asks for the open tasks of each golden record that it touches. Entries that wait in the index's pending list are read
 * through by each of these look-ups; tasks are few, so that they may as well be sorted in at once.
 */
export class KeepTaskIndexShort1700000001400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER INDEX task_golden_ix SET (fastupdate = off)`);
    await runner.query(`SELECT gin_clean_pending_list('task_golden_ix')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER INDEX task_golden_ix RESET (fastupdate)`);
  }
}
