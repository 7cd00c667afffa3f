import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Bulk loads of one domain that are under way at the same time are merged at once: what they share is planned once instead of once a load.
 * And one that fails while it is read is matched and merged as far as it came.
 */
export class MergeLoadsTogether1700000001900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- When all its records were matched, and the load in whose merge parts they are.
      ALTER TABLE batch ADD COLUMN matched_at timestamptz, ADD COLUMN merged_with uuid,
        ADD COLUMN ends_as text NOT NULL DEFAULT 'done' CONSTRAINT batch_ends_as_ck CHECK (ends_as IN ('done','failed'));
      CREATE INDEX batch_merged_with_ix ON batch (merged_with) WHERE merged_with IS NOT NULL;

      -- Records of loads that failed so far were never matched.
      UPDATE batch SET state = 'resolving', ends_as = 'failed', phase = 'matching', finished_at = NULL
       WHERE state = 'failed' AND bulk AND EXISTS (SELECT FROM loaded_record WHERE batch_id = batch.id);

      -- On whose behalf a part is done: a merge part of a load may hold records of those that are merged with it.
      ALTER TABLE load_part ADD COLUMN sender_id uuid;
      UPDATE load_part SET sender_id = batch_id;
      ALTER TABLE load_part ALTER COLUMN sender_id SET NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE load_part DROP COLUMN sender_id;
      DROP INDEX batch_merged_with_ix;
      ALTER TABLE batch DROP COLUMN matched_at, DROP COLUMN merged_with, DROP COLUMN ends_as;
    `);
  }
}
