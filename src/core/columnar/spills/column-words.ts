/**
 * How much likelier a word is in one column than in another, so that words can be told that stand in the wrong one: `vldb` is a venue
 * although titles are made of words as well, and `12.98` is a price whether or not anything else costs that.
 */
import { foldCase } from '../../standardize/characters.js';
import type { Cells, Holds } from './cells.js';

/** Longer runs of digits are of one form. */
const LONG_NUMBER = /9{6,}/gu;
const DIGIT = /\d/u;
const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

/** A word without what punctuation and programs do to it (`1999.0`); marks by themselves stay. */
function keyOf(word: string): string {
  const key = foldCase(word)
    .replace(EDGES, '')
    .replace(/^(\d+)\.0$/u, '$1');
  return key === '' ? word : key;
}

/** `12.98` → `99.99`, `K72349US` → `a99999a`. */
const formOf = (key: string): string =>
  key
    .replace(/\p{L}[\p{L}\p{M}]*/gu, 'a')
    .replace(/\d/gu, '9')
    .replace(LONG_NUMBER, '999999');

/**
 * The words of a sample. A word that a column does not have is as likely there as one of its form that nobody has seen before (Witten and
 * Bell 1991: as likely as a new word was while counting).
 */
export class ColumnWords {
  /** Of each column itself, and then each other one that is told from it. */
  private readonly others: readonly (readonly number[])[];
  /** Where counts of a column's words stand: of all records that have it, and of those that have another one as well. */
  private readonly slotOf: Int32Array;
  private readonly words = new Map<string, Float64Array>();
  /** Of each form how many such words there are, and last how often they stand anywhere. */
  private readonly forms = new Map<string, Float64Array>();
  private readonly total: Float64Array;
  private readonly distinct: Float64Array;
  private readonly keys = new Map<string, string>();
  private readonly odds: readonly Map<string, Float64Array>[];

  /** @param told of each column the others that its words are told from */
  constructor(records: readonly Cells[], told: Holds) {
    const columns = told.length;
    this.others = told.map((others, column) => [column, ...others]);
    this.slotOf = new Int32Array(columns * columns);
    let slots = columns;
    for (const [column, others] of told.entries()) {
      this.slotOf[column * columns + column] = column;
      for (const other of others) this.slotOf[column * columns + other] = slots++;
    }
    this.total = new Float64Array(slots);
    this.distinct = new Float64Array(slots);
    this.odds = told.map(() => new Map());
    const usual = told.map((_, column) => medianLength(records, column));
    for (const record of records) this.count(record, usual);
    this.countForms();
  }

  /** For each column, log2 of how much likelier a word is there than in another one where records have both. */
  oddsAgainst(column: number, word: string): Float64Array {
    const known = this.odds[column]!;
    let odds = known.get(word);
    if (odds === undefined) known.set(word, (odds = this.oddsOf(column, this.keyOf(word))));
    return odds;
  }

  /** @param usual words of half the values of each column, at most */
  private count(record: Cells, usual: readonly number[]): void {
    const columns = record.length;
    for (const [column, cell] of record.entries()) {
      if (cell.length === 0) continue;
      const slots = this.others[column]!.filter(other => record[other]!.length > 0).map(
        other => this.slotOf[column * columns + other]!,
      );
      // A title in the column of years has more words than ten years have.
      const times = Math.min(1, usual[column]! / cell.length);
      for (const slot of slots) this.total[slot]! += times * cell.length;
      for (const word of cell) {
        const counts = entry(this.words, this.keyOf(word), this.total.length);
        for (const slot of slots) counts[slot]! += times;
      }
    }
  }

  private countForms(): void {
    const slots = this.total.length;
    for (const [key, counts] of this.words) {
      const having = entry(this.forms, formOf(key), slots + 1);
      for (let slot = 0; slot < slots; slot++) {
        const times = Math.min(1, counts[slot]!);
        having[slot]! += times;
        this.distinct[slot]! += times;
      }
      having[slots]! += this.anywhere(counts);
    }
  }

  private anywhere(counts: Float64Array): number {
    let sum = 0;
    for (let column = 0; column < this.others.length; column++) sum += counts[column]!;
    return sum;
  }

  private oddsOf(column: number, key: string): Float64Array {
    const columns = this.others.length;
    const own = this.words.get(key);
    const alike = this.forms.get(formOf(key));
    // Of all words of its form this one has so much: what makes a common word commoner where it is new, too.
    const base = own === undefined ? 1 : this.anywhere(own) / alike![this.total.length]!;
    const bits = (slot: number): number => {
      const likely = (own?.[slot] ?? 0) / base + (alike?.[slot] ?? 0) + 1 / this.forms.size;
      return Math.log2(likely / (this.total[slot]! + this.distinct[slot]! + 1));
    };
    const odds = new Float64Array(columns);
    for (const other of this.others[column]!) {
      if (other === column) continue;
      const better = bits(other) - bits(this.slotOf[column * columns + other]!);
      // A word that a column never had does not speak for it; of numbers and codes those of its form do.
      const isKnown = (own?.[other] ?? 0) > 0 || DIGIT.test(key);
      odds[other] = isKnown ? better : Math.min(0, better);
    }
    return odds;
  }

  private keyOf(word: string): string {
    let key = this.keys.get(word);
    if (key === undefined) this.keys.set(word, (key = keyOf(word)));
    return key;
  }
}

function entry(counts: Map<string, Float64Array>, key: string, length: number): Float64Array {
  let found = counts.get(key);
  if (found === undefined) counts.set(key, (found = new Float64Array(length)));
  return found;
}

function medianLength(records: readonly Cells[], column: number): number {
  const lengths = records.map(record => record[column]!.length).filter(length => length > 0);
  return Int32Array.from(lengths).sort()[lengths.length >> 1] ?? 0;
}
