import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What keeps statements of the write path from reading more the more records there are. Until a new table is analysed, and where a sample
 * misleads, the planner takes a record for one that has thousands of keys, and active links for rare ones.
 */
export class HelpPlanner1700000001800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX link_active_golden_ix ON link (golden_record_id) WHERE until IS NULL;
      -- Shares of all rows: a record has some ten keys, and rows of one record lie side by side, which a sample takes for few records.
      ALTER TABLE match_key ALTER COLUMN source_record_id SET (n_distinct = -0.1), ALTER COLUMN key SET (n_distinct = -0.5);
      ALTER TABLE link ALTER COLUMN source_record_id SET (n_distinct = -0.5), ALTER COLUMN golden_record_id SET (n_distinct = -0.3);
      ALTER TABLE candidate_pair ALTER COLUMN left_id SET (n_distinct = -0.5), ALTER COLUMN right_id SET (n_distinct = -0.5);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX link_active_golden_ix;
      ALTER TABLE match_key ALTER COLUMN source_record_id RESET (n_distinct), ALTER COLUMN key RESET (n_distinct);
      ALTER TABLE link ALTER COLUMN source_record_id RESET (n_distinct), ALTER COLUMN golden_record_id RESET (n_distinct);
      ALTER TABLE candidate_pair ALTER COLUMN left_id RESET (n_distinct), ALTER COLUMN right_id RESET (n_distinct);
    `);
  }
}
