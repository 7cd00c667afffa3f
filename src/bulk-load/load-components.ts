import { DisjointSets } from '../core/clustering/index.js';

/** Who could end up in one golden record: the records of a load, and what of the hub they meet. */
export class LoadComponents {
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];
  readonly #loaded: number;
  /** Pairs of numbers, one after the other. */
  readonly #joined: number[] = [];

  /** @param loaded ids of the records of the load, each once, in the order of their coming */
  constructor(loaded: readonly string[]) {
    for (const id of loaded) this.#numberOf(id);
    this.#loaded = loaded.length;
  }

  /** Whether the record is one of the load. */
  isLoaded(id: string): boolean {
    return (this.#numbers.get(id) ?? Infinity) < this.#loaded;
  }

  /** What was joined so far and is not of the load. */
  strangers(): readonly string[] {
    return this.#names.slice(this.#loaded);
  }

  /** Says that what becomes of the one may depend on the other. The id of a golden record stands for all its records. */
  join(left: string, right: string): void {
    this.#joined.push(this.#numberOf(left), this.#numberOf(right));
  }

  /**
   * The records of the load in parts of `size` records and a few, in the order of their coming. What could end up in one golden record
   * is in one part, so that parts can be merged side by side.
   */
  parts(size: number): string[][] {
    const parts: string[][] = [];
    for (const component of this.#components()) {
      const last = parts.at(-1);
      if (last === undefined || last.length >= size) parts.push([...component]);
      else last.push(...component);
    }
    return parts;
  }

  #components(): Iterable<readonly string[]> {
    const sets = new DisjointSets(this.#names.length);
    for (let place = 0; place < this.#joined.length; place += 2)
      sets.unite(this.#joined[place] ?? 0, this.#joined[place + 1] ?? 0);
    const components = new Map<number, string[]>();
    for (const [number, id] of this.#names.slice(0, this.#loaded).entries()) {
      const root = sets.rootOf(number);
      const members = components.get(root);
      if (members === undefined) components.set(root, [id]);
      else members.push(id);
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
