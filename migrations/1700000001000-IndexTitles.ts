import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Search looks for what is mistyped in titles first: they are short, so that few trigrams have to be read and compared. The index
 * on the whole search text then answers only for words that are written as they are stored.
 */
export class IndexTitles1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX golden_record_title_trigram_ix ON golden_record USING gin (lower(title) gin_trgm_ops) WHERE status <> 'MERGED'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX golden_record_title_trigram_ix`);
  }
}
