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
  qualityOfCounts,
  type DedupeResult,
  type Table,
} from '../src/core/columnar/index.js';
import { measureNamePairs } from './name-pairs.js';
import { OPEN_SETS, type JudgedPair, type LoadedSet, type OpenSet, type Outcome } from './open-sets.js';

const words = process.argv.slice(2);
const [renamed, half] = [words.includes('--renamed'), words.includes('--half')];
const wanted = words.filter(word => !word.startsWith('--'));
const data = process.env['OPEN_DATA'] ?? join(import.meta.dirname, '../../shared/data');
if (!existsSync(data)) throw new Error(`${data} is not there; say where the open sets are in OPEN_DATA`);

console.log('| set | goal | measured | precision | recall | blocking | calibration error | pairs | CPU s |');
console.log('|---|---|---|---|---|---|---|---|---|');
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
for (const set of OPEN_SETS) if (isWanted(set.name)) await measure(set);
if (isWanted('name_bench') && !renamed && !half) for (const row of measureNamePairs(data)) print(row);

async function measure({ name, variant, goal, measured, load, linkOnly = false }: OpenSet): Promise<void> {
  const before = process.cpuUsage();
  const set = await load(data);
  const table = canonicalTable(alter(set));
  const result = dedupeTable(table, { acrossOnly: linkOnly });
  const { user, system } = process.cpuUsage(before);
  const outcome = outcomeOf(set, table, result, linkOnly);
  const { pairwise, blockingRecall, calibrationError } = outcome.metrics;
  print([
    variant === undefined ? name : `${name} ${variant}`,
    goal,
    measured(outcome),
    pairwise.precision.toFixed(4),
    pairwise.recall.toFixed(4),
    blockingRecall.toFixed(4),
    calibrationError.toFixed(4),
    String(result.pairs.count),
    ((user + system) / 1e6).toFixed(1),
  ]);
  if (words.includes('--weights')) explain(result);
}

function print(cells: readonly string[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}

function outcomeOf(
  { truth, judged }: LoadedSet,
  table: Table,
  result: DedupeResult,
  linkOnly: boolean,
): Outcome {
  const all = measureResult(table, result, truth, linkOnly);
  const metrics = judged === undefined ? all : { ...all, pairwise: judgedQuality(judged, table, result) };
  const found = membersOf(table, row => String(result.clusterOf[row]!));
  const real = membersOf(table, row => truth.get(table.recordIds[row]!) ?? `row ${row}`);
  const known = new Set(found.values());
  return {
    metrics,
    exact: [...real.values()].filter(rows => known.has(rows)).length,
    trueClusters: real.size,
  };
}

/** The rows of each cluster, as one text. */
function membersOf(table: Table, clusterOf: (row: number) => string): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  for (let row = 0; row < table.rows; row++) {
    const cluster = clusterOf(row);
    members.set(cluster, `${members.get(cluster) ?? ''} ${row}`);
  }
  return members;
}

function judgedQuality(judged: readonly JudgedPair[], table: Table, { clusterOf }: DedupeResult) {
  const rowOf = new Map(table.recordIds.map((id, row) => [id, row]));
  const kept = judged.filter(({ left, right }) => rowOf.has(left) && rowOf.has(right));
  const isFound = ({ left, right }: JudgedPair): boolean =>
    clusterOf[rowOf.get(left)!] === clusterOf[rowOf.get(right)!];
  const right = kept.filter(pair => pair.isTrue && isFound(pair)).length;
  return qualityOfCounts(right, kept.filter(isFound).length, kept.filter(({ isTrue }) => isTrue).length);
}

function alter({ table, truth }: LoadedSet): Table {
  let { columns } = table;
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

function explain({ plan, model, profiles }: DedupeResult): void {
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
