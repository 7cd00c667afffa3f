/** The files of a run: clusters, pairs, golden records, measures. Rows are sorted by id, so that equal results are equal files. */
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { join } from 'node:path';
import {
  goldenRow,
  pairDecision,
  probabilityOf,
  type DedupeResult,
  type Metrics,
  type Table,
} from '../core/columnar/index.js';
import { csvLine } from './csv-line.js';
import { renderReport } from './render-report.js';

/** What a run is written from. */
export interface Run {
  readonly table: Table;
  readonly result: DedupeResult;
  readonly metrics: Metrics | null;
  readonly warnings: readonly string[];
}

/** Lines of text that are collected before they are written. */
const CHUNK_LINES = 5000;

/** Writes all files of a run into `folder`, which is made if need be. */
export async function writeResults(folder: string, run: Run): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { table, result } = run;
  const order = Array.from(table.recordIds.keys()).sort((a, b) =>
    compareText(table.recordIds[a]!, table.recordIds[b]!),
  );
  const clusterIds = namesOfClusters(table, result, order);
  await writeLines(
    join(folder, 'clusters.csv'),
    ['record_id', 'cluster_id'],
    order.map(row => [table.recordIds[row]!, clusterIds[row]!]),
  );
  await writeLines(
    join(folder, 'pairs.csv'),
    ['left_id', 'right_id', 'probability', 'decision'],
    pairRows(table, result),
  );
  const columns = table.columns.map(({ name }) => name);
  await writeLines(
    join(folder, 'golden.csv'),
    ['cluster_id', 'records', ...columns],
    goldenRows(table, order, clusterIds),
  );
  await writeFile(join(folder, 'report.html'), renderReport(run));
  if (run.metrics !== null) {
    await writeFile(join(folder, 'metrics.json'), `${JSON.stringify(run.metrics, null, 2)}\n`);
  }
}

/** A cluster is called by the first of its records' ids, so that its name does not change when others join or leave. */
function namesOfClusters(
  table: Table,
  { clusterOf }: DedupeResult,
  order: readonly number[],
): readonly string[] {
  const names = new Map<number, string>();
  for (const row of order) {
    const cluster = clusterOf[row]!;
    if (!names.has(cluster)) names.set(cluster, table.recordIds[row]!);
  }
  return Array.from(clusterOf, cluster => names.get(cluster)!);
}

function* pairRows(table: Table, result: DedupeResult): Generator<readonly string[]> {
  const { pairs, scores } = result;
  const kept: { readonly left: string; readonly right: string; readonly pair: number }[] = [];
  for (let pair = 0; pair < pairs.count; pair++) {
    const [a, b] = [table.recordIds[pairs.left[pair]!]!, table.recordIds[pairs.right[pair]!]!];
    kept.push(compareText(a, b) <= 0 ? { left: a, right: b, pair } : { left: b, right: a, pair });
  }
  kept.sort((a, b) => compareText(a.left, b.left) || compareText(a.right, b.right));
  for (const { left, right, pair } of kept) {
    yield [left, right, probabilityOf(scores[pair]!).toFixed(6), pairDecision(result, pair)];
  }
}

function* goldenRows(
  table: Table,
  order: readonly number[],
  clusterIds: readonly string[],
): Generator<readonly (string | number)[]> {
  const members = new Map<string, number[]>();
  for (const row of order) {
    const id = clusterIds[row]!;
    const list = members.get(id);
    if (list === undefined) members.set(id, [row]);
    else list.push(row);
  }
  for (const [id, rows] of members) yield [id, rows.length, ...goldenRow(table, rows)];
}

async function writeLines(
  path: string,
  header: readonly string[],
  rows: Iterable<readonly (string | number)[]>,
): Promise<void> {
  const stream = createWriteStream(path);
  const done = finished(stream);
  let chunk = csvLine(header);
  let lines = 0;
  for (const row of rows) {
    chunk += csvLine(row);
    if (++lines % CHUNK_LINES !== 0) continue;
    if (!stream.write(chunk)) await once(stream, 'drain');
    chunk = '';
  }
  stream.end(chunk);
  await done;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
