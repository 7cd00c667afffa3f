/** Columns of several files as those of one table: by their names, by what they hold, or as rules say. */
import {
  alignColumns,
  Dictionary,
  headerKey,
  headersAgree,
  type AlignmentEvidence,
  type Column,
  type Table,
} from '../core/columnar/index.js';
import { StartupError } from '../platform/errors/index.js';

/** A column of the table, and which header it has in which file. */
export interface ColumnSources {
  readonly name: string;
  /** Header by the file's name without ending. */
  readonly from: ReadonlyMap<string, string>;
}

/** With why its columns were taken for one; `null` where rules say so, or it is of one file. */
export interface JoinedColumn extends ColumnSources {
  readonly evidence: AlignmentEvidence | null;
}

/** How columns become one. Rules name those that are not simply the ones of one name. */
export type ColumnChoice = 'by name' | 'by content' | readonly ColumnSources[];

/** A column of the table: its number in each file, −1 for none. */
interface ChosenColumn {
  readonly name: string;
  readonly numbers: readonly number[];
  readonly evidence: AlignmentEvidence | null;
}

/**
 * Chooses the columns of the table.
 * @returns as well those that joining by name would not give
 * @throws StartupError rules name a file or column that there is not, or one column twice
 */
export function chooseColumns(
  files: readonly Table[],
  choice: ColumnChoice,
): { readonly chosen: readonly ChosenColumn[]; readonly joined: readonly JoinedColumn[] } {
  const isByName = choice === 'by name' || (choice === 'by content' && headersAgree(files));
  if (isByName) return { chosen: byName(files, []), joined: [] };
  const chosen = choice === 'by content' ? byContent(files) : byRules(files, choice);
  const expected = new Set(byName(files, []).map(signature));
  const joined = chosen
    .filter(column => !expected.has(signature(column)))
    .map(({ name, numbers, evidence }) => ({
      name,
      evidence,
      from: new Map(
        numbers.flatMap((number, file): [string, string][] =>
          number < 0 ? [] : [[files[file]!.sources[0]!, files[file]!.columns[number]!.name]],
        ),
      ),
    }));
  return { chosen, joined };
}

const signature = ({ name, numbers }: ChosenColumn): string => `${numbers.join(' ')} ${headerKey(name)}`;

/**
 * The columns of one name, case apart, as one; those of a single file each by itself.
 * @param given are taken as they are, and their columns left out
 */
function byName(files: readonly Table[], given: readonly ChosenColumn[]): ChosenColumn[] {
  const [first] = files;
  if (files.length === 1 && given.length === 0)
    return first!.columns.map(({ name }, number) => ({ name, numbers: [number], evidence: null }));
  const columns = new Map<string, { name: string; numbers: number[]; evidence: null }>();
  for (const [file, { columns: own }] of files.entries()) {
    for (const [number, { name }] of own.entries()) {
      if (given.some(({ numbers }) => numbers[file] === number)) continue;
      let column = columns.get(headerKey(name));
      if (column === undefined) {
        column = { name, numbers: files.map(() => -1), evidence: null };
        columns.set(headerKey(name), column);
      }
      column.numbers[file] = number;
    }
  }
  return inOrder([...given, ...columns.values()]);
}

function byContent(files: readonly Table[]): ChosenColumn[] {
  if (files.length === 1) return byName(files, []);
  const aligned = inOrder(
    alignColumns(files).map(({ columns, evidence }) => ({ numbers: columns, evidence })),
  );
  const headersOf = (numbers: readonly number[]): readonly string[] =>
    numbers.flatMap((number, file) => (number < 0 ? [] : [files[file]!.columns[number]!.name]));
  const names = new Map<(typeof aligned)[number], string>();
  const taken = new Set<string>();
  // A name that two columns want goes to the one that more files have.
  const byWidth = aligned.toSorted((a, b) => headersOf(b.numbers).length - headersOf(a.numbers).length);
  for (const column of byWidth) {
    const wanted = commonest(headersOf(column.numbers));
    const file = files.find(({ sources }, at) => sources[0] !== undefined && column.numbers[at]! >= 0)!;
    let name = wanted;
    while (taken.has(headerKey(name))) name += ` (${file.sources[0]!})`;
    taken.add(headerKey(name));
    names.set(column, name);
  }
  return aligned.map(column => ({ ...column, name: names.get(column)! }));
}

