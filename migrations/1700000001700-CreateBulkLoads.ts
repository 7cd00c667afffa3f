import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Bulk loads: new records are only taken in while their files are read, then matched and merged as a set, in parts that any number of
 * workers share.
 */
export class CreateBulkLoads1700000001700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE batch ADD COLUMN bulk boolean NOT NULL DEFAULT false,
        ADD COLUMN parts_done int NOT NULL DEFAULT 0, ADD COLUMN parts_planned int NOT NULL DEFAULT 0;
      ALTER TABLE batch DROP CONSTRAINT batch_state_ck, ADD CONSTRAINT batch_state_ck
        CHECK (state IN ('receiving','queued','processing','resolving','done','failed','cancelled'));

      CREATE TABLE loaded_record (
        batch_id uuid NOT NULL,
        source_record_id bigint NOT NULL,
        CONSTRAINT loaded_record_pk PRIMARY KEY (batch_id, source_record_id)
      );

      CREATE TABLE load_part (
        batch_id uuid NOT NULL,
        stage text NOT NULL CONSTRAINT load_part_stage_ck CHECK (stage IN ('match','merge')),
        part int NOT NULL,
        record_ids bigint[] NOT NULL,
        lease_token uuid,
        lease_until timestamptz,
        done_at timestamptz,
        CONSTRAINT load_part_pk PRIMARY KEY (batch_id, stage, part)
      );
      CREATE INDEX load_part_open_ix ON load_part (batch_id, stage, part) WHERE done_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE load_part, loaded_record;
      ALTER TABLE batch DROP CONSTRAINT batch_state_ck, ADD CONSTRAINT batch_state_ck
        CHECK (state IN ('receiving','queued','processing','done','failed','cancelled'));
      ALTER TABLE batch DROP COLUMN bulk, DROP COLUMN parts_done, DROP COLUMN parts_planned;
    `);
  }
}
