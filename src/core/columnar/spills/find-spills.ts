/**
 * Whether values of a column have spilled into another one: where records without a venue have longer titles than others, in which words
 * stand that are a venue's and no title's. Records that have their venue are the control: hardly any of them seems to have a second one
 * in its title. Where values are simply missing, or said twice, both are alike.
 */
import { columnsInOrder, sampleCells, type Cells, type Holds } from './cells.js';
import { ColumnWords } from './column-words.js';
import { longerTexts, RECORDS_MIN, type Suspicion } from './longer-texts.js';
import { splitCell } from './split-cell.js';
import { inPlace, type SpillPlan } from './spilled-values.js';
import type { Table } from '../table/table.js';

/** Records looked at; they stand in an order that has nothing to do with them. Twice as many find hardly more, in twice the time. */
const ROWS_MAX = 2000;
/**
 * Share of the records without a value that have it in other columns, at least. Measured on seven sets with spilled values: .25 to 1, but for
 * makers and model numbers, which names of products say anyway.
 */
const SPILLED_MIN = 0.15;
/** Different texts in which a value seems to be, at least: one that many records share may be the name of the list that they come from. */
const SPILLED_VALUES_MIN = 10;
/**
 * Records with a value of their own that seem to have one in the other column as well, for each such one without, at most. Measured: up to
 * .06 where values have spilled; with .25, a dozen of ninety sets without would be taken for such.
 */
const CONTROL_MAX = 0.1;
/**
 * Bits by which a word is likelier in its own column, in the mean, at least, where nothing else is known to have spilled. Spilled values have 2.4 to 18; names of products that say what
 * others say in descriptions (Abt and Buy) 1.9 to 2.1.
 */
const WORD_BITS_MIN = 2.25;
/** Times to look: what has been found is moved back first, and what remains is told more easily. */
const LOOKS = 3;

/** Looks for columns that hold values of others. @param table in its canonical form */
export function findSpills(table: Table): readonly SpillPlan[] {
  const rows = Math.min(ROWS_MAX, table.rows);
  const longer = longerTexts(table, rows);
  if (longer.length === 0) return [];
  const involved = new Set(longer.flatMap(({ into, from }) => [into, from]));
  const columns = columnsInOrder({ ...table, columns: [...involved] });
  const sample = sampleCells(columns, rows);
  const suspected = holdsOf(
    longer.map(({ into, from }) => ({ into: columns.indexOf(into), from: columns.indexOf(from) })),
    columns.length,
  );
  const holds = lookAgain(sample, table.sourceOf, suspected);
  return columns.flatMap(({ name }, into) =>
    holds[into]!.length === 0 ? [] : [{ column: name, holds: holds[into]!.map(from => columns[from]!.name) }],
  );
}

const holdsOf = (suspicions: readonly Suspicion<number>[], columns: number): Holds =>
  Array.from({ length: columns }, (_, column) =>
    suspicions
      .filter(({ into }) => into === column)
      .map(({ from }) => from)
      .sort((a, b) => a - b),
  );

/** Looks until nothing more is found. */
function lookAgain(sample: readonly Cells[], sourceOf: Uint16Array, suspected: Holds): Holds {
  let records = sample;
  let holds: Holds = suspected.map(() => []);
  for (let look = 0; look < LOOKS; look++) {
    const found = spillsAmong(records, sourceOf, suspected, holds);
    const more = holds.map((held, into) =>
      suspected[into]!.filter(from => held.includes(from) || found[into]!.includes(from)),
    );
    if (more.every((held, into) => held.length === holds[into]!.length)) break;
    holds = more;
    const words = new ColumnWords(records, holds);
    records = sample.map(record => inPlace(record, more, words));
  }
  return holds;
}

function spillsAmong(
  records: readonly Cells[],
  sourceOf: Uint16Array,
  suspected: Holds,
  known: Holds,
): Holds {
  // Each half is judged by the words of the other: those of a record itself would seem to belong where they stand.
  const halves = [1, 0].map(
    half =>
      new ColumnWords(
        records.filter((_, row) => row % 2 === half),
        suspected,
      ),
  );
  const bySource = new Map<number, Evidence>();
  for (const [row, record] of records.entries()) {
    const evidence = bySource.get(sourceOf[row]!) ?? noEvidence(suspected.length);
    bySource.set(sourceOf[row]!, evidence);
    lookForSpilled(record, suspected, halves[row % 2]!, evidence);
  }
  const likely = withEnough([...bySource.values()], suspected, known);
  if (likely.every(held => held.length === 0)) return likely;
  for (const [row, record] of records.entries())
    lookForControl(record, suspected, likely, halves[row % 2]!, bySource.get(sourceOf[row]!)!);
  return withEnough([...bySource.values()], likely, known);
}

