/**
 * Quality and cost of `touchstone dedupe --auto` on the open sets: `npx tsx bench/dedupe.ts [--renamed] [--half] [set…]`. No labels, the
 * engine's own threshold; the truth is looked at afterwards only. `--renamed` calls the columns c1, c2 … in another order,
 * `--half` takes every second true cluster, so that nothing fits one file alone. The data is read from ../shared/data, or from
 * OPEN_DATA. Processor seconds, because other work on the machine changes the clock's.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  canonicalTable,
  dedupeTable,
  measureResult,
  type Metrics,
  type Table,
} from '../src/core/columnar/index.js';
import { readTable, readTruth } from '../src/dedupe/index.js';

interface OpenSet {
  readonly name: string;
  readonly goal: string;
  readonly measured: (metrics: Metrics) => string;
  readonly linkOnly?: boolean;
  readonly zipped?: boolean;
  /** Columns that hold the answer. */
  readonly without?: readonly string[];
}

const pairF = ({ pairwise }: Metrics): string => pairwise.f1.toFixed(4);
const clusterF = ({ pairwise, bCubed }: Metrics): string =>
  `${pairwise.f1.toFixed(4)}, ${bCubed.f1.toFixed(4)}`;
const ssn = ['soc_sec_id'];
/** Goals of the issue "the match engine". */
const SETS: readonly OpenSet[] = [
  { name: 'febrl1', goal: '.999', measured: pairF },
  { name: 'febrl2', goal: '.997', measured: pairF },
  { name: 'febrl3', goal: '.998', measured: pairF },
  { name: 'febrl4', goal: '.9995', measured: pairF, linkOnly: true },
  { name: 'febrl3', goal: '.985', measured: pairF, without: ssn },
  { name: 'febrl4', goal: '.994', measured: pairF, linkOnly: true, without: ssn },
  { name: 'febrl_100k', goal: '.985, .999', measured: clusterF, zipped: true },
  { name: 'splink_fake_1000', goal: '.87', measured: pairF },
  { name: 'chicago_sites', goal: '.97, .98', measured: clusterF },
  { name: 'abt_buy', goal: '.95', measured: pairF, linkOnly: true },
  { name: 'dblp_acm', goal: '.992', measured: pairF, linkOnly: true },
  // `class` numbers the true pairs.
  { name: 'fodors_zagats', goal: '.99', measured: pairF, linkOnly: true, without: ['class'] },
  { name: 'dqbench_t1', goal: '.90', measured: pairF },
  { name: 'dqbench_t2', goal: '.995', measured: pairF },
];

const words = process.argv.slice(2);
const [renamed, half] = [words.includes('--renamed'), words.includes('--half')];
const wanted = words.filter(word => !word.startsWith('--'));
const data = process.env['OPEN_DATA'] ?? join(import.meta.dirname, '../../shared/data');
if (!existsSync(data)) throw new Error(`${data} is not there; say where the open sets are in OPEN_DATA`);

console.log('| set | goal | measured | precision | recall | blocking | pairs | CPU s |');
console.log('|---|---|---|---|---|---|---|---|');
for (const set of SETS) if (wanted.length === 0 || wanted.includes(set.name)) await measure(set);

async function measure({
  name,
  goal,
  measured,
  linkOnly = false,
  zipped = false,
  without = [],
}: OpenSet): Promise<void> {
  const ending = zipped ? '.csv.gz' : '.csv';
  const files = (linkOnly ? ['source_a', 'source_b'] : ['records']).map(file =>
    join(data, name, file + ending),
  );
  const truth = await readTruth(join(data, name, `truth${ending}`));
  const before = process.cpuUsage();
  const read = (await readTable(files, {})).table;
  const table = canonicalTable(alter(read, truth, without));
  const result = dedupeTable(table, { acrossOnly: linkOnly });
  const { user, system } = process.cpuUsage(before);
  const metrics = measureResult(table, result, truth, linkOnly);
  const { pairwise, blockingRecall } = metrics;
  const label = [name, ...without.map(column => `without ${column}`)].join(' ');
  const cells = [
    label,
    goal,
    measured(metrics),
    pairwise.precision.toFixed(4),
    pairwise.recall.toFixed(4),
    blockingRecall.toFixed(4),
    result.pairs.count,
    ((user + system) / 1e6).toFixed(1),
  ];
  console.log(`| ${cells.join(' | ')} |`);
  if (words.includes('--weights')) explain(result);
}

function alter(table: Table, truth: ReadonlyMap<string, string>, without: readonly string[]): Table {
  let columns = table.columns.filter(({ name }) => !without.includes(name));
  if (renamed) columns = columns.toReversed().map((column, index) => ({ ...column, name: `c${index + 1}` }));
  if (!half) return { ...table, columns };
  const clusters = [...new Set(truth.values())].sort();
  const kept = new Set(clusters.filter((_, index) => index % 2 === 0));
  const isKept = (id: string, row: number): boolean => {
    const cluster = truth.get(id);
    return cluster === undefined ? row % 2 === 0 : kept.has(cluster);
  };
  const rows = Array.from(table.recordIds.keys()).filter(row => isKept(table.recordIds[row]!, row));
  return {
    ...table,
    rows: rows.length,
    columns: columns.map(column => ({ ...column, ids: Int32Array.from(rows, row => column.ids[row]!) })),
    recordIds: rows.map(row => table.recordIds[row]!),
    sourceOf: Uint16Array.from(rows, row => table.sourceOf[row]!),
  };
}

function explain({ plan, model, profiles }: ReturnType<typeof dedupeTable>): void {
  for (const { name, kind, filled, distinct } of profiles)
    console.log(`    ${name}: ${kind}, ${filled} filled, ${distinct} distinct`);
  for (const [field, { parent, weights }] of plan.weights.fields) {
    console.log(
      `    ${field}${parent === null ? '' : ` given ${parent}`}: ${weights.map(row => row.map(bits => bits.toFixed(1)).join(' ')).join(' | ')}`,
    );
  }
  console.log(
    `    prior ${model.prior.toFixed(1)}, one-to-one ${plan.oneToOne.join(' ') || 'no'}, ${plan.blocking.length} rules, ${Math.round(model.matches)} matches`,
  );
}
