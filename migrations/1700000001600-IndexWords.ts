import { MigrationInterface, QueryRunner } from 'typeorm';

/** What stands between words: white space, punctuation, and the signs that not every locale counts as punctuation. */
const BETWEEN_WORDS = '[\\s[:punct:]$+<=>^|~®©–—‘’“”·•]+';

/**
 * Search looks words up instead of comparing texts: whole titles had to be read and compared for every question, the more the more
 * records there were. Every word of a title stands once in `title_word`, in which mistyped words are looked for.
 */
export class IndexWords1700000001600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Accents do not count: NFKD parts them from their letters. The test for ASCII spares most texts that.
    await runner.query(`
      CREATE FUNCTION words_of(text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $function$
        SELECT array(SELECT DISTINCT word FROM regexp_split_to_table(
          CASE WHEN $1 ~ '^[\\x01-\\x7f]*$' THEN lower($1)
               ELSE regexp_replace(normalize(lower($1), NFKD), '[\\u0300-\\u036f]+', '', 'g') END,
          '${BETWEEN_WORDS}') AS word WHERE word <> '')
      $function$`);
    await runner.query(
      `CREATE TABLE title_word (word text COLLATE "C" CONSTRAINT title_word_pk PRIMARY KEY)`,
    );
    await runner.query(`
      INSERT INTO title_word
      SELECT DISTINCT word FROM golden_record g CROSS JOIN unnest(words_of(g.title)) AS word WHERE g.status <> 'MERGED'`);
    await runner.query(`CREATE INDEX title_word_trigram_ix ON title_word USING gin (word gin_trgm_ops)`);
    // Entries that wait in the pending list are read through by every question: a short one.
    await runner.query(`
      CREATE INDEX golden_record_words_ix ON golden_record USING gin (words_of(search_text))
        WITH (gin_pending_list_limit = 256) WHERE status <> 'MERGED'`);
    await runner.query(`DROP INDEX golden_record_title_trigram_ix`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX golden_record_title_trigram_ix ON golden_record USING gin (lower(title) gin_trgm_ops) WHERE status <> 'MERGED'`,
    );
    await runner.query(`DROP INDEX golden_record_words_ix`);
    await runner.query(`DROP TABLE title_word`);
    await runner.query(`DROP FUNCTION words_of(text)`);
  }
}
