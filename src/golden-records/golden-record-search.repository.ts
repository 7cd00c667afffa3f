import { Injectable } from '@nestjs/common';
import { keysOfDomain } from '../core/blocking/index.js';
import type { AttributeClass } from '../core/rules/index.js';
import { Database, SqlParameters, Transaction, bigintArray } from '../platform/database/index.js';
import { RulesService } from '../rules/index.js';
import { identifierKeys } from './identifier-keys.js';
import { correctionsOf, mustMention, type AskedWord, type Strictness } from './search-words.js';

/** Who searches, as far as it limits what is found. */
export interface SearchReader {
  /** `null`: all. */
  readonly domains: readonly string[] | null;
  /** The classes of attributes that the reader may see, and so may find records by. */
  readonly classes: ReadonlySet<AttributeClass>;
}

/** A subquery for the ids of golden records; its values go into the parameters of the statement around it. */
export type GoldenIdsQuery = (parameters: SqlParameters) => string;

/** A condition on `golden_record g`. */
type Condition = (parameters: SqlParameters) => string;

/** A golden record that was found, better ones with a higher rank. */
export interface Found {
  readonly id: string;
  /** 2: a source key or an identifier. Up to 1.5: how well the title fits what was typed, from 0 to 1, and 0.5 more when it begins with that. */
  readonly rank: number;
}

/** Beyond these nobody types, and every further word costs. */
const QUERY_MAX = 100;
const WORDS_MAX = 16;
/** A word of two letters has no trigram of its own and would be looked for in every record. */
const WORD_MIN = 3;
/** Letters from which on what is typed last may be the beginning of a word: the next letter comes in a moment. */
const BEGINNING_MIN = 2;

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
 * Typo-tolerant search: source keys and identifiers, then records that mention every word somewhere, a word of a title also with a slip in it or only
 * begun. What finds nothing at all is tried again more loosely: every word may be a slip, then parts of words, then only the words that are
 * sure, and at last whatever looks alike. All but the last look things up in an index, so that they cost little however large
 * the hub is.
 */
@Injectable()
export class GoldenRecordSearch {
  constructor(
    private readonly database: Database,
    private readonly rules: RulesService,
  ) {}

  /** At most `limit` live records, best first. */
  async search(text: string, reader: SearchReader, limit: number): Promise<Found[]> {
    const query = queryOf(text);
    if (query === '') return [];
    return this.database.transaction(async tx => {
      const exact = await this.#exactly(tx, text, reader, limit);
      const found = exact.map(id => ({ id, rank: 2 }));
      const mentioned = await this.#byText(tx, query, reader.domains, limit, exact.length > 0);
      return best([...found, ...mentioned], limit);
    });
  }

