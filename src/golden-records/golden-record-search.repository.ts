import { Injectable } from '@nestjs/common';
import { Database, Transaction } from '../platform/database/index.js';
import { correctionsOf, mustMention, type AskedWord, type Strictness } from './search-words.js';

/** A golden record that was found, better ones with a higher rank. */
export interface Found {
  readonly id: string;
  /** 2: a source key. Up to 1.5: how well the title fits what was typed, from 0 to 1, and 0.5 more when it begins with that. */
  readonly rank: number;
}

/** Beyond these nobody types, and every further word costs. */
const QUERY_MAX = 100;
const WORDS_MAX = 16;
/** A word of two letters has no trigram of its own and would be looked for in every record. */
const WORD_MIN = 3;

/** How many words a beginning may stand for, shortest first. */
const COMPLETIONS_MAX = 30;
/**
 * Looking alike, by pg_trgm's similarity, and how many such words are compared letter by letter. Two letters of a short word that
 * changed places leave little alike: `yamdaa` and `yamada` have 0.27.
 */
const ALIKE = 0.25;
const ALIKE_MAX = 300;

/** Of more records than this that mention all words, some are looked at; of more than that, those with short titles are ranked. */
const LOOKED_AT_MAX = 2_000;
const RANKED_MAX = 200;

/**
 * Typo-tolerant search: source keys, then records that mention every word somewhere, a word of a title also with a slip in it or only
 * begun. What finds nothing is tried again more loosely: every word may be a slip, then parts of words, then only the words that are
 * sure, and at last whatever looks alike. All but the last look things up in an index, so that they cost little however large
 * the hub is.
 */
@Injectable()
export class GoldenRecordSearch {
  constructor(private readonly database: Database) {}

  /** At most `limit` live records, best first. @param domains null: all */
  async search(text: string, domains: readonly string[] | null, limit: number): Promise<Found[]> {
    const query = text.trim().toLowerCase().slice(0, QUERY_MAX);
    if (query === '') return [];
    return this.database.transaction(async tx => {
      const keys = await this.#bySourceKey(tx, text.trim(), domains, limit);
      return best([...keys, ...(await this.#byText(tx, query, domains, limit))], limit);
    });
  }

  async #byText(
    tx: Transaction,
    query: string,
    domains: readonly string[] | null,
    limit: number,
  ): Promise<Found[]> {
    const asked = await this.#completed(tx, query);
    const unknown = asked.filter(({ completions }) => completions.length === 0);
    const begun = await this.#corrected(tx, asked, unknown);
    const find = (words: readonly AskedWord[], strictness: Strictness): Promise<Found[]> =>
      this.#mentioning(tx, query, mustMention(words, strictness), domains, limit);
    const found = await find(begun, 'as typed');
    if (found.length > 0) return found;
    const corrected = await this.#corrected(tx, asked, asked);
    const looser = [
      () => find(corrected, 'corrected'),
      () => this.#containing(tx, query, domains, limit),
      () => find(corrected, 'sure words only'),
      () => this.#alike(tx, query, domains, limit),
    ];
    for (const look of looser) {
      const more = await look();
      if (more.length > 0) return more;
    }
    return [];
  }

  /** Uses source_record_any_key_ix. */
  async #bySourceKey(
    tx: Transaction,
    key: string,
    domains: readonly string[] | null,
    limit: number,
  ): Promise<Found[]> {
    return tx.query<Found>(
      `SELECT g.id, 2.0::real AS rank FROM source_record s
         JOIN link l ON l.source_record_id = s.id AND l.until IS NULL
         JOIN golden_record g ON g.id = l.golden_record_id AND g.status <> 'MERGED'
        WHERE s.source_key = $1 AND ($2::text[] IS NULL OR s.domain = ANY($2)) LIMIT $3`,
      [key, domains, limit],
    );
  }

  /** The words of a query with what they may be the beginning of. Uses title_word_pk. */
  async #completed(tx: Transaction, query: string): Promise<AskedWord[]> {
    const rows = await tx.query<{ word: string; completions: string[] }>(
      `SELECT asked AS word, ARRAY(
                SELECT word FROM title_word
                 WHERE word >= asked COLLATE "C" AND word < (asked || chr(1114111)) COLLATE "C"
                   AND (length(asked) >= $2 OR word = asked)
                 ORDER BY length(word), word LIMIT $3) AS completions
         FROM unnest(words_of($1)) AS asked LIMIT $4`,
      [query, WORD_MIN, COMPLETIONS_MAX, WORDS_MAX],
    );
    return rows.map(({ word, completions }) => ({ word, completions, corrections: [] }));
  }

