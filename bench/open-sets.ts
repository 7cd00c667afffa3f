/** The open sets that `bench/dedupe.ts` measures: where they are, which columns hold the answer, and how the truth is read. */
import { join } from 'node:path';
import { Texts, type Column, type Metrics, type Table } from '../src/core/columnar/index.js';
import { readTable, readTruth } from '../src/dedupe/index.js';

/** Records, and what is known about them. */
export interface LoadedSet {
  readonly table: Table;
  /** The true cluster of records that have one. */
  readonly truth: ReadonlyMap<string, string>;
  /** Where only some pairs were judged: those, by record id. */
  readonly judged?: readonly JudgedPair[];
}

/** Two records, and whether people hold them to be one. */
export interface JudgedPair {
  readonly left: string;
  readonly right: string;
  readonly isTrue: boolean;
}

/** What came out. */
export interface Outcome {
  /** Pairwise figures are over the judged pairs where the truth is no more than those. */
  readonly metrics: Metrics;
  /** True clusters that were found as they are. */
  readonly exact: number;
  readonly trueClusters: number;
}

/** A set with its goal in the issue "the match engine". */
export interface OpenSet {
  readonly name: string;
  readonly goal: string;
  readonly measured: (outcome: Outcome) => string;
  readonly load: (data: string) => Promise<LoadedSet>;
  /** Two files, of which only pairs across are wanted. */
  readonly linkOnly?: boolean;
  /** What was taken out to make it harder. */
  readonly variant?: string;
}

const pairF = ({ metrics }: Outcome): string => metrics.pairwise.f1.toFixed(4);
const bCubedF = ({ metrics }: Outcome): string => metrics.bCubed.f1.toFixed(4);
const clusterF = (outcome: Outcome): string => `${pairF(outcome)}, ${bCubedF(outcome)}`;
const exactClusters = ({ exact, trueClusters }: Outcome): string => `${exact} of ${trueClusters}`;

/** One file `records.csv` or two, `source_a.csv` and `source_b.csv`, with `truth.csv`. */
function simple(
  name: string,
  goal: string,
  measured: OpenSet['measured'],
  options: {
    readonly linkOnly?: boolean;
    readonly ending?: string;
    readonly without?: readonly string[];
    readonly variant?: string;
  } = {},
): OpenSet {
  const { linkOnly = false, ending = '.csv', without = [] } = options;
  return {
    name,
    goal,
    measured,
    linkOnly,
    ...(options.variant === undefined ? {} : { variant: options.variant }),
    load: async data => {
      const files = (linkOnly ? ['source_a', 'source_b'] : ['records']).map(file =>
        join(data, name, file + ending),
      );
      const { table } = await readTable(files, {});
      const truth = await readTruth(join(data, name, `truth${ending}`));
      return { table: withColumns(table, column => !without.includes(column)), truth };
    },
  };
}

const noSsn = { without: ['soc_sec_id'], variant: 'without soc_sec_id' };

export const OPEN_SETS: readonly OpenSet[] = [
  simple('febrl1', '.999', pairF),
  simple('febrl2', '.997', pairF),
  simple('febrl3', '.998', pairF),
  simple('febrl4', '.9995', pairF, { linkOnly: true }),
  simple('febrl3', '.985', pairF, noSsn),
  simple('febrl4', '.994', pairF, { linkOnly: true, ...noSsn }),
  simple('febrl_100k', '.985, .999', clusterF, { ending: '.csv.gz' }),
  simple('splink_fake_1000', '.87', pairF),
  simple('chicago_sites', '.97, .98', clusterF),
  simple('abt_buy', '.95', pairF, { linkOnly: true }),
  simple('dblp_acm', '.992', pairF, { linkOnly: true }),
  // `class` numbers the true pairs.
  simple('fodors_zagats', '.99', pairF, { linkOnly: true, without: ['class'] }),
  simple('dqbench_t1', '.90', pairF),
  simple('dqbench_t2', '.995', pairF),
  { name: 'payer_aliases', goal: '.75', measured: bCubedF, load: loadPayers },
  { name: 'osh_facilities', goal: '.88', measured: pairF, load: loadFacilities },
  { name: 'senzing_truthset', goal: 'all', measured: exactClusters, load: loadTruthSet },
];

