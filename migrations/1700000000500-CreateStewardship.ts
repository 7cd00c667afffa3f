import { MigrationInterface, QueryRunner } from 'typeorm';

/** Tasks: what a machine must not decide. One open task per subject key; a task is closed, never deleted. */
export class CreateStewardship1700000000500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE task (
        id uuid CONSTRAINT task_pk PRIMARY KEY,
        domain text NOT NULL,
        kind text NOT NULL CONSTRAINT task_kind_ck CHECK (kind IN ('duplicate','ambiguous','conflict')),
        state text NOT NULL DEFAULT 'open' CONSTRAINT task_state_ck CHECK (state IN ('open','snoozed','done','obsolete')),
        subject_key text NOT NULL,
        title text NOT NULL,
        golden_record_ids uuid[] NOT NULL,
        source_record_ids bigint[] NOT NULL,
        score real NOT NULL,
        label text NOT NULL,
        reasons jsonb NOT NULL,
        priority int NOT NULL DEFAULT 0,
        assignee text,
        snoozed_until timestamptz,
        comment text,
        created_at timestamptz NOT NULL,
        due_at timestamptz,
        version int NOT NULL DEFAULT 1,
        resolution text,
        resolved_by text,
        resolved_at timestamptz,
        correlation_id text NOT NULL
      );
      CREATE UNIQUE INDEX task_open_uq ON task (subject_key) WHERE state IN ('open','snoozed');
      CREATE INDEX task_queue_ix ON task (state, domain, priority DESC, score DESC, id);
      CREATE INDEX task_golden_ix ON task USING gin (golden_record_ids) WHERE state IN ('open','snoozed');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE task;`);
  }
}
