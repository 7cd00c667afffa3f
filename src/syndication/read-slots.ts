/** Lets a bounded number of readers at the database at a time; the others wait their turn, first come first served. */
export class ReadSlots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(slots: number) {
    this.#free = slots;
  }

  async use<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>(resolve => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // The slot goes straight to the next in line: freeing it first would let a newcomer overtake.
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
