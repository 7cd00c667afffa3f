import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where records arrive: batches with their raw bytes, idempotency keys, source records with every version, and
 * quarantine. Raw bytes live in the database, so that any worker on any machine can resume a batch.
 */
export class CreateIngestion1700000000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ingest_request (
        client_id text NOT NULL,
        idempotency_key text NOT NULL,
        operation text NOT NULL,
        request_hash bytea NOT NULL,
        response jsonb,
        status int,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT ingest_request_pk PRIMARY KEY (client_id, idempotency_key)
      );

      CREATE TABLE batch (
        id uuid CONSTRAINT batch_pk PRIMARY KEY,
        system text NOT NULL,
        domain text NOT NULL,
        state text NOT NULL CONSTRAINT batch_state_ck
          CHECK (state IN ('receiving','queued','processing','done','failed','cancelled')),
        content_type text,
        bytes bigint NOT NULL DEFAULT 0,
        rows_estimated bigint,
        rows_read bigint NOT NULL DEFAULT 0,
        rows_created bigint NOT NULL DEFAULT 0,
        rows_updated bigint NOT NULL DEFAULT 0,
        rows_unchanged bigint NOT NULL DEFAULT 0,
        rows_stale bigint NOT NULL DEFAULT 0,
        rows_deleted bigint NOT NULL DEFAULT 0,
        rows_quarantined bigint NOT NULL DEFAULT 0,
        bytes_read bigint NOT NULL DEFAULT 0,
        phase text NOT NULL DEFAULT 'waiting',
        causes jsonb NOT NULL DEFAULT '[]',
        correlation_id text NOT NULL,
        submitted_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        started_at timestamptz,
        finished_at timestamptz,
        attempts int NOT NULL DEFAULT 0,
        lease_token uuid,
        lease_until timestamptz
      );
      CREATE INDEX batch_recent_ix ON batch (created_at DESC, id);
      CREATE INDEX batch_due_ix ON batch (created_at) WHERE state IN ('queued','processing');

      CREATE TABLE batch_file (
        batch_id uuid NOT NULL CONSTRAINT batch_file_batch_fk REFERENCES batch (id),
        position int NOT NULL,
        name text NOT NULL,
        bytes bigint NOT NULL DEFAULT 0,
        sha256 bytea,
        CONSTRAINT batch_file_pk PRIMARY KEY (batch_id, position)
      );
      CREATE TABLE batch_part (
        batch_id uuid NOT NULL,
        position int NOT NULL,
        part int NOT NULL,
        content bytea NOT NULL,
        CONSTRAINT batch_part_pk PRIMARY KEY (batch_id, position, part)
      );

      CREATE UNLOGGED TABLE batch_join_row (
        batch_id uuid NOT NULL,
        file text NOT NULL,
        join_key text NOT NULL,
        row_number bigint NOT NULL,
        line bigint NOT NULL,
        fields jsonb NOT NULL,
        claimed boolean NOT NULL DEFAULT false
      );
      CREATE INDEX batch_join_row_key_ix ON batch_join_row (batch_id, file, join_key, row_number);

      CREATE TABLE batch_seen (
        batch_id uuid NOT NULL,
        source_key text NOT NULL,
        CONSTRAINT batch_seen_pk PRIMARY KEY (batch_id, source_key)
      );

      CREATE TABLE source_record (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT source_record_pk PRIMARY KEY,
        system text NOT NULL,
        domain text NOT NULL,
        source_key text NOT NULL,
        version int NOT NULL,
        last_version int NOT NULL,
        content_hash bytea NOT NULL,
        source_version text,
        effective_at timestamptz,
        recorded_at timestamptz NOT NULL,
        deleted boolean NOT NULL DEFAULT false,
        attributes jsonb NOT NULL,
        features jsonb NOT NULL,
        faults jsonb NOT NULL DEFAULT '[]',
        rule_version int NOT NULL,
        batch_id uuid,
        row_number bigint,
        correlation_id text NOT NULL,
        CONSTRAINT source_record_key_uq UNIQUE (system, domain, source_key)
      );
      CREATE INDEX source_record_domain_ix ON source_record (domain, id);

      CREATE TABLE source_record_version (
        source_record_id bigint NOT NULL,
        version int NOT NULL,
        raw jsonb NOT NULL,
        attributes jsonb NOT NULL,
        faults jsonb NOT NULL DEFAULT '[]',
        content_hash bytea NOT NULL,
        source_version text,
        effective_at timestamptz,
        recorded_at timestamptz NOT NULL,
        deleted boolean NOT NULL,
        rule_version int NOT NULL,
        batch_id uuid,
        row_number bigint,
        correlation_id text NOT NULL,
        stale boolean NOT NULL DEFAULT false,
        CONSTRAINT source_record_version_pk PRIMARY KEY (source_record_id, version)
      );
      CREATE INDEX source_record_version_batch_ix ON source_record_version (batch_id, row_number);

      CREATE TABLE quarantine (
        id uuid CONSTRAINT quarantine_pk PRIMARY KEY,
        system text NOT NULL,
        domain text NOT NULL,
        batch_id uuid,
        row_number bigint,
        source_key text,
        raw jsonb NOT NULL,
        causes jsonb NOT NULL,
        codes text[] NOT NULL,
        state text NOT NULL DEFAULT 'open' CONSTRAINT quarantine_state_ck
          CHECK (state IN ('open','resubmitted','superseded','discarded')),
        version int NOT NULL DEFAULT 1,
        correlation_id text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        resolved_at timestamptz,
        resolved_by text,
        resolution text
      );
      CREATE INDEX quarantine_open_ix ON quarantine (created_at DESC, id) WHERE state = 'open';
      CREATE INDEX quarantine_record_ix ON quarantine (system, domain, source_key) WHERE state = 'open';
      CREATE INDEX quarantine_batch_ix ON quarantine (batch_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE quarantine, source_record_version, source_record, batch_seen, batch_join_row, batch_part, batch_file,
        batch, ingest_request;
    `);
  }
}