  /** The words with the corrections of some of them. Uses title_word_trigram_ix. */
  async #corrected(
    tx: Transaction,
    asked: readonly AskedWord[],
    doubtful: readonly AskedWord[],
  ): Promise<readonly AskedWord[]> {
    const words = doubtful.map(({ word }) => word).filter(word => word.length >= WORD_MIN);
    if (words.length === 0) return asked;
    tx.send(`SELECT set_config('pg_trgm.similarity_threshold', $1, true)`, [String(ALIKE)]);
    const rows = await tx.query<{ word: string; similar: string[] }>(
      `SELECT asked AS word, ARRAY(SELECT word FROM title_word WHERE word % asked
                                    ORDER BY similarity(word, asked) DESC, word LIMIT $2) AS similar
         FROM unnest($1::text[]) AS asked`,
      [words, ALIKE_MAX],
    );
    const similar = new Map(rows.map(row => [row.word, row.similar]));
    return asked.map(each => ({
      ...each,
      corrections: correctionsOf(each.word, similar.get(each.word) ?? []),
    }));
  }

  /** Records with a word of every group. Uses golden_record_words_ix. */
  async #mentioning(
    tx: Transaction,
    query: string,
    groups: readonly (readonly string[])[],
    domains: readonly string[] | null,
    limit: number,
  ): Promise<Found[]> {
    if (groups.length === 0) return [];
    const mentioned = groups.map((_, place) => `words_of(g.search_text) && $${place + 6}::text[]`);
    return tx.query<Found>(
      `SELECT id, word_similarity($1, lower(title)) + CASE WHEN starts_with(lower(title), $1) THEN 0.5 ELSE 0 END AS rank
         FROM (SELECT id, title
                 FROM (SELECT g.id, g.title FROM golden_record g
                        WHERE ${mentioned.join(' AND ')}
                          AND g.status <> 'MERGED' AND ($2::text[] IS NULL OR g.domain = ANY($2)) LIMIT $4) AS looked_at
                ORDER BY starts_with(lower(title), $1) DESC, length(title), title, id LIMIT $5) AS ranked
        ORDER BY rank DESC, title, id LIMIT $3`,
      [query, domains, limit, LOOKED_AT_MAX, RANKED_MAX, ...groups],
    );
  }

  /** Records with every word as a part of one of theirs: the middle of an article number. Uses golden_record_search_ix. */
  async #containing(
    tx: Transaction,
    query: string,
    domains: readonly string[] | null,
    limit: number,
  ): Promise<Found[]> {
    const words = query.split(/\s+/u).filter(word => word.length >= WORD_MIN);
    if (words.length === 0) return [];
    // One condition a word: the index answers none of LIKE ALL, and every record would be read.
    const contained = words.map((_, place) => `g.search_text LIKE $${place + 3}`).join(' AND ');
    return tx.query<Found>(
      `SELECT g.id, 1.0::real AS rank FROM golden_record g
        WHERE ${contained} AND g.status <> 'MERGED' AND ($1::text[] IS NULL OR g.domain = ANY($1))
        ORDER BY g.title, g.id LIMIT $2`,
      [domains, limit, ...words.map(word => `%${word.replace(/[\\%_]/gu, '\\$&')}%`)],
    );
  }

  /** Records that mention something that looks like the query. Uses golden_record_search_ix. */
  async #alike(
    tx: Transaction,
    query: string,
    domains: readonly string[] | null,
    limit: number,
  ): Promise<Found[]> {
    return tx.query<Found>(
      `SELECT g.id, word_similarity($1, g.search_text) AS rank FROM golden_record g
        WHERE $1 <% g.search_text AND g.status <> 'MERGED' AND ($2::text[] IS NULL OR g.domain = ANY($2))
        ORDER BY rank DESC, g.title, g.id LIMIT $3`,
      [query, domains, limit],
    );
  }
}

/** Each record once, at its best rank; equal ranks stay in the order in which they were found. */
function best(found: readonly Found[], limit: number): Found[] {
  const once = new Map<string, Found>();
  for (const each of found) {
    if (each.rank > (once.get(each.id)?.rank ?? -1)) once.set(each.id, each);
  }
  return [...once.values()].toSorted((left, right) => right.rank - left.rank).slice(0, limit);
}
