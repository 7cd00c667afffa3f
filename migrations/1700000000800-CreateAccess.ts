import { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, API keys, sessions and login links. Secrets are stored as hashes only. */
export class CreateAccess1700000000800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE user_account (
        id uuid CONSTRAINT user_account_pk PRIMARY KEY,
        name text NOT NULL,
        display_name text NOT NULL,
        password_hash text,
        roles text[] NOT NULL,
        disabled_at timestamptz,
        failed_sign_ins int NOT NULL DEFAULT 0,
        locked_until timestamptz,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX user_account_name_uq ON user_account (lower(name));

      CREATE TABLE api_key (
        id uuid CONSTRAINT api_key_pk PRIMARY KEY,
        name text NOT NULL,
        secret_hash bytea NOT NULL CONSTRAINT api_key_secret_uq UNIQUE,
        roles text[] NOT NULL,
        systems text[],
        domains text[],
        actions text[],
        expires_at timestamptz,
        revoked_at timestamptz,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz
      );

      CREATE TABLE user_session (
        token_hash bytea CONSTRAINT user_session_pk PRIMARY KEY,
        user_account_id uuid NOT NULL CONSTRAINT user_session_account_fk REFERENCES user_account (id),
        csrf_token text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX user_session_account_ix ON user_session (user_account_id);

      CREATE TABLE login_link (
        token_hash bytea CONSTRAINT login_link_pk PRIMARY KEY,
        user_account_id uuid NOT NULL CONSTRAINT login_link_account_fk REFERENCES user_account (id),
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE login_link, user_session, api_key, user_account;`);
  }
}
