/** The files of an offline resolution: clusters, pairs, golden records, tasks and what would be in quarantine. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bCubedQuality, pairwiseQuality, type Quality } from '../core/columnar/index.js';
import { compareText, type AttributeValue } from '../core/model/index.js';
import type { RuleSet } from '../core/rules/index.js';
import { csvText } from '../dedupe/index.js';
import type { NeighbourRecord } from '../golden-records/index.js';
import { nameOfRecord } from './record-name.js';
import { renderResolution } from './render-resolution.js';
import type { Resolution } from './resolve-records.js';
import type { RefusedRow } from './take-in.js';

/** What is written. */
export interface ResolvedFiles {
  readonly ruleSet: RuleSet;
  readonly records: readonly NeighbourRecord[];
  readonly refused: readonly (RefusedRow & { readonly system: string })[];
  readonly resolution: Resolution;
  /** The true cluster of records that have one, by the record's name. */
  readonly truth: ReadonlyMap<string, string> | null;
}

/** What came out, in numbers. */
export interface ResolvedCounts {
  readonly records: number;
  readonly quarantined: number;
  readonly clusters: number;
  readonly pairs: number;
  readonly tasks: number;
  readonly metrics: { readonly pairwise: Quality; readonly bCubed: Quality } | null;
}

/** Writes all files into `folder`, which is made if need be. Lines are sorted by name, so that equal results are equal files. */
export async function writeResolution(folder: string, resolved: ResolvedFiles): Promise<ResolvedCounts> {
  await mkdir(folder, { recursive: true });
  const { ruleSet, records, refused, resolution, truth } = resolved;
  const named = nameClusters(records, resolution);
  const write = async (name: string, header: readonly string[], lines: readonly (readonly string[])[]) =>
    writeFile(
      join(folder, name),
      [header, ...lines].map(cells => `${cells.map(csvText).join(',')}\n`).join(''),
    );
  await write('clusters.csv', ['record_id', 'cluster_id'], clusterLines(named));
  await write('pairs.csv', ['left_id', 'right_id', 'probability', 'decision'], pairLines(resolution, named));
  const attributes = ruleSet.attributes.attributes.map(({ name }) => name);
  await write(
    'golden.csv',
    ['cluster_id', 'records', ...attributes],
    goldenLines(attributes, resolution, named),
  );
  await write(
    'tasks.csv',
    ['kind', 'question', 'clusters', 'records', 'bits', 'reasons'],
    taskLines(resolution, named),
  );
  await write(
    'quarantine.csv',
    ['system', 'row', 'key', 'code', 'attribute', 'message', 'fix'],
    quarantineLines(refused),
  );
  const metrics = truth === null ? null : measure(named, truth);
  if (metrics !== null)
    await writeFile(join(folder, 'metrics.json'), `${JSON.stringify(metrics, null, 2)}\n`);
  const counts = {
    records: named.recordName.size,
    quarantined: refused.length,
    clusters: named.clusterName.size,
    pairs: resolution.pairs.length,
    tasks: resolution.tasks.length,
    metrics,
  };
  await writeFile(join(folder, 'report.html'), renderResolution(resolved, counts));
  return counts;
}

/** What records and golden records are called in the files. */
interface Named {
  /** Live records by id. */
  readonly recordName: ReadonlyMap<string, string>;
  /** A cluster is called by the first of its records' names, so that its name does not change when others join or leave. */
  readonly clusterName: ReadonlyMap<string, string>;
  readonly goldenOf: ReadonlyMap<string, string>;
}

function nameClusters(records: readonly NeighbourRecord[], { goldenOf }: Resolution): Named {
  const live = records.filter(({ deleted }) => !deleted);
  const recordName = new Map(live.map(record => [record.recordId, nameOfRecord(record)]));
  const clusterName = new Map<string, string>();
  for (const [id, name] of recordName) {
    const golden = goldenOf.get(id)!;
    const known = clusterName.get(golden);
    if (known === undefined || compareText(name, known) < 0) clusterName.set(golden, name);
  }
  return { recordName, clusterName, goldenOf };
}

type Lines = string[][];
const byCells = (left: readonly string[], right: readonly string[]): number =>
  compareText(left[0]!, right[0]!) || compareText(left[1]!, right[1]!);

function clusterLines({ recordName, clusterName, goldenOf }: Named): Lines {
  return [...recordName].map(([id, name]) => [name, clusterName.get(goldenOf.get(id)!)!]).sort(byCells);
}

/** A pair is a question when some task is about both its golden records. */
function pairLines({ pairs, tasks }: Resolution, { recordName, goldenOf }: Named): Lines {
  const asked = new Set(
    tasks.flatMap(({ goldenIds }) => goldenIds.flatMap(one => goldenIds.map(other => `${one} ${other}`))),
  );
  return pairs
    .map(({ left, right, score }) => {
      const [one, other] = [goldenOf.get(left)!, goldenOf.get(right)!];
      const decision = one === other ? 'same' : asked.has(`${one} ${other}`) ? 'review' : 'different';
      const names = [recordName.get(left)!, recordName.get(right)!].sort(compareText);
      return [...names, (1 / (1 + 2 ** -score)).toFixed(PROBABILITY_DIGITS), decision];
    })
    .sort(byCells);
}

const PROBABILITY_DIGITS = 6;
const BITS_DIGITS = 1;

function goldenLines(
  attributes: readonly string[],
  { plan }: Resolution,
  { recordName, clusterName }: Named,
): Lines {
  return plan.goldens
    .filter(({ after }) => clusterName.has(after.id))
    .map(({ after, members }) => [
      clusterName.get(after.id)!,
      String(members.filter(id => recordName.has(id)).length),
      ...attributes.map(name => cellOf(after.attributes[name])),
    ])
    .sort(byCells);
}

/** A value with parts, or a list, as JSON. */
function cellOf(value: AttributeValue | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const SEPARATOR = ' | ';

function taskLines({ tasks }: Resolution, { recordName, clusterName }: Named): Lines {
  return tasks
    .map(({ kind, label, goldenIds, recordIds, score, reasons }) => [
      kind,
      label,
      goldenIds.map(id => clusterName.get(id) ?? id).join(SEPARATOR),
      recordIds.map(id => recordName.get(id) ?? id).join(SEPARATOR),
      score.toFixed(BITS_DIGITS),
      reasons.join(SEPARATOR),
    ])
    .sort((left, right) => compareText(left[0]!, right[0]!) || compareText(left[2]!, right[2]!));
}

/** One line for each cause. */
function quarantineLines(refused: ResolvedFiles['refused']): Lines {
  return refused.flatMap(({ system, rowNumber, key, causes }) =>
    causes.map(({ code, attribute, field, message, fix }) => [
      system,
      String(rowNumber),
      key ?? '',
      code,
      attribute ?? field ?? '',
      message,
      fix ?? '',
    ]),
  );
}

/** Records without a true cluster count as being alone. */
function measure(
  { recordName, goldenOf }: Named,
  truth: ReadonlyMap<string, string>,
): ResolvedCounts['metrics'] {
  const numbers = new Map<string, number>();
  const numberOf = (text: string): number => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  const ids = [...recordName];
  const found = ids.map(([id]) => numberOf(`found ${goldenOf.get(id)}`));
  const real = ids.map(([, name]) => {
    const cluster = truth.get(name);
    return numberOf(cluster === undefined ? `alone ${name}` : `true ${cluster}`);
  });
  return { pairwise: pairwiseQuality(found, real), bCubed: bCubedQuality(found, real) };
}
