import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Golden records with every version, links (the crosswalk, with history), pins and change requests.
 * The partial unique index on link is the last wall: a source record belongs to one golden record at a time.
 */
export class CreateGoldenRecords1700000000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE golden_record (
        id uuid CONSTRAINT golden_record_pk PRIMARY KEY,
        domain text NOT NULL,
        version bigint NOT NULL,
        status text NOT NULL CONSTRAINT golden_record_status_ck
          CHECK (status IN ('DRAFT','PENDING_APPROVAL','ACTIVE','HELD','INACTIVE','MERGED','RETIRED')),
        title text NOT NULL,
        attributes jsonb NOT NULL,
        provenance jsonb NOT NULL,
        quality_score int NOT NULL,
        search_text text NOT NULL,
        faults jsonb NOT NULL DEFAULT '[]',
        merged_into uuid,
        absorption jsonb,
        review_at timestamptz,
        valid_from timestamptz NOT NULL,
        created_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        rule_version int NOT NULL,
        CONSTRAINT golden_record_merged_ck CHECK ((status = 'MERGED') = (merged_into IS NOT NULL))
      );
      CREATE INDEX golden_record_title_ix ON golden_record (domain, title, id) WHERE status <> 'MERGED';
      CREATE INDEX golden_record_recent_ix ON golden_record (domain, recorded_at DESC, id) WHERE status <> 'MERGED';
      CREATE INDEX golden_record_search_ix ON golden_record USING gin (search_text gin_trgm_ops) WHERE status <> 'MERGED';
      CREATE INDEX golden_record_review_ix ON golden_record (review_at) WHERE review_at IS NOT NULL;
      CREATE INDEX golden_record_merged_into_ix ON golden_record (merged_into) WHERE merged_into IS NOT NULL;

      CREATE TABLE golden_record_version (
        golden_record_id uuid NOT NULL,
        version bigint NOT NULL,
        status text NOT NULL,
        title text NOT NULL,
        attributes jsonb NOT NULL,
        provenance jsonb NOT NULL,
        quality_score int NOT NULL,
        merged_into uuid,
        members bigint[] NOT NULL,
        changed text[] NOT NULL,
        cause text NOT NULL,
        actor text NOT NULL,
        rule_version int NOT NULL,
        correlation_id text NOT NULL,
        valid_from timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        CONSTRAINT golden_record_version_pk PRIMARY KEY (golden_record_id, version)
      );

      CREATE TABLE link (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT link_pk PRIMARY KEY,
        source_record_id bigint NOT NULL,
        golden_record_id uuid NOT NULL,
        made_by text NOT NULL,
        reason text NOT NULL,
        score real,
        since timestamptz NOT NULL,
        until timestamptz
      );
      CREATE UNIQUE INDEX link_active_uq ON link (source_record_id) WHERE until IS NULL;
      CREATE INDEX link_golden_ix ON link (golden_record_id);
      CREATE INDEX link_source_ix ON link (source_record_id, since);

      CREATE TABLE pin (
        id uuid CONSTRAINT pin_pk PRIMARY KEY,
        golden_record_id uuid NOT NULL,
        attribute text NOT NULL,
        value jsonb NOT NULL,
        reason text NOT NULL,
        made_by text NOT NULL,
        made_at timestamptz NOT NULL,
        expires_at timestamptz,
        withdrawn_by text,
        withdrawn_at timestamptz
      );
      CREATE UNIQUE INDEX pin_active_uq ON pin (golden_record_id, attribute) WHERE withdrawn_at IS NULL;
      CREATE INDEX pin_expiry_ix ON pin (expires_at) WHERE withdrawn_at IS NULL AND expires_at IS NOT NULL;

      CREATE TABLE change_request (
        id uuid CONSTRAINT change_request_pk PRIMARY KEY,
        domain text NOT NULL,
        golden_record_id uuid NOT NULL,
        attribute text NOT NULL,
        from_value jsonb,
        to_value jsonb,
        reason text NOT NULL,
        along_with text[] NOT NULL DEFAULT '{}',
        state text NOT NULL DEFAULT 'pending' CONSTRAINT change_request_state_ck
          CHECK (state IN ('pending','approved','rejected','superseded')),
        requested_by text NOT NULL,
        requested_at timestamptz NOT NULL,
        source_record_id bigint,
        correlation_id text NOT NULL,
        decided_by text,
        decided_at timestamptz,
        decision_reason text,
        CONSTRAINT change_request_four_eyes_ck CHECK (decided_by IS NULL OR decided_by <> requested_by OR state = 'superseded')
      );
      CREATE UNIQUE INDEX change_request_pending_uq ON change_request (golden_record_id, attribute) WHERE state = 'pending';
      CREATE INDEX change_request_open_ix ON change_request (requested_at, id) WHERE state = 'pending';
      CREATE INDEX change_request_golden_ix ON change_request (golden_record_id, attribute, state);

      -- CACHE 1 is part of the order proof: a session that holds numbers in reserve would break it.
      CREATE TABLE outbox (
        seq bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) CONSTRAINT outbox_pk PRIMARY KEY,
        event_id uuid NOT NULL,
        domain text NOT NULL,
        record_id uuid NOT NULL,
        version bigint NOT NULL,
        type text NOT NULL,
        changed text[] NOT NULL,
        payload jsonb NOT NULL,
        correlation_id text NOT NULL,
        causation_id text,
        actor text NOT NULL,
        occurred_at timestamptz NOT NULL,
        tx_id xid8 NOT NULL DEFAULT pg_current_xact_id()
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE outbox, change_request, pin, link, golden_record_version, golden_record;`);
  }
}
