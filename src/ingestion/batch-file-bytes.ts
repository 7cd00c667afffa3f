import type { ByteSource } from '../sources/index.js';
import { BatchContentRepository, PART_BYTES } from './batch-content.repository.js';

/** A stored file as bytes at any place. Holds one part at a time: a stream reads each part once. */
export class BatchFileBytes implements ByteSource {
  readonly size: number;
  readonly #contents: BatchContentRepository;
  readonly #batchId: string;
  readonly #position: number;
  #held: { readonly part: number; readonly content: Uint8Array } | undefined;
  #furthest = 0;

  constructor(contents: BatchContentRepository, batchId: string, position: number, size: number) {
    this.#contents = contents;
    this.#batchId = batchId;
    this.#position = position;
    this.size = size;
  }

  /** How far into the file anybody has read: the progress of a batch. */
  get furthest(): number {
    return this.#furthest;
  }

  async read(start: number, end: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    const stop = Math.min(end, this.size);
    for (let at = start; at < stop;) {
      const part = Math.floor(at / PART_BYTES);
      const content = await this.#part(part);
      const from = at - part * PART_BYTES;
      const piece = content.subarray(from, Math.min(content.length, from + stop - at));
      if (piece.length === 0) break;
      pieces.push(piece);
      at += piece.length;
    }
    this.#furthest = Math.max(this.#furthest, stop);
    const [only, ...others] = pieces;
    return only !== undefined && others.length === 0 ? only : Buffer.concat(pieces);
  }

  async #part(part: number): Promise<Uint8Array> {
    if (this.#held?.part !== part) {
      const content = await this.#contents.part(this.#batchId, this.#position, part);
      this.#held = { part, content: content ?? new Uint8Array() };
    }
    return this.#held.content;
  }
}
