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

/** Clusters whose values are looked up together: reads that do not wait for each other hide how far memory is. */
const CLUSTERS_AT_ONCE = 1024;

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
  const { clusters, members, ends } = groupByName(order, names);
  const width = columns.length;
  const cells = new Int32Array(CLUSTERS_AT_ONCE * width);
  for (let from = 0; from < clusters.length; from += CLUSTERS_AT_ONCE) {
    const together = clusters.subarray(from, from + CLUSTERS_AT_ONCE);
    const starts = together.map((_, at) => (from + at === 0 ? 0 : ends[from + at - 1]!));
    for (const [column, values] of golden.entries()) {
      for (let at = 0; at < together.length; at++)
        cells[at * width + column] = values.of(members, starts[at]!, ends[from + at]!);
    }
    for (let at = 0; at < together.length; at++) {
      file.text(ids, together[at]!, false);
      file.count(ends[from + at]! - starts[at]!, width === 0);
      for (let column = 0; column < width; column++)
        file.text(texts[column]!, cells[at * width + column]!, column === width - 1);
    }
    if (file.isFull) await file.drain();
  }
}

/** Clusters by their names in order, and the members of each: those of cluster c end at `ends[c]`, where those of c + 1 begin. */
function groupByName(order: Int32Array, names: Int32Array) {
  const clusters = order.filter(row => names[row] === row);
  const placeOf = new Int32Array(order.length);
  for (const [place, name] of clusters.entries()) placeOf[name] = place;
  const ends = new Int32Array(clusters.length + 1);
  for (const name of names) ends[placeOf[name]! + 1]!++;
  for (let place = 0; place < clusters.length; place++) ends[place + 1]! += ends[place]!;
  const members = new Int32Array(order.length);
  for (const row of order) members[ends[placeOf[names[row]!]!]!++] = row;
  return { clusters, members, ends };
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