/** Names as price files write them; the cleaned ones and their sources would give the answer away. */
async function loadPayers(data: string): Promise<LoadedSet> {
  const path = join(data, 'payer_aliases', 'aliases.csv');
  const { table } = await readTable([path], { idColumn: 'payer_alias_id' });
  const payer = textsOf(table, 'canonical_payer_id');
  const truth = new Map(table.recordIds.map((id, row) => [id, payer[row]!]));
  return { table: withColumns(table, name => name === 'example_raw_payer_name'), truth };
}

/** Three files; the key says which records of them are one. */
async function loadTruthSet(data: string): Promise<LoadedSet> {
  const at = (file: string): string => join(data, 'senzing_truthset', `${file}.csv`);
  const { table } = await readTable(['customers', 'reference', 'watchlist'].map(at), {
    idColumn: 'RECORD_ID',
  });
  const { table: key } = await readTable([at('actual_truthset_key')], { idColumn: 'RECORD_ID' });
  const [source, cluster] = [textsOf(key, 'DATA_SOURCE'), textsOf(key, 'CLUSTER_ID')];
  const truth = new Map(
    key.recordIds.map((id, row) => [`${source[row]!.toLowerCase()}:${id}`, cluster[row]!]),
  );
  return { table: withColumns(table, name => name !== 'DATA_SOURCE'), truth };
}

/** Pairs of facilities with a label: the facilities become records, and only those pairs are looked at. */
async function loadFacilities(data: string): Promise<LoadedSet> {
  const { table } = await readTable([join(data, 'osh_facilities', 'pairs.csv')], { idColumn: 'id_1' });
  const sides = [1, 2].map(side => {
    const column = (name: string): readonly string[] => textsOf(table, `${name}_${side}`);
    const numbers = side === 1 ? table.recordIds.map(id => id.replace(/#.*/u, '')) : column('id');
    const ids = numbers.map(id => `${side}:${id}`);
    return { ids, cells: ['name', 'address', 'country'].map(column) };
  });
  const rows = new Map<string, readonly string[]>();
  for (const { ids, cells } of sides) {
    for (const [row, id] of ids.entries())
      rows.set(
        id,
        cells.map(cell => cell[row]!),
      );
  }
  const label = textsOf(table, 'label');
  const judged = label.map((text, row) => ({
    left: sides[0]!.ids[row]!,
    right: sides[1]!.ids[row]!,
    isTrue: text === '1',
  }));
  return { table: tableOf(['name', 'address', 'country'], rows), truth: new Map(), judged };
}

/** A table of rows by id. */
function tableOf(names: readonly string[], rows: ReadonlyMap<string, readonly string[]>): Table {
  const recordIds = [...rows.keys()];
  const columns = names.map((name, index): Column => {
    const values = [
      '',
      ...new Set([...rows.values()].map(cells => cells[index]!).filter(text => text !== '')),
    ];
    const numberOf = new Map(values.map((value, number) => [value, number]));
    return {
      name,
      values: Texts.from(values),
      ids: Int32Array.from(recordIds, id => numberOf.get(rows.get(id)![index]!)!),
    };
  });
  return { rows: rows.size, columns, recordIds, sourceOf: new Uint16Array(rows.size), sources: ['all'] };
}

function textsOf({ columns }: Table, name: string): readonly string[] {
  const column = columns.find(one => one.name === name);
  if (column === undefined) throw new Error(`the set has no column ${name}`);
  return Array.from(column.ids, id => column.values.at(id));
}

const withColumns = (table: Table, isWanted: (name: string) => boolean): Table => ({
  ...table,
  columns: table.columns.filter(({ name }) => isWanted(name)),
});
