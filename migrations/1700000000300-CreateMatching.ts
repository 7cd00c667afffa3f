import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What matching remembers: the block keys of every source record, the candidate pairs worth remembering (same, review)
 * and people's judgements. Pairs are ordered: left_id < right_id.
 */
export class CreateMatching1700000000300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE match_key (
        key bigint NOT NULL,
        source_record_id bigint NOT NULL,
        CONSTRAINT match_key_pk PRIMARY KEY (key, source_record_id)
      );
      CREATE INDEX match_key_record_ix ON match_key (source_record_id);

      CREATE TABLE crowded_key (
        key bigint CONSTRAINT crowded_key_pk PRIMARY KEY,
        domain text NOT NULL,
        since timestamptz NOT NULL DEFAULT now(),
        records int NOT NULL
      );

      CREATE TABLE candidate_pair (
        left_id bigint NOT NULL,
        right_id bigint NOT NULL,
        domain text NOT NULL,
        decision text NOT NULL CONSTRAINT candidate_pair_decision_ck CHECK (decision IN ('same','review')),
        score real NOT NULL,
        reasons jsonb NOT NULL,
        rule_version int NOT NULL,
        decided_at timestamptz NOT NULL,
        CONSTRAINT candidate_pair_pk PRIMARY KEY (left_id, right_id),
        CONSTRAINT candidate_pair_order_ck CHECK (left_id < right_id)
      );
      CREATE INDEX candidate_pair_right_ix ON candidate_pair (right_id);

      CREATE TABLE judgement (
        id uuid CONSTRAINT judgement_pk PRIMARY KEY,
        domain text NOT NULL,
        left_id bigint NOT NULL,
        right_id bigint NOT NULL,
        verdict text NOT NULL CONSTRAINT judgement_verdict_ck CHECK (verdict IN ('same','different','related','unsure')),
        relation text,
        reason text,
        task_id uuid,
        made_by text NOT NULL,
        made_at timestamptz NOT NULL,
        withdrawn_by text,
        withdrawn_at timestamptz,
        CONSTRAINT judgement_order_ck CHECK (left_id < right_id)
      );
      CREATE UNIQUE INDEX judgement_active_uq ON judgement (left_id, right_id) WHERE withdrawn_at IS NULL;
      CREATE INDEX judgement_right_ix ON judgement (right_id) WHERE withdrawn_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE judgement, candidate_pair, crowded_key, match_key;`);
  }
}
