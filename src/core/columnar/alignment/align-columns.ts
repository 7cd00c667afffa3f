/**
 * Which columns of several files are one, whatever they are called: by the records that are likely in both files, by what the columns hold,
 * and by their headers as a hint. One column of a file has one partner at most in each other file, and a column without a
 * convincing one stays alone: `title, manufacturer, price` of a shop and `name, brand, list_price` of another.
 */
import { assign } from './assign.js';
import { profileColumn } from '../fields/column-kind.js';
import { alikeness, piecesOf, samePortion, sketchOf, type ColumnSketch } from './column-sketch.js';
import { fieldOf, type Field } from '../fields/field.js';
import { headerHint, headerKey, isNumbering } from './header-words.js';
import { findLikelyPairs, type LikelyPairs } from './likely-pairs.js';
import { compareValues } from '../fields/column-order.js';
import { canonicalTable, type Table } from '../table/table.js';

/** Records of all files together that are looked at; more change nothing. */
const ROWS_MAX = 20_000;
/** Likely pairs with a value on both sides that tell as much as the looks of the columns. */
const PAIRS_TRUSTED = 10;
/** What the same telling header is worth: enough by itself, and less than what two columns hold that are the same. */
const SAME_HEADER = 0.6;
/** What headers of the same words are worth. */
const ALIKE_HEADERS = 0.2;
/** Words of a part that are in its whole, at least, and words that it has for each of the whole, at most. */
const WITHIN_MIN = 0.7;
const PORTION_MAX = 0.6;
/** Words of a whole that its parts have together, at least, and how often they say each of those in the mean, at most. */
const COVERED_MIN = 0.6;
const REPEATED_MAX = 1.25;
/** What is left of how well a part and its whole go together. */
const PART_OF_WHOLE = 0.4;
/** What a lead over all rivals is worth. */
const RIVALRY = 0.5;
/** Of one column from here on. */
const SCORE_MIN = 0.55;
const DECIMALS = 6;

/** Why columns are taken for one. */
export interface AlignmentEvidence {
  /** Whether all are called the same. */
  readonly sameHeader: boolean;
  /** Likely pairs of records that have both columns, over all pairs of files. */
  readonly pairs: number;
  /** How much more than by chance those pairs agree, at most 1; `null` where there are none. */
  readonly agreement: number | null;
  /** How alike the columns are by what they hold, between 0 and 1. */
  readonly alike: number;
}

/** A column that is one in several files, or of one file alone. */
export interface AlignedColumn {
  /** The number of the column in each file; −1 where it has none. */
  readonly columns: readonly number[];
  /** `null` for a column of one file. */
  readonly evidence: AlignmentEvidence | null;
}

/** Whether headers say it all: every file has the same ones, and most of them name what they stand over. */
export function headersAgree(files: readonly Pick<Table, 'columns'>[]): boolean {
  const [first, ...others] = files.map(({ columns }) => new Set(columns.map(({ name }) => headerKey(name))));
  if (first === undefined) return true;
  return (
    2 * [...first].filter(isNumbering).length <= first.size &&
    others.every(keys => keys.size === first.size && [...keys].every(key => first.has(key)))
  );
}

