import { MigrationInterface, QueryRunner } from 'typeorm';

/** The version of the rules that all records of a domain have gone through; a newer one in force is work to do. */
export class CreateRulesApplied1700000001200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE rules_applied (
        domain text CONSTRAINT rules_applied_pk PRIMARY KEY,
        rule_version int NOT NULL,
        since timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE rules_applied`);
  }
}
