import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The audit log: one row per state change, written in the same transaction. Rows are chained by the sealer outside
 * the write path (position, previous hash, hash); the trigger refuses to edit or delete what was written.
 */
export class CreateAudit1700000000600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_event (
        id bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) CONSTRAINT audit_event_pk PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT now(),
        actor text NOT NULL,
        action text NOT NULL,
        subject_kind text NOT NULL,
        subject_id text NOT NULL,
        reason text,
        details jsonb NOT NULL DEFAULT '{}',
        correlation_id text NOT NULL
      );
      CREATE INDEX audit_event_subject_ix ON audit_event (subject_kind, subject_id, id);
      CREATE INDEX audit_event_actor_ix ON audit_event (actor, id);
      CREATE INDEX audit_event_correlation_ix ON audit_event (correlation_id);

      CREATE TABLE audit_seal (
        position bigint CONSTRAINT audit_seal_pk PRIMARY KEY,
        audit_event_id bigint NOT NULL CONSTRAINT audit_seal_event_uq UNIQUE,
        previous_hash bytea NOT NULL,
        hash bytea NOT NULL,
        sealed_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
      END $$;
      CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
        FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
      CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE audit_seal, audit_event;
      DROP FUNCTION refuse_audit_change();
    `);
  }
}