/** Aligns the columns of tables of one source each. */
export function alignColumns(files: readonly Table[]): readonly AlignedColumn[] {
  const looks = files.map(file => lookAt(file, Math.ceil(ROWS_MAX / files.length)));
  const order = Array.from(files.keys()).sort((a, b) =>
    compare(files[a]!.sources[0]!, files[b]!.sources[0]!),
  );
  const links = new Map<string, ColumnLinks>();
  const linksOf = (a: number, b: number): ColumnLinks => links.get(`${a} ${b}`)!;
  for (const a of files.keys())
    for (const b of files.keys()) {
      if (order.indexOf(a) >= order.indexOf(b)) continue;
      const found = linkColumns(looks[a]!, looks[b]!);
      links.set(`${a} ${b}`, found);
      links.set(`${b} ${a}`, transposed(found));
    }
  // Groups of files whose columns are aligned already; the two that go together best are next.
  let groups = order.map(file =>
    looks[file]!.columns.map((_, column) => files.map((__, other) => (other === file ? column : -1))),
  );
  while (groups.length > 1) {
    const unions = groups.flatMap((one, at) =>
      groups.slice(at + 1).map(other => ({ one, other, ...unite(one, other, linksOf) })),
    );
    const best = unions.reduce((most, union) => (union.total > most.total ? union : most));
    groups = [...groups.filter(group => group !== best.one && group !== best.other), best.united];
  }
  return groups[0]!.map(places => ({
    columns: places.map((place, file) => (place < 0 ? -1 : looks[file]!.columns[place]!.number)),
    evidence: evidenceOf(places, linksOf),
  }));
}

/** What is known of a file's columns, in an order that depends on what they hold. */
interface Looks {
  readonly columns: readonly {
    readonly name: string;
    /** Where it stands in the file. */
    readonly number: number;
    readonly sketch: ColumnSketch;
    readonly field: Field;
  }[];
}

