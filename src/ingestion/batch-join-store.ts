import type { JoinRow, JoinStore } from '../sources/index.js';
import { BatchContentRepository } from './batch-content.repository.js';

/** Unclaimed rows read at a time. */
const PAGE = 500;

/** Keeps the rows of joined files in a table, so that files of any size join in bounded memory. */
export class BatchJoinStore implements JoinStore {
  readonly #contents: BatchContentRepository;
  readonly #batchId: string;

  constructor(contents: BatchContentRepository, batchId: string) {
    this.#contents = contents;
    this.#batchId = batchId;
  }

  async put(file: string, rows: readonly JoinRow[]): Promise<void> {
    await this.#contents.addJoinRows(this.#batchId, file, rows);
  }

  async get(file: string, keys: readonly string[]): Promise<ReadonlyMap<string, readonly JoinRow[]>> {
    const found = new Map<string, JoinRow[]>();
    for (const row of await this.#contents.claimJoinRows(this.#batchId, file, keys)) {
      const same = found.get(row.key);
      if (same === undefined) found.set(row.key, [row]);
      else same.push(row);
    }
    return found;
  }

  async *unclaimed(file: string): AsyncGenerator<JoinRow> {
    let after = 0;
    for (;;) {
      const rows = await this.#contents.unclaimedJoinRows(this.#batchId, file, after, PAGE);
      yield* rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return;
      after = last.rowNumber;
    }
  }
}
