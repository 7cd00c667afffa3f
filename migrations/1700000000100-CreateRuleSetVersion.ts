import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Activated rules: one immutable row per domain and version, with the files as they were and the frequency snapshot that
 * scores are computed with. The newest version of a domain is the active one; nothing is ever changed or deleted.
 */
export class CreateRuleSetVersion1700000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE rule_set_version (
        domain text NOT NULL,
        version int NOT NULL CONSTRAINT rule_set_version_number_ck CHECK (version > 0),
        hash text NOT NULL,
        files jsonb NOT NULL,
        frequencies jsonb NOT NULL,
        activated_at timestamptz NOT NULL,
        activated_by text NOT NULL,
        CONSTRAINT rule_set_version_pk PRIMARY KEY (domain, version)
      );

      CREATE FUNCTION refuse_rule_set_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'rule set versions are immutable' USING ERRCODE = 'restrict_violation';
      END $$;
      CREATE TRIGGER rule_set_version_immutable_tg BEFORE UPDATE OR DELETE ON rule_set_version
        FOR EACH ROW EXECUTE FUNCTION refuse_rule_set_version_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE rule_set_version; DROP FUNCTION refuse_rule_set_version_change();`);
  }
}