  /**
   * Every live record that a text is about, unranked: those with the key or identifier, and those that mention every word, which
   * may be slips or parts of words only where nothing is written as typed. Beside a record that has the text as its key, a single
   * letter counts as well: it is all that tells `CS-100-1` from `CS-100-2`. What merely looks alike is not among them: in a list that is
   * narrowed to what somebody asked for, it would stand beside the rest as if it had been asked for.
   */
  async about(text: string, reader: SearchReader): Promise<GoldenIdsQuery> {
    const query = queryOf(text);
    if (query === '') return idsQuery([], null, reader.domains);
    return this.database.transaction(async tx => {
      const exact = await this.#exactly(tx, text, reader, null);
      return idsQuery(
        exact,
        await this.#mention(
          tx,
          query,
          reader.domains,
          exact.length > 0 ? ['every word'] : ['as typed', 'corrected', 'contained'],
        ),
        reader.domains,
      );
    });
  }

  /** The query taken in the first of these ways in which any record mentions it; `null`: in none. */
  async #mention(
    tx: Transaction,
    query: string,
    domains: readonly string[] | null,
    ways: readonly ('every word' | 'as typed' | 'corrected' | 'contained')[],
  ): Promise<Condition | null> {
    const asked = await this.#completed(tx, query);
    const unknown = asked.filter(({ completions }) => completions.length === 0);
    for (const way of ways) {
      const condition =
        way === 'contained'
          ? contains(query)
          : mentions(
              mustMention(await this.#corrected(tx, asked, way === 'corrected' ? asked : unknown), way),
            );
      if (condition !== null && (await this.#isAny(tx, condition, domains))) return condition;
    }
    return null;
  }

  async #isAny(tx: Transaction, condition: Condition, domains: readonly string[] | null): Promise<boolean> {
    const parameters = new SqlParameters();
    const rows = await tx.query<{ any: boolean }>(
      `SELECT EXISTS (${liveIds(condition, domains, parameters)}) AS "any"`,
      parameters.values,
    );
    return rows[0]?.any === true;
  }

  /** Records that have this very source key or identifier. @param limit null: all */
  async #exactly(
    tx: Transaction,
    text: string,
    reader: SearchReader,
    limit: number | null,
  ): Promise<string[]> {
    const keys = await this.#bySourceKey(tx, text.trim(), reader.domains, limit);
    const identified = await this.#byIdentifier(tx, text.trim().slice(0, QUERY_MAX), reader, limit);
    return [...new Set([...keys, ...identified])];
  }

  async #byText(
    tx: Transaction,
    query: string,
    domains: readonly string[] | null,
    limit: number,
    asTypedOnly: boolean,
  ): Promise<Found[]> {
    const asked = await this.#completed(tx, query);
    const unknown = asked.filter(({ completions }) => completions.length === 0);
    const begun = await this.#corrected(tx, asked, unknown);
    const find = (words: readonly AskedWord[], strictness: Strictness): Promise<Found[]> =>
      this.#mentioning(tx, query, mustMention(words, strictness), domains, limit);
    const found = await find(begun, 'as typed');
    if (found.length > 0 || asTypedOnly) return found;
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
    limit: number | null,
  ): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT l.golden_record_id AS id FROM source_record s
         JOIN link l ON l.source_record_id = s.id AND l.until IS NULL
        WHERE s.source_key = $1 AND ($2::text[] IS NULL OR s.domain = ANY($2)) LIMIT $3`,
      [key, domains, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Uses match_key_pk and link_active_uq. */
  async #byIdentifier(
    tx: Transaction,
    text: string,
    { domains, classes }: SearchReader,
    limit: number | null,
  ): Promise<string[]> {
    const keys = (domains ?? this.rules.domains()).flatMap(domain =>
      identifierKeys(this.rules.active(domain).ruleSet, text, classes).map(keysOfDomain(domain)),
    );
    if (keys.length === 0) return [];
    const rows = await tx.query<{ id: string }>(
      `SELECT DISTINCT l.golden_record_id AS id FROM match_key k
         JOIN link l ON l.source_record_id = k.source_record_id AND l.until IS NULL
        WHERE k.key = ANY($1::bigint[]) LIMIT $2`,
      [bigintArray(keys), limit],
    );
    return rows.map(({ id }) => id);
  }

  /** The words of a query with what they may be the beginning of. Uses title_word_pk. */
  async #completed(tx: Transaction, query: string): Promise<AskedWord[]> {
    const rows = await tx.query<{ word: string; completions: string[] }>(
      `SELECT asked AS word, ARRAY(
                SELECT word FROM title_word
                 WHERE word >= asked COLLATE "C" AND word < (asked || chr(1114111)) COLLATE "C"
                   AND (length(asked) >= CASE WHEN asked = ANY(words_of($5)) THEN $6::int ELSE $2::int END OR word = asked)
                 ORDER BY length(word), word LIMIT $3) AS completions
         FROM unnest(words_of($1)) AS asked LIMIT $4`,
      [query, WORD_MIN, COMPLETIONS_MAX, WORDS_MAX, query.split(/\s/u).at(-1), BEGINNING_MIN],
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
    const condition = mentions(groups);
    if (condition === null) return [];
    const parameters = new SqlParameters([query, domains, limit, LOOKED_AT_MAX, RANKED_MAX]);
    return tx.query<Found>(
      `SELECT id, word_similarity($1, lower(title)) + CASE WHEN starts_with(lower(title), $1) THEN 0.5 ELSE 0 END AS rank
         FROM (SELECT id, title
                 FROM (SELECT g.id, g.title FROM golden_record g
                        WHERE ${condition(parameters)}
                          AND g.status <> 'MERGED' AND ($2::text[] IS NULL OR g.domain = ANY($2)) LIMIT $4) AS looked_at
                ORDER BY starts_with(lower(title), $1) DESC, length(title), title, id LIMIT $5) AS ranked
        ORDER BY rank DESC, title, id LIMIT $3`,
      parameters.values,
    );
  }

  /** Records with every word as a part of one of theirs: the middle of an article number. Uses golden_record_search_ix. */
  async #containing(
    tx: Transaction,
    query: string,
    domains: readonly string[] | null,
    limit: number,
  ): Promise<Found[]> {
    const condition = contains(query);
    if (condition === null) return [];
    const parameters = new SqlParameters([domains, limit]);
    return tx.query<Found>(
      `SELECT g.id, 1.0::real AS rank FROM golden_record g
        WHERE ${condition(parameters)} AND g.status <> 'MERGED' AND ($1::text[] IS NULL OR g.domain = ANY($1))
        ORDER BY g.title, g.id LIMIT $2`,
      parameters.values,
    );
  }

  /** Records that mention something that looks like the query. Uses golden_record_search_ix, which knows no shorter words. */
  async #alike(
    tx: Transaction,
    query: string,
    domains: readonly string[] | null,
    limit: number,
  ): Promise<Found[]> {
    if (!LONG_WORD.test(query)) return [];
    return tx.query<Found>(
      `SELECT g.id, word_similarity($1, g.search_text) AS rank FROM golden_record g
        WHERE $1 <% g.search_text AND g.status <> 'MERGED' AND ($2::text[] IS NULL OR g.domain = ANY($2))
        ORDER BY rank DESC, g.title, g.id LIMIT $3`,
      [query, domains, limit],
    );
  }
}

const LONG_WORD = new RegExp(`[\\p{L}\\p{N}]{${WORD_MIN}}`, 'u');

function queryOf(text: string): string {
  return text.trim().toLowerCase().slice(0, QUERY_MAX);
}

/** A record mentions a word of every group. Uses golden_record_words_ix. `null`: there is nothing to mention. */
function mentions(groups: readonly (readonly string[])[]): Condition | null {
  if (groups.length === 0) return null;
  return parameters =>
    groups.map(group => `words_of(g.search_text) && ${parameters.add(group)}::text[]`).join(' AND ');
}

/** A record has every word as a part of one of its own. Uses golden_record_search_ix. */
function contains(query: string): Condition | null {
  const words = query.split(/\s+/u).filter(word => word.length >= WORD_MIN);
  if (words.length === 0) return null;
  // One condition a word: the index answers none of LIKE ALL, and every record would be read.
  return parameters =>
    words
      .map(word => `g.search_text LIKE ${parameters.add(`%${word.replace(/[\\%_]/gu, '\\$&')}%`)}`)
      .join(' AND ');
}

function liveIds(condition: Condition, domains: readonly string[] | null, parameters: SqlParameters): string {
  const scope = domains === null ? '' : ` AND g.domain = ANY(${parameters.add(domains)}::text[])`;
  return `SELECT g.id FROM golden_record g WHERE ${condition(parameters)} AND g.status <> 'MERGED'${scope}`;
}

/**
 * Materialized: the planner takes `words_of` for cheap, and would rather compute it for every golden record of the statement around than
 * look the words up once.
 */
function idsQuery(
  known: readonly string[],
  condition: Condition | null,
  domains: readonly string[] | null,
): GoldenIdsQuery {
  return parameters => {
    const exact = `SELECT unnest(${parameters.add(known)}::uuid[]) AS id`;
    const all = condition === null ? exact : `${exact} UNION ALL ${liveIds(condition, domains, parameters)}`;
    return `WITH about AS MATERIALIZED (${all}) SELECT id FROM about`;
  };
}

/** Each record once, at its best rank; equal ranks stay in the order in which they were found. */
function best(found: readonly Found[], limit: number): Found[] {
  const once = new Map<string, Found>();
  for (const each of found) {
    if (each.rank > (once.get(each.id)?.rank ?? -1)) once.set(each.id, each);
  }
  return [...once.values()].toSorted((left, right) => right.rank - left.rank).slice(0, limit);
}