/** The header that most files use; of those the first in the order of letters. */
function commonest(headers: readonly string[]): string {
  const times = (header: string): number =>
    headers.filter(other => headerKey(other) === headerKey(header)).length;
  const most = Math.max(...headers.map(times));
  const candidates = headers.filter(header => times(header) === most);
  const [first] = candidates.map(headerKey).sort();
  return candidates.find(header => headerKey(header) === first)!;
}

function byRules(files: readonly Table[], sources: readonly ColumnSources[]): ChosenColumn[] {
  const stems = files.map(({ sources: [stem] }) => stem!);
  const given = sources.map(({ name, from }): ChosenColumn => {
    const numbers = files.map(() => -1);
    for (const [stem, header] of from) {
      const file = stems.indexOf(stem);
      if (file < 0) {
        throw new StartupError(
          `The rules take column ${name} from a file ${stem}; the files are ${stems.join(', ')}.`,
        );
      }
      numbers[file] = numberOf(files[file]!, header);
      if (numbers[file] < 0) {
        throw new StartupError(
          `The rules take column ${name} from ${header} of ${stem}, whose columns are ${files[file]!.columns.map(column => column.name).join(', ')}.`,
        );
      }
    }
    return { name, numbers, evidence: null };
  });
  for (const [file, { columns }] of files.entries()) {
    for (const [number, { name }] of columns.entries()) {
      if (given.filter(({ numbers }) => numbers[file] === number).length > 1) {
        throw new StartupError(`The rules take column ${name} of ${stems[file]!} for two columns.`);
      }
    }
  }
  const chosen = byName(files, given);
  const names = chosen.map(({ name }) => headerKey(name));
  const twice = chosen.find((_, at) => names.indexOf(names[at]!) !== at);
  if (twice !== undefined) {
    throw new StartupError(`The rules give two columns called ${twice.name}; call one of them otherwise.`);
  }
  return chosen;
}

function numberOf({ columns }: Table, header: string): number {
  const exact = columns.findIndex(({ name }) => name === header);
  return exact >= 0 ? exact : columns.findIndex(({ name }) => headerKey(name) === headerKey(header));
}

/** Columns in the order in which the files have them. */
function inOrder<Numbered extends { readonly numbers: readonly number[] }>(
  columns: readonly Numbered[],
): Numbered[] {
  const placeOf = ({ numbers }: Numbered): readonly [number, number] => {
    const file = numbers.findIndex(number => number >= 0);
    return [file, numbers[file] ?? -1];
  };
  return columns.toSorted((a, b) => {
    const [[file, number], [otherFile, otherNumber]] = [placeOf(a), placeOf(b)];
    return file - otherFile || number - otherNumber;
  });
}

/** The chosen columns over the rows of all files. */
export function joinColumns(files: readonly Table[], chosen: readonly ChosenColumn[]): readonly Column[] {
  if (files.length === 1)
    return chosen.map(({ name, numbers }) => ({ ...files[0]!.columns[numbers[0]!]!, name }));
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  return chosen.map(({ name, numbers }) => {
    const joined = { ids: new Int32Array(rows), values: new Dictionary() };
    let offset = 0;
    for (const [file, number] of numbers.entries()) {
      const table = files[file]!;
      if (number >= 0) append(table.columns[number]!, joined, offset);
      offset += table.rows;
    }
    return { name, ids: joined.ids, values: joined.values.texts() };
  });
}

function append(
  column: Column,
  joined: { readonly ids: Int32Array; readonly values: Dictionary },
  offset: number,
): void {
  const { bytes, offsets, length } = column.values;
  const mapped = new Int32Array(length);
  for (let id = 1; id < length; id++) mapped[id] = joined.values.idOf(bytes, offsets[id]!, offsets[id + 1]!);
  for (let row = 0; row < column.ids.length; row++) joined.ids[offset + row] = mapped[column.ids[row]!]!;
}
