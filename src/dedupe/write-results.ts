/** The files of a run: clusters, pairs, golden records, measures. Rows are sorted by id, so that equal results are equal files. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  GoldenValues,
  orderPairs,
  pairDecision,
  probabilityOf,
  type DedupeResult,
  type Metrics,
  type PairDecision,
  type Table,
} from '../core/columnar/index.js';
import { CsvFile, CsvTexts } from './csv-file.js';
import { renderReport } from './render-report.js';

/** What a run is written from. */
export interface Run {
  readonly table: Table;
  readonly result: DedupeResult;
  readonly metrics: Metrics | null;
  readonly warnings: readonly string[];
}

/** Writes all files of a run into `folder`, which is made if need be. */
export async function writeResults(folder: string, run: Run): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { table, result } = run;
  const order = idOrder(table);
  const ids = new CsvTexts(table.recordIds);
  const names = namesOfClusters(result, order);
  await CsvFile.write(join(folder, 'clusters.csv'), ['record_id', 'cluster_id'], async file => {
    for (const row of order) {
      file.text(ids, row, false);
      file.text(ids, names[row]!, true);
      if (file.isFull) await file.drain();
    }
  });
  const pairColumns = ['left_id', 'right_id', 'probability', 'decision'];
  await CsvFile.write(join(folder, 'pairs.csv'), pairColumns, file => writePairs(file, result, order, ids));
  const columns = ['cluster_id', 'records', ...table.columns.map(({ name }) => name)];
  await CsvFile.write(join(folder, 'golden.csv'), columns, file =>
    writeGolden(file, table, order, names, ids),
  );
  await writeFile(join(folder, 'report.html'), renderReport(run));
  if (run.metrics !== null) {
    await writeFile(join(folder, 'metrics.json'), `${JSON.stringify(run.metrics, null, 2)}\n`);
  }
}

/** The rows by their ids. */
function idOrder({ rows, recordIds }: Table): Int32Array {
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  return order.sort((a, b) => compareText(recordIds[a]!, recordIds[b]!));
}

/**
 * A cluster is called by the first of its records' ids, so that its name does not change when others join or leave. Of each row the
 * row that its cluster is called by.
 */
function namesOfClusters({ clusterOf }: DedupeResult, order: Int32Array): Int32Array {
  const nameOf = new Int32Array(clusterOf.length).fill(-1);
  for (const row of order) {
    const cluster = clusterOf[row]!;
    if (nameOf[cluster] === -1) nameOf[cluster] = row;
  }
  return clusterOf.map(cluster => nameOf[cluster]!);
}

const DECISIONS: readonly PairDecision[] = ['same', 'review', 'different'];

async function writePairs(
  file: CsvFile,
  result: DedupeResult,
  order: Int32Array,
  ids: CsvTexts,
): Promise<void> {
  const { pairs, scores } = result;
  const decisions = new CsvTexts(DECISIONS);
  const rank = new Int32Array(order.length);
  for (const [place, row] of order.entries()) rank[row] = place;
  for (const pair of orderPairs(pairs, rank)) {
    const left = pairs.left[pair]!;
    const right = pairs.right[pair]!;
    const isInOrder = rank[left]! < rank[right]!;
    file.text(ids, isInOrder ? left : right, false);
    file.text(ids, isInOrder ? right : left, false);
    file.probability(probabilityOf(scores[pair]!), false);
    file.text(decisions, DECISIONS.indexOf(pairDecision(result, pair)), true);
    if (file.isFull) await file.drain();
  }
}

/** Clusters in the order of their names. */
async function writeGolden(
  file: CsvFile,
  { columns }: Table,
  order: Int32Array,
  names: Int32Array,
  ids: CsvTexts,
): Promise<void> {
  const texts = columns.map(({ values }) => new CsvTexts(values));
  const golden = columns.map(column => new GoldenValues(column));
  const ends = new Int32Array(names.length + 1);
  for (const name of names) ends[name + 1]!++;
  for (let row = 0; row < names.length; row++) ends[row + 1]! += ends[row]!;
  const members = new Int32Array(names.length);
  for (const row of order) members[ends[names[row]!]!++] = row;
  // Filling has moved the start of every cluster to its end.
  for (const name of order) {
    if (names[name] !== name) continue;
    const rows = members.subarray(name === 0 ? 0 : ends[name - 1], ends[name]);
    file.text(ids, name, false);
    file.count(rows.length, columns.length === 0);
    for (const [column, values] of golden.entries())
      file.text(texts[column]!, values.of(rows), column === columns.length - 1);
    if (file.isFull) await file.drain();
  }
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