/** How well each column of one file goes with each of another. */
interface ColumnLinks {
  readonly scores: readonly (readonly number[])[];
  readonly evidence: readonly (readonly AlignmentEvidence[])[];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const rounded = (value: number): number => Number(value.toFixed(DECIMALS));

function lookAt(file: Table, rowsMax: number): Looks {
  const { columns } = canonicalTable(file);
  const rows = Math.min(file.rows, rowsMax);
  const order = Array.from(columns.keys()).sort(
    (a, b) => compareValues(columns[a]!, columns[b]!, rows) || compare(columns[a]!.name, columns[b]!.name),
  );
  return {
    columns: order.map(number => {
      const { name, ids, values } = columns[number]!;
      // Values are numbered in the order of their first appearance.
      const own = ids.subarray(0, rows);
      const most = own.reduce((max, id) => Math.max(max, id), 0);
      const column = {
        name,
        ids: own,
        values: values.select(Int32Array.from({ length: most + 1 }, (_, id) => id)),
      };
      const profile = profileColumn(column);
      const field = fieldOf(column, profile.kind);
      return { name, number, field, sketch: sketchOf(column, profile, field) };
    }),
  };
}

function linkColumns(left: Looks, right: Looks): ColumnLinks {
  const fieldsOf = ({ columns }: Looks): readonly Field[] => columns.map(({ field }) => field);
  const likely = findLikelyPairs(fieldsOf(left), fieldsOf(right));
  const evidence = left.columns.map(a =>
    right.columns.map((b): AlignmentEvidence => ({
      sameHeader: headerHint(a.name, b.name).isSame,
      ...agreementOf(a.field, b.field, likely),
      alike: rounded(alikeness(a.sketch, b.sketch)),
    })),
  );
  const isPart = partsAmong(left, right, likely);
  const scores = evidence.map((row, a) =>
    row.map((found, b) => {
      const [one, other] = [left.columns[a]!, right.columns[b]!];
      const portion = isPart[a]![b]! ? PART_OF_WHOLE : samePortion(one.sketch, other.sketch);
      const content = portion * contentScore(found, likely.shared);
      const header = found.sameHeader ? SAME_HEADER : ALIKE_HEADERS * headerHint(one.name, other.name).alike;
      return rounded(content + header);
    }),
  );
  return { scores: withoutRivals(scores), evidence };
}

/** Scores raised by how far they are above those of all rivals, in the same row or column, and lowered by how far below. */
function withoutRivals(scores: readonly (readonly number[])[]): number[][] {
  const bestOfRow = scores.map(row => bestTwo(row));
  const bestOfColumn = (scores[0] ?? []).map((_, column) => bestTwo(scores.map(row => row[column]!)));
  return scores.map((row, a) =>
    row.map((score, b) => {
      const rival = Math.max(rivalOf(bestOfRow[a]!, score), rivalOf(bestOfColumn[b]!, score));
      return rounded(score + RIVALRY * (score - rival));
    }),
  );
}

function bestTwo(scores: readonly number[]): readonly [number, number] {
  let [first, second] = [0, 0];
  for (const score of scores) {
    if (score > first) [first, second] = [score, first];
    else if (score > second) second = score;
  }
  return [first, second];
}

const rivalOf = ([first, second]: readonly [number, number], own: number): number =>
  own < first ? first : second;

/** How well what two columns hold goes together. @param trust share of their words that likely pairs have in common */
function contentScore({ pairs, agreement, alike }: AlignmentEvidence, trust: number): number {
  const told = agreement === null ? 0 : Math.sqrt(trust) * (pairs / (pairs + PAIRS_TRUSTED));
  return told * (agreement ?? 0) + (1 - told) * alike;
}

/** Whether one column is one of several parts of the other: street, town and postcode of an address. */
function partsAmong(left: Looks, right: Looks, likely: LikelyPairs): readonly (readonly boolean[])[] {
  const within = left.columns.map(a => right.columns.map(b => withinOf(a.field, b.field, likely)));
  const [ours, theirs] = [left, right].map(({ columns }) => columns.map(({ field }) => field));
  const isWholeLeft = ours!.map((field, a) =>
    areParts(
      field,
      theirs!.filter((_, b) => within[a]![b] === 'right in left'),
      likely.left,
      likely.right,
    ),
  );
  const isWholeRight = theirs!.map((field, b) =>
    areParts(
      field,
      ours!.filter((_, a) => within[a]![b] === 'left in right'),
      likely.right,
      likely.left,
    ),
  );
  return within.map((row, a) =>
    row.map(
      (found, b) =>
        (found === 'right in left' && isWholeLeft[a]!) || (found === 'left in right' && isWholeRight[b]!),
    ),
  );
}

/** Whether fields of the other file say together what a field says, each its own part of it. */
function areParts(
  whole: Field,
  parts: readonly Field[],
  wholeRows: Int32Array,
  partRows: Int32Array,
): boolean {
  if (parts.length < 2) return false;
  let [words, covered, times] = [0, 0, 0];
  for (const [pair, row] of wholeRows.entries()) {
    const own = new Set(whole.values.at(whole.ids[row]!).split(' '));
    const others = parts.map(({ ids, values }) => new Set(values.at(ids[partRows[pair]!]!).split(' ')));
    for (const word of own) {
      const having = others.filter(other => other.has(word)).length;
      words++;
      covered += Math.min(1, having);
      times += having;
    }
  }
  return covered >= COVERED_MIN * words && times <= REPEATED_MAX * covered;
}

/** Whether of likely pairs the words of the one column are nearly all in the other, which has many more. */
function withinOf(
  left: Field,
  right: Field,
  { left: lefts, right: rights }: LikelyPairs,
): 'left in right' | 'right in left' | null {
  let [ours, theirs, common] = [0, 0, 0];
  for (let pair = 0; pair < lefts.length; pair++) {
    const [a, b] = [left.ids[lefts[pair]!]!, right.ids[rights[pair]!]!];
    if (a === 0 || b === 0) continue;
    const [words, others] = [left.values.at(a).split(' '), new Set(right.values.at(b).split(' '))];
    ours += words.length;
    theirs += others.size;
    common += words.filter(word => others.has(word)).length;
  }
  const [fewer, more] = ours < theirs ? [ours, theirs] : [theirs, ours];
  if (fewer === 0 || common < WITHIN_MIN * fewer || fewer > PORTION_MAX * more) return null;
  return ours < theirs ? 'left in right' : 'right in left';
}

function agreementOf(
  left: Field,
  right: Field,
  likely: LikelyPairs,
): { readonly pairs: number; readonly agreement: number | null } {
  const both = Array.from(likely.left.keys()).filter(
    pair => left.ids[likely.left[pair]!] !== 0 && right.ids[likely.right[pair]!] !== 0,
  );
  if (both.length < 2) return { pairs: both.length, agreement: null };
  const pieces = new Map<Field, Map<number, ReadonlySet<string>>>([
    [left, new Map()],
    [right, new Map()],
  ]);
  const piecesAt = (field: Field, row: number): ReadonlySet<string> => {
    const id = field.ids[row]!;
    const known = pieces.get(field)!;
    let found = known.get(id);
    if (found === undefined) known.set(id, (found = new Set(piecesOf(field.values.at(id)))));
    return found;
  };
  const meanOf = (shift: number): number => {
    let sum = 0;
    for (const [at, pair] of both.entries()) {
      const other = both[(at + shift) % both.length]!;
      sum += dice(piecesAt(left, likely.left[pair]!), piecesAt(right, likely.right[other]!));
    }
    return sum / both.length;
  };
  const byChance = meanOf(Math.ceil(both.length / 2));
  const agreement = byChance >= 1 ? null : rounded((meanOf(0) - byChance) / (1 - byChance));
  return { pairs: both.length, agreement };
}

function dice(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let common = 0;
  for (const piece of left) if (right.has(piece)) common++;
  return (2 * common) / (left.size + right.size);
}

type Group = readonly (readonly number[])[];

/** Two groups of files as one: their columns assigned one to one. */
function unite(
  one: Group,
  other: Group,
  linksOf: (a: number, b: number) => ColumnLinks,
): { readonly united: number[][]; readonly total: number } {
  const gains = one.map(a =>
    other.map(b => {
      const scores = crossPairs(a, b).map(([from, to]) => linksOf(from, to).scores[a[from]!]![b[to]!]!);
      return scores.reduce((sum, score) => sum + score, 0) / scores.length - SCORE_MIN;
    }),
  );
  const partners = assign(gains);
  const taken = new Set(partners);
  const united = [
    ...one.map((a, at) => {
      const partner = other[partners[at]!];
      return a.map((column, file) => (column >= 0 ? column : (partner?.[file] ?? -1)));
    }),
    ...other.filter((_, at) => !taken.has(at)).map(b => [...b]),
  ];
  const total = partners.reduce((sum, partner, at) => sum + (partner < 0 ? 0 : gains[at]![partner]!), 0);
  return { united, total: rounded(total) };
}

/** The pairs of files of which the first has column a and the second column b. */
function crossPairs(a: readonly number[], b: readonly number[]): readonly (readonly [number, number])[] {
  return a.flatMap((from, file) =>
    from < 0 ? [] : b.flatMap((to, other): [number, number][] => (to < 0 ? [] : [[file, other]])),
  );
}

function transposed({ scores, evidence }: ColumnLinks): ColumnLinks {
  const turned = <Cell>(rows: readonly (readonly Cell[])[]): Cell[][] =>
    (rows[0] ?? []).map((_, column) => rows.map(row => row[column]!));
  return { scores: turned(scores), evidence: turned(evidence) };
}

function evidenceOf(
  places: readonly number[],
  linksOf: (a: number, b: number) => ColumnLinks,
): AlignmentEvidence | null {
  const found = crossPairs(places, places)
    .filter(([from, to]) => from < to)
    .map(([from, to]) => linksOf(from, to).evidence[places[from]!]![places[to]!]!);
  if (found.length === 0) return null;
  const mean = (values: readonly number[]): number =>
    rounded(values.reduce((sum, value) => sum + value, 0) / values.length);
  const agreements = found.flatMap(({ agreement }) => (agreement === null ? [] : [agreement]));
  return {
    sameHeader: found.every(({ sameHeader }) => sameHeader),
    pairs: found.reduce((sum, { pairs }) => sum + pairs, 0),
    agreement: agreements.length === 0 ? null : mean(agreements),
    alike: mean(found.map(({ alike }) => alike)),
  };
}
