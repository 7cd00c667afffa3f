import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Provenance, features, raw records and feed payloads are written and read whole; no statement looks into them. As `jsonb` the server
 * took each apart when it was written and put it together again when it was read, which was most of what reading a golden record cost.
 * `json` keeps the text that came. The tables are rewritten: on a large hub this takes minutes.
 */
export class StoreDocumentsAsText1700000001500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await retype(runner, 'json');
  }

  async down(runner: QueryRunner): Promise<void> {
    await retype(runner, 'jsonb');
  }
}

const DOCUMENTS = [
  ['golden_record', 'provenance'],
  ['golden_record_version', 'provenance'],
  ['source_record', 'features'],
  ['source_record_version', 'raw'],
  ['outbox', 'payload'],
  ['feed', 'payload'],
] as const;

async function retype(runner: QueryRunner, type: 'json' | 'jsonb'): Promise<void> {
  for (const [table, column] of DOCUMENTS)
    await runner.query(`ALTER TABLE ${table} ALTER COLUMN ${column} TYPE ${type} USING ${column}::${type}`);
}
