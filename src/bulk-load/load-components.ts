import { DisjointSets } from '../core/clustering/index.js';

/** A record that a bulk load brought. */
export interface LoadedRecord {
  readonly id: string;
  readonly loadId: string;
}

/** Records of bulk loads that are merged at a time. */
export interface MergePart {
  /** The load on whose behalf that is done. */
  readonly senderId: string;
  readonly recordIds: readonly string[];
}

/** Who could end up in one golden record: the records of bulk loads, and what of the hub they meet. */
export class LoadComponents {
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];
  readonly #loads: readonly string[];
  /** Pairs of numbers, one after the other. */
  readonly #joined: number[] = [];

  /** @param loaded the records of the loads, each once, in the order of their coming */
  constructor(loaded: readonly LoadedRecord[]) {
    for (const { id } of loaded) this.#numberOf(id);
    this.#loads = loaded.map(({ loadId }) => loadId);
  }

  /** Whether the record is one of the loads'. */
  isLoaded(id: string): boolean {
    return (this.#numbers.get(id) ?? Infinity) < this.#loads.length;
  }

  /** What was joined so far and is not of the loads. */
  strangers(): readonly string[] {
    return this.#names.slice(this.#loads.length);
  }

  /** Says that what becomes of the one may depend on the other. The id of a golden record stands for all its records. */
  join(left: string, right: string): void {
    this.#joined.push(this.#numberOf(left), this.#numberOf(right));
  }

  /**
   * The records of the loads in parts of `size` records and a few, in the order of their coming. What could end up in one golden record
   * is in one part, so that parts can be merged side by side; where it comes from several loads, it is done on behalf of the one that
   * brought the last of it.
   */
  parts(size: number): MergePart[] {
    const parts: { senderId: string; recordIds: string[] }[] = [];
    const openParts = new Map<string, { senderId: string; recordIds: string[] }>();
    for (const numbers of this.#components()) {
      const senderId = this.#loads[numbers.at(-1) ?? 0] ?? '';
      let part = openParts.get(senderId);
      if (part === undefined || part.recordIds.length >= size) {
        part = { senderId, recordIds: [] };
        parts.push(part);
        openParts.set(senderId, part);
      }
      for (const number of numbers) part.recordIds.push(this.#names[number] ?? '');
    }
    return parts;
  }

  /** Numbers of the loads' records, those of one component in the order of their coming. */
  #components(): Iterable<readonly number[]> {
    const sets = new DisjointSets(this.#names.length);
    for (let place = 0; place < this.#joined.length; place += 2)
      sets.unite(this.#joined[place] ?? 0, this.#joined[place + 1] ?? 0);
    const components = new Map<number, number[]>();
    for (const number of this.#loads.keys()) {
      const root = sets.rootOf(number);
      const members = components.get(root);
      if (members === undefined) components.set(root, [number]);
      else members.push(number);
    }
    return components.values();
  }

  #numberOf(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const number = this.#names.length;
    this.#numbers.set(id, number);
    this.#names.push(id);
    return number;
  }
}
