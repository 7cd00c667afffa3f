/** What is known to be the same: pairs (`left_id,right_id`) or clusters (`record_id,cluster_id`), as the cluster of each record. */
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { parseDelimited } from '../core/columnar/index.js';
import { StartupError } from '../platform/errors/index.js';

/** The true cluster of each record that the file names; records of pairs are joined transitively. */
export async function readTruth(path: string): Promise<ReadonlyMap<string, string>> {
  const bytes = await readFile(path).catch(() => {
    throw new StartupError(`${path} cannot be read.`);
  });
  const { rows, columns } = parseDelimited(
    bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes,
  );
  const column = (name: string): ((row: number) => string) | null => {
    const found = columns.find(one => one.name.toLowerCase() === name);
    return found === undefined ? null : row => found.values.at(found.ids[row]!);
  };
  const [left, right] = [column('left_id'), column('right_id')];
  if (left !== null && right !== null) return clustersOfPairs(rows, left, right);
  const [record, cluster] = [column('record_id'), column('cluster_id')];
  if (record === null || cluster === null) {
    throw new StartupError(`${path} needs the columns left_id and right_id, or record_id and cluster_id.`);
  }
  const clusters = new Map<string, string>();
  for (let row = 0; row < rows; row++) clusters.set(record(row), cluster(row));
  return clusters;
}

function clustersOfPairs(
  rows: number,
  left: (row: number) => string,
  right: (row: number) => string,
): ReadonlyMap<string, string> {
  const parent = new Map<string, string>();
  const find = (id: string): string => {
    let root = id;
    for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up;
    return root;
  };
  const ids = new Set<string>();
  for (let row = 0; row < rows; row++) {
    const [a, b] = [find(left(row)), find(right(row))];
    ids.add(left(row)).add(right(row));
    if (a !== b) parent.set(b, a);
  }
  return new Map([...ids].map(id => [id, find(id)] as const));
}