/** Evidence from one source, by the column looked at and the one whose values are looked for. */
interface Evidence {
  /** Records with a value in the first column only, and those of them in which one of the second seems to be. */
  readonly blank: Float64Array;
  readonly spilled: Float64Array;
  /** The different texts of those. */
  readonly texts: readonly Set<string>[];
  /** Words that seem to have spilled, and bits by which they are likelier in their own column. */
  readonly words: Float64Array;
  readonly bits: Float64Array;
  /** Records with a value in both columns, and those in which a second one seems to be: none before that is looked for. */
  readonly filled: Float64Array;
  readonly control: Float64Array;
}

function noEvidence(columns: number): Evidence {
  const zeros = (): Float64Array => new Float64Array(columns * columns);
  return {
    blank: zeros(),
    spilled: zeros(),
    texts: Array.from({ length: columns * columns }, () => new Set<string>()),
    words: zeros(),
    bits: zeros(),
    filled: zeros(),
    control: zeros(),
  };
}

function lookForSpilled(record: Cells, suspected: Holds, words: ColumnWords, evidence: Evidence): void {
  for (const [into, cell] of record.entries()) {
    if (cell.length === 0) continue;
    const first = into * record.length;
    for (const from of suspected[into]!)
      (record[from]!.length === 0 ? evidence.blank : evidence.filled)[first + from]!++;
    const blank = blankAmong(record, suspected[into]!);
    if (blank.length === 0) continue;
    for (const { column, from, to, bits } of splitCell(cell, [into, ...blank], words)) {
      evidence.spilled[first + column]!++;
      evidence.texts[first + column]!.add(cell.join(' '));
      evidence.words[first + column]! += to - from;
      evidence.bits[first + column]! += bits;
    }
  }
}

function lookForControl(
  record: Cells,
  suspected: Holds,
  likely: Holds,
  words: ColumnWords,
  evidence: Evidence,
): void {
  for (const [into, cell] of record.entries()) {
    if (cell.length === 0 || likely[into]!.length === 0) continue;
    const blank = blankAmong(record, suspected[into]!);
    for (const other of likely[into]!) {
      if (record[other]!.length === 0) continue;
      const slot = into * record.length + other;
      if (splitCell(cell, [into, other, ...blank], words).some(({ column }) => column === other))
        evidence.control[slot]!++;
    }
  }
}

const blankAmong = (record: Cells, columns: readonly number[]): readonly number[] =>
  columns.filter(column => record[column]!.length === 0);

/** Those columns, of which enough has spilled into all others together in some source. @param known what those hold as is known */
function withEnough(evidence: readonly Evidence[], suspected: Holds, known: Holds): Holds {
  const columns = suspected.length;
  const shareOf = (found: Evidence, into: number, from: number): number => {
    const slot = into * columns + from;
    // A column that holds values of others is sooner believed to hold those of one more.
    const isTold = known[into]!.length > 0 || found.bits[slot]! >= WORD_BITS_MIN * found.words[slot]!;
    return isTold ? spilledShare(found, slot) : 0;
  };
  return suspected.map((held, into) =>
    held.filter(from =>
      evidence.some(found => {
        if (shareOf(found, into, from) === 0) return false;
        const shares = suspected.map((_, column) => shareOf(found, column, from));
        return shares.reduce((sum, share) => sum + share, 0) >= SPILLED_MIN;
      }),
    ),
  );
}

/** Share of the records without a value that have it in one other column; 0 where that may be chance. */
function spilledShare({ blank, spilled, texts, filled, control }: Evidence, slot: number): number {
  if (Math.min(blank[slot]!, filled[slot]!) < RECORDS_MIN || texts[slot]!.size < SPILLED_VALUES_MIN) return 0;
  const share = spilled[slot]! / blank[slot]!;
  return control[slot]! <= CONTROL_MAX * share * filled[slot]! ? share : 0;
}
