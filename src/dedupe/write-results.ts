/** The files of a run: clusters, pairs, golden records, measures. Rows are sorted by id, so that equal results are equal files. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  GoldenValues,
  orderTexts,
  type CanonicalTable,
  type DedupeResult,
  type Metrics,
} from '../core/columnar/index.js';
import { CsvFile, CsvTexts } from './csv-file.js';
import type { RunHelper } from './helper-threads.js';
import type { JoinedColumn } from './join-columns.js';
import { renderReport } from './render-report.js';
import { writePairs, type PairsFile } from './write-pairs.js';

/** What a run is written from. */
export interface Run {
  readonly table: CanonicalTable;
  readonly result: DedupeResult;
  readonly metrics: Metrics | null;
  readonly warnings: readonly string[];
  /** Columns of several files that are not simply those of one name. */
  readonly joined?: readonly JoinedColumn[];
  /** Threads that take part of the work; the files are the same without. */
  readonly helpers?: readonly RunHelper[] | undefined;
}

/**
 * Writes all files of a run into `folder`, which is made if need be. Records go by their place in the order of ids: those that stand
 * together in the files then lie together in memory.
 */
export async function writeResults(folder: string, run: Run): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { table, result, helpers } = run;
  const order = orderTexts(table.recordIds);
  const ids = new CsvTexts(Array.from(order, row => table.recordIds[row]!));
  const pairs = pairsFile(join(folder, 'pairs.csv'), result, order, ids);
  const pairsWritten = helpers?.[0]?.writePairs(pairs);
  const names = namesOfClusters(result, order);
  await CsvFile.write(
    join(folder, 'clusters.csv'),
    ['record_id', 'cluster_id'],
    order.length,
    (file, place) => {
      file.text(ids, place, false);
      file.text(ids, names[place]!, true);
    },
  );
  if (pairsWritten === undefined) await writePairs(pairs);
  await writeGolden(join(folder, 'golden.csv'), table, order, names, ids);
  await writeFile(join(folder, 'report.html'), renderReport(run));
  if (run.metrics !== null) {
    await writeFile(join(folder, 'metrics.json'), `${JSON.stringify(run.metrics, null, 2)}\n`);
  }
  pairsWritten?.();
}

function pairsFile(
  path: string,
  { pairs: { count, left, right }, scores, clusterOf }: DedupeResult,
  order: Int32Array,
  { bytes, offsets }: CsvTexts,
): PairsFile {
  const rank = new Int32Array(order.length);
  for (let place = 0; place < order.length; place++) rank[order[place]!] = place;
  const pairs = { count, left, right };
  return { path, judged: { pairs, scores, clusterOf }, rank, ids: { bytes, offsets } };
}

/**
 * A cluster is called by the first of its records' ids, so that its name does not change when others join or leave. Of the record at
 * each place the place of the one that its cluster is called by.
 */
function namesOfClusters({ clusterOf }: DedupeResult, order: Int32Array): Int32Array {
  const nameOf = new Int32Array(clusterOf.length).fill(-1);
  const names = new Int32Array(order.length);
  for (let place = 0; place < order.length; place++) {
    const cluster = clusterOf[order[place]!]!;
    if (nameOf[cluster] === -1) nameOf[cluster] = place;
    names[place] = nameOf[cluster]!;
  }
  return names;
}

/** Clusters whose values are looked up together: reads that do not wait for each other hide how far memory is. */
const CLUSTERS_AT_ONCE = 1024;

/** Clusters in the order of their names. */
async function writeGolden(
  path: string,
  { read: { columns }, readRows }: CanonicalTable,
  order: Int32Array,
  names: Int32Array,
  ids: CsvTexts,
): Promise<void> {
  const texts = columns.map(({ values }) => new CsvTexts(values));
  const golden = columns.map(column => new GoldenValues(column));
  const { clusters, members, ends } = groupByName(names);
  for (let at = 0; at < members.length; at++) members[at] = readRows[order[members[at]!]!]!;
  const width = columns.length;
  const cells = new Int32Array(CLUSTERS_AT_ONCE * width);
  const startOf = (cluster: number): number => (cluster === 0 ? 0 : ends[cluster - 1]!);
  const lookUp = (from: number): void => {
    const to = Math.min(from + CLUSTERS_AT_ONCE, clusters.length);
    for (const [column, values] of golden.entries()) {
      for (let at = from, cell = column; at < to; at++, cell += width)
        cells[cell] = values.of(members, startOf(at), ends[at]!);
    }
  };
  const header = ['cluster_id', 'records', ...columns.map(({ name }) => name)];
  await CsvFile.write(path, header, clusters.length, (file, line) => {
    const place = line % CLUSTERS_AT_ONCE;
    if (place === 0) lookUp(line);
    file.text(ids, clusters[line]!, false);
    file.count(ends[line]! - startOf(line), width === 0);
    for (let column = 0; column < width; column++)
      file.text(texts[column]!, cells[place * width + column]!, column === width - 1);
  });
}

/** Clusters by their names in order, and the members of each: those of cluster c end at `ends[c]`, where those of c + 1 begin. */
function groupByName(names: Int32Array) {
  const clusters = names.filter((name, place) => name === place);
  const clusterAt = new Int32Array(names.length);
  for (let cluster = 0; cluster < clusters.length; cluster++) clusterAt[clusters[cluster]!] = cluster;
  const ends = new Int32Array(clusters.length + 1);
  for (let place = 0; place < names.length; place++) ends[clusterAt[names[place]!]! + 1]!++;
  for (let cluster = 0; cluster < clusters.length; cluster++) ends[cluster + 1]! += ends[cluster]!;
  const members = new Int32Array(names.length);
  for (let place = 0; place < names.length; place++) members[ends[clusterAt[names[place]!]!]!++] = place;
  return { clusters, members, ends };
}
