/** The numbers in addresses and names, which tell places and things apart, as lists of numbers of numbers: those are quick to compare. */

/** Longer texts are descriptions. */
const NAME_WORDS_MAX = 8;
const NO_NUMBER = -1;

/** Of each value the numbers in it, those that are written alike as one: value v has `ids[starts[v] .. starts[v + 1])`. */
class NumberLists {
  readonly starts: Int32Array;
  readonly ids: Int32Array;

  constructor(lists: readonly (readonly string[])[]) {
    const numberOf = new Map<string, number>();
    this.starts = new Int32Array(lists.length + 1);
    for (const [value, list] of lists.entries()) this.starts[value + 1] = this.starts[value]! + list.length;
    this.ids = new Int32Array(this.starts[lists.length]!);
    let at = 0;
    for (const list of lists) {
      for (const text of list) {
        let number = numberOf.get(text);
        if (number === undefined) numberOf.set(text, (number = numberOf.size));
        this.ids[at++] = number;
      }
    }
  }

  isEmpty(value: number): boolean {
    return this.starts[value] === this.starts[value + 1];
  }

  has(value: number, number: number): boolean {
    for (let at = this.starts[value]!; at < this.starts[value + 1]!; at++)
      if (this.ids[at] === number) return true;
    return false;
  }

  /** Whether the other value has some of this one's numbers. */
  meets(value: number, other: number): boolean {
    for (let at = this.starts[value]!; at < this.starts[value + 1]!; at++)
      if (this.has(other, this.ids[at]!)) return true;
    return false;
  }

  /** Whether the other value has all of this one's numbers. */
  isWithin(value: number, other: number): boolean {
    for (let at = this.starts[value]!; at < this.starts[value + 1]!; at++)
      if (!this.has(other, this.ids[at]!)) return false;
    return true;
  }
}

/** Numbers of addresses that may be those of houses and plots; longer ones are postcodes. */
export class HouseNumbers {
  private readonly lists: NumberLists;
  /** The number that each begins with. */
  private readonly first: Int32Array;

  constructor(addresses: readonly string[]) {
    this.lists = new NumberLists(addresses.map(text => text.match(/(?<!\d)\d{1,4}(?!\d)/gu) ?? []));
    const numberOf = new Map<string, number>();
    this.first = Int32Array.from(addresses, text => {
      const [number] = /^\d+/u.exec(text) ?? [];
      if (number === undefined) return NO_NUMBER;
      let found = numberOf.get(number);
      if (found === undefined) numberOf.set(number, (found = numberOf.size));
      return found;
    });
  }

  /**
   * Both begin with a number, and not with the same one; or both have numbers somewhere and share none (`PLOT 42 SECTOR 15` and
   * `PLOT 19 SECTOR 17`).
   */
  areOthers(left: number, right: number): boolean {
    const { lists, first } = this;
    const [a, b] = [first[left]!, first[right]!];
    if (a !== NO_NUMBER && b !== NO_NUMBER) return a !== b;
    return !lists.isEmpty(left) && !lists.isEmpty(right) && !lists.meets(left, right);
  }
}

/** Numbers in names; none of a longer text, where two descriptions of one thing give different ones. */
export class NameNumbers {
  private readonly lists: NumberLists;

  constructor(names: readonly string[]) {
    this.lists = new NumberLists(
      names.map(text => (text.split(' ').length > NAME_WORDS_MAX ? [] : (text.match(/\d+/gu) ?? []))),
    );
  }

  /** Each has a number that the other lacks. */
  contradict(left: number, right: number): boolean {
    return !this.lists.isWithin(left, right) && !this.lists.isWithin(right, left);
  }
}
