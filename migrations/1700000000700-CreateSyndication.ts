import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The feed (append-only, gap-free, hash-chained), its epochs, and deliveries to targets.
 * One row of feed_head is the fence of all sequencers; partitions hold 5,000,000 positions each.
 */
export class CreateSyndication1700000000700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE feed (
        pos bigint NOT NULL,
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
        tx_id xid8 NOT NULL,
        sequenced_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        previous_hash bytea NOT NULL,
        hash bytea NOT NULL,
        CONSTRAINT feed_pk PRIMARY KEY (pos)
      ) PARTITION BY RANGE (pos);
      CREATE INDEX feed_record_ix ON feed (record_id, version);

      -- ATTACH keeps readers and writers going; CREATE TABLE … PARTITION OF would lock them out.
      CREATE FUNCTION create_feed_partition(number bigint) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE
        name text := 'feed_' || number;
        size bigint := 5000000;
      BEGIN
        IF to_regclass(name) IS NOT NULL THEN RETURN; END IF;
        EXECUTE format('CREATE TABLE %I (LIKE feed INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
        EXECUTE format('ALTER TABLE feed ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)',
                       name, number * size, (number + 1) * size);
      END $$;
      SELECT create_feed_partition(0);

      CREATE TABLE feed_epoch (
        epoch text CONSTRAINT feed_epoch_pk PRIMARY KEY,
        first_pos bigint NOT NULL,
        since timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE TABLE feed_head (
        one boolean DEFAULT true CONSTRAINT feed_head_pk PRIMARY KEY CONSTRAINT feed_head_one_ck CHECK (one),
        pos bigint NOT NULL,
        hash bytea NOT NULL,
        epoch text,
        oldest_pos bigint NOT NULL DEFAULT 1
      );
      INSERT INTO feed_head (pos, hash) VALUES (0, decode(repeat('00', 32), 'hex'));

      CREATE TABLE fanout_cursor (
        name text CONSTRAINT fanout_cursor_pk PRIMARY KEY,
        pos bigint NOT NULL
      );
      INSERT INTO fanout_cursor VALUES ('main', 0);

      CREATE TABLE target (
        id int GENERATED ALWAYS AS IDENTITY CONSTRAINT target_pk PRIMARY KEY,
        system text NOT NULL,
        name text NOT NULL,
        url text NOT NULL,
        secret_ref text NOT NULL,
        domains text[],
        events text[],
        attributes text[],
        ordering text NOT NULL CONSTRAINT target_ordering_ck CHECK (ordering IN ('strict','supersede','unordered')),
        state text NOT NULL DEFAULT 'active' CONSTRAINT target_state_ck CHECK (state IN ('active','suspended','removed')),
        state_reason text,
        first_pos bigint NOT NULL,
        held_until timestamptz,
        circuit jsonb,
        last_success_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT target_name_uq UNIQUE (system, name)
      );

      CREATE TABLE delivery (
        target_id int NOT NULL CONSTRAINT delivery_target_fk REFERENCES target,
        pos bigint NOT NULL,
        record_id uuid NOT NULL,
        version bigint NOT NULL,
        event_id uuid NOT NULL,
        state text NOT NULL DEFAULT 'due' CONSTRAINT delivery_state_ck
          CHECK (state IN ('due','leased','sent','acked','parked','superseded','cancelled')),
        business_state text CONSTRAINT delivery_business_state_ck
          CHECK (business_state IN ('accepted','applied','review','rejected')),
        attempts int NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        lease_token uuid,
        lease_owner text,
        lease_until timestamptz,
        last_error jsonb,
        settled_at timestamptz,
        CONSTRAINT delivery_pk PRIMARY KEY (target_id, pos)
      );
      CREATE INDEX delivery_open_ix ON delivery (target_id, record_id, pos)
        WHERE state NOT IN ('acked','superseded','cancelled');
      CREATE INDEX delivery_due_ix ON delivery (target_id, next_at) WHERE state IN ('due','leased');

      CREATE TABLE delivery_attempt (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT delivery_attempt_pk PRIMARY KEY,
        target_id int NOT NULL,
        pos bigint NOT NULL,
        attempt int NOT NULL,
        at timestamptz NOT NULL,
        duration_ms int NOT NULL,
        outcome text NOT NULL,
        status int,
        detail text,
        CONSTRAINT delivery_attempt_delivery_fk FOREIGN KEY (target_id, pos) REFERENCES delivery ON DELETE CASCADE
      );
      CREATE INDEX delivery_attempt_delivery_ix ON delivery_attempt (target_id, pos, id);

      CREATE TABLE acknowledgement (
        target_id int NOT NULL CONSTRAINT acknowledgement_target_fk REFERENCES target,
        ack_id text NOT NULL,
        record_id uuid NOT NULL,
        version bigint NOT NULL,
        status text NOT NULL CONSTRAINT acknowledgement_status_ck
          CHECK (status IN ('ACCEPTED','APPLIED','REVIEW','REJECTED')),
        reason text,
        corrective_action text,
        received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT acknowledgement_pk PRIMARY KEY (target_id, ack_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE acknowledgement, delivery_attempt, delivery, target, fanout_cursor, feed_head, feed_epoch, feed;
      DROP FUNCTION create_feed_partition(bigint);
    `);
  }
}
