import type { Fields } from '../core/mapping/index.js';

/** A row of a joined file, kept until the primary file asks for it. */
export interface JoinRow {
  /** The values of the join columns (`joinKeyParts`). */
  readonly key: string;
  /** Row in its own file, from 1. */
  readonly rowNumber: number;
  readonly line: number;
  readonly fields: Fields;
}

/**
 * Where rows of joined files wait for their records. Ingestion keeps them in a table, so that files of any size join in bounded
 * memory; {@link MemoryJoinStore} serves small files and offline use.
 */
export interface JoinStore {
  /** Keeps rows of a file. Rows come in file order; a key may come many times. */
  put(file: string, rows: readonly JoinRow[]): Promise<void>;
  /** The rows of each key, in file order; keys without rows are absent. The rows count as claimed from then on. */
  get(file: string, keys: readonly string[]): Promise<ReadonlyMap<string, readonly JoinRow[]>>;
  /** Rows that nothing has claimed, in file order. */
  unclaimed(file: string): AsyncIterable<JoinRow>;
}

/** Holds all rows in memory. */
export class MemoryJoinStore implements JoinStore {
  readonly #files = new Map<string, Map<string, JoinRow[]>>();
  readonly #claimed = new Set<readonly JoinRow[]>();

  put(file: string, rows: readonly JoinRow[]): Promise<void> {
    const byKey = this.#rowsOf(file);
    for (const row of rows) {
      const same = byKey.get(row.key);
      if (same === undefined) byKey.set(row.key, [row]);
      else same.push(row);
    }
    return Promise.resolve();
  }

  get(file: string, keys: readonly string[]): Promise<ReadonlyMap<string, readonly JoinRow[]>> {
    const byKey = this.#rowsOf(file);
    const found = new Map<string, readonly JoinRow[]>();
    for (const key of keys) {
      const rows = byKey.get(key);
      if (rows === undefined) continue;
      found.set(key, rows);
      this.#claimed.add(rows);
    }
    return Promise.resolve(found);
  }

  async *unclaimed(file: string): AsyncGenerator<JoinRow> {
    for (const rows of this.#rowsOf(file).values()) {
      if (!this.#claimed.has(rows)) yield* rows;
    }
  }

  #rowsOf(file: string): Map<string, JoinRow[]> {
    let byKey = this.#files.get(file);
    if (byKey === undefined) {
      byKey = new Map();
      this.#files.set(file, byKey);
    }
    return byKey;
  }
}
