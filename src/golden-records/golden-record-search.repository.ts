import { Injectable } from '@nestjs/common';
import { Database, Transaction } from '../platform/database/index.js';

/** A golden record that was found, better ones with a higher rank. */
export interface Found {
  readonly id: string;
  /** 2: a source key. Up to 1.5: how well the title fits. 1: every word is mentioned. Below 1: something like it is mentioned. */
  readonly rank: number;
}

/** Beyond this nobody types, and every further word costs. */
const QUERY_MAX = 100;
/** A word of two letters has no trigram of its own and would be looked for in every record. */
const WORD_MIN = 3;

/**
 * How alike a title must be, by pg_trgm's word similarity: what a title with two letters swapped reaches, and what a short name with two
 * wrong letters still does. Each title that the index lets through is compared, and the lower bound lets many more through, so it is tried
 * only when nothing reached the higher one: at 114,502 golden records p95 was 86 ms with 0.6 and is 54 ms.
 */
const ALIKE = 0.7;
const FAINTLY_ALIKE = 0.45;

/**
 * Typo-tolerant search, in steps that stop as soon as enough is found: source keys and titles, then records that mention every word
 * somewhere, then, only when nothing else was found, records that mention something like it. Each step reads one trigram index.
 */
@Injectable()
export class GoldenRecordSearch {
  constructor(private readonly database: Database) {}

  /** At most `limit` live records, best first. @param domains null: all */
  async search(text: string, domains: readonly string[] | null, limit: number): Promise<Found[]> {
    const query = text.trim().toLowerCase().slice(0, QUERY_MAX);
    if (query === '') return [];
    return this.database.transaction(async tx => {
      const found = await this.#bySourceKey(tx, text.trim(), domains, limit);
      found.push(...(await this.#byTitle(tx, query, domains, limit, ALIKE)));
      if (found.length === 0) found.push(...(await this.#byTitle(tx, query, domains, limit, FAINTLY_ALIKE)));
      if (found.length < limit) found.push(...(await this.#mentioning(tx, query, domains, limit)));
      if (found.length === 0) found.push(...(await this.#mentioningAlike(tx, query, domains, limit)));
      return best(found, limit);
    });
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

  /** Uses golden_record_title_trigram_ix. */
  async #byTitle(
    tx: Transaction,
    query: string,
    domains: readonly string[] | null,
    limit: number,
    alike: number,
  ): Promise<Found[]> {
    tx.send(`SELECT set_config('pg_trgm.word_similarity_threshold', $1, true)`, [String(alike)]);
    return tx.query<Found>(
      `SELECT g.id, word_similarity($1, lower(g.title)) + CASE WHEN starts_with(lower(g.title), $1) THEN 0.5 ELSE 0 END AS rank
         FROM golden_record g
        WHERE $1 <% lower(g.title) AND g.status <> 'MERGED' AND ($2::text[] IS NULL OR g.domain = ANY($2))
        ORDER BY rank DESC, g.title, g.id LIMIT $3`,
      [query, domains, limit],
    );
  }

  /** Uses golden_record_search_ix. */
  async #mentioning(
    tx: Transaction,
    query: string,
    domains: readonly string[] | null,
    limit: number,
  ): Promise<Found[]> {
    const words = query.split(/\s+/u).filter(word => word.length >= WORD_MIN);
    if (words.length === 0) return [];
    // One condition a word: the index answers none of LIKE ALL, and every record would be read.
    const mentioned = words.map((_, place) => `g.search_text LIKE $${place + 3}`).join(' AND ');
    return tx.query<Found>(
      `SELECT g.id, 1.0::real AS rank FROM golden_record g
        WHERE ${mentioned} AND g.status <> 'MERGED' AND ($1::text[] IS NULL OR g.domain = ANY($1))
        ORDER BY g.title, g.id LIMIT $2`,
      [domains, limit, ...words.map(word => `%${word.replace(/[\\%_]/gu, '\\$&')}%`)],
    );
  }

  /** Uses golden_record_search_ix. */
  async #mentioningAlike(
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
