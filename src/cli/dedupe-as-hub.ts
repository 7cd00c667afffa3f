import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { CompiledDomain } from '../core/mapping/index.js';
import { explainPair } from '../core/matching/index.js';
import { compareText, type Fault } from '../core/model/index.js';
import type { RuleSet } from '../core/rules/index.js';
import { readTruth } from '../dedupe/index.js';
import type { NeighbourRecord } from '../golden-records/index.js';
import {
  nameOfRecord,
  RESOLUTION_STEPS,
  resolveRecords,
  takeIn,
  writeResolution,
  type Resolution,
  type ResolvedCounts,
  type ResolvedFiles,
  type SourceFile,
} from '../offline/index.js';
import { StartupError } from '../platform/errors/index.js';
import type { LoadedRules } from '../rules/index.js';
import { mappingOf, UnreadableFile } from '../sources/index.js';
import { CliOutput } from './cli-output.js';
import { counted, recordsAreThings } from './counted.js';
import { loadRuleFolder, unknownDomain } from './load-domains.js';

/** Options of `touchstone dedupe` that have a meaning with `--domain`. */
export interface DedupeAsHubOptions {
  readonly rules?: string;
  readonly domain?: string;
  readonly id?: string;
  readonly linkOnly?: boolean;
  readonly truth?: string;
  readonly out: string;
  readonly explain: readonly string[];
  readonly json?: boolean;
}

/** `touchstone dedupe --domain`: what a hub with these rules would make of the files, without a hub. */
export async function dedupeAsHub(args: readonly string[], options: DedupeAsHubOptions): Promise<void> {
  const { rules: folder, domain } = options;
  if (folder === undefined || domain === undefined)
    throw new StartupError('--domain needs --rules <folder>, the folder with the rules of a hub.');
  if (options.id !== undefined || options.linkOnly === true)
    throw new StartupError(
      '--id and --link-only have no meaning with --domain: keys and unique sources are in the system files.',
    );
  const output = new CliOutput(options);
  const startedAt = performance.now();
  const now = new Date().toISOString();
  const rules = await loadRuleFolder(resolve(folder));
  const ruleSet = rules.domains.get(domain)?.ruleSet;
  if (ruleSet === undefined) throw unknownDomain(domain, rules.domains.keys());
  const truth = options.truth === undefined ? null : await readTruth(options.truth);
  const batches = batchesOf(args, rules, domain);
  const out = resolve(options.out);
  const bar = output.progress('Deduplicating', 'steps');
  let step = 0;
  const onStep = (): void => bar.update(++step, batches.length + RESOLUTION_STEPS + 1);
  let warnings: readonly string[];
  let explained: readonly ExplainedPair[];
  let counts: ResolvedCounts;
  try {
    const read = await readAll(batches, ruleSet, now, onStep);
    warnings = read.warnings;
    let ids = 0;
    const newId = (): string => `${domain}-${(ids += 1)}`;
    const context = { now, newId, actor: 'touchstone dedupe', onStep };
    const resolution = resolveRecords(rules, domain, read.records, context);
    explained = options.explain.map(pair => explain(pair, read.records, resolution));
    onStep();
    counts = await writeResolution(out, { ruleSet, ...read, resolution, truth });
  } finally {
    bar.finish();
  }
  const seconds = Number(((performance.now() - startedAt) / 1000).toFixed(2));
  output.result(
    { ...counts, warnings, ...(explained.length > 0 && { explained }), seconds, out },
    [
      ...warnings,
      `${recordsAreThings(counts.records, counts.clusters)}, with ${counted(counts.tasks, 'question')} for a person and ${counted(counts.quarantined, 'row')} in quarantine, in ${seconds} s: ${out}`,
      ...(counts.metrics === null
        ? []
        : [
            `pairwise F1 ${counts.metrics.pairwise.f1.toFixed(4)}, B-cubed F1 ${counts.metrics.bCubed.f1.toFixed(4)}`,
          ]),
      ...explained.map(inWords),
    ].join('\n'),
  );
}

/**
 * What the hub would take in of all files. Records have ids in the order of their names, so that the order of the files decides nothing.
 * @throws StartupError files are not those that their system sends
 */
async function readAll(
  batches: readonly SystemBatch[],
  ruleSet: RuleSet,
  now: string,
  onBatch: () => void,
): Promise<Pick<ResolvedFiles, 'records' | 'refused'> & { readonly warnings: readonly string[] }> {
  const records: NeighbourRecord[] = [];
  const refused: ResolvedFiles['refused'][number][] = [];
  const warnings: string[] = [];
  for (const { mapping, paths } of batches) {
    onBatch();
    const { system } = mapping.system;
    const files = await Promise.all(paths.map(readSourceFile));
    const taken = await takeIn(mapping, ruleSet, files, now).catch((error: unknown) => {
      throw error instanceof UnreadableFile
        ? new StartupError(inSentences(system, error.faults).join('\n'))
        : error;
    });
    warnings.push(...saidOfFiles(system, taken.notices));
    for (const record of taken.records) records.push(record);
    for (const row of taken.refused) refused.push({ system, ...row });
  }
  const numbered = records
    .sort((left, right) => compareText(nameOfRecord(left), nameOfRecord(right)))
    .map((record, at) => ({ ...record, recordId: String(at + 1) }));
  return { records: numbered, refused, warnings };
}

/** The files of one system. */
interface SystemBatch {
  readonly mapping: CompiledDomain;
  readonly paths: readonly string[];
}

/**
 * @throws StartupError an argument does not say of which system its file is
 * @throws DomainError there is no such system, or it has no such records
 */
function batchesOf(args: readonly string[], rules: LoadedRules, domain: string): readonly SystemBatch[] {
  const paths = new Map<string, string[]>();
  for (const argument of args) {
    const mark = argument.indexOf('=');
    if (mark <= 0)
      throw new StartupError(`Say of which system ${argument} is, for instance coupa=${argument}.`);
    const system = argument.slice(0, mark);
    paths.set(system, [...(paths.get(system) ?? []), argument.slice(mark + 1)]);
  }
  return [...paths].map(([system, ofSystem]) => ({
    mapping: mappingOf(rules, system, domain),
    paths: ofSystem,
  }));
}

async function readSourceFile(path: string): Promise<SourceFile> {
  return { name: basename(path), content: await readFile(path) };
}

/** @throws StartupError the files are not those that the system sends */
function saidOfFiles(system: string, notices: readonly Fault[]): readonly string[] {
  const sentences = inSentences(system, notices);
  if (notices.some(({ severity }) => severity === 'error')) throw new StartupError(sentences.join('\n'));
  return sentences;
}

function inSentences(system: string, faults: readonly Fault[]): readonly string[] {
  return faults.map(({ message, fix }) => `${system}: ${message}${fix === undefined ? '' : ` ${fix}`}`);
}

/** A pair that was asked for. */
interface ExplainedPair {
  readonly left: string;
  readonly right: string;
  readonly isTogether: boolean;
  readonly probability: number;
  readonly summary: string;
  readonly reasons: readonly string[];
}

function explain(
  pair: string,
  records: readonly NeighbourRecord[],
  { model, goldenOf }: Resolution,
): ExplainedPair {
  const [left, right] = twoRecords(pair, new Map(records.map(record => [nameOfRecord(record), record])));
  const { summary, decision } = explainPair(model, left.features, right.features);
  return {
    left: nameOfRecord(left),
    right: nameOfRecord(right),
    isTogether: goldenOf.get(left.recordId) === goldenOf.get(right.recordId),
    probability: decision.probability,
    summary,
    reasons: decision.reasons,
  };
}

/** A key may hold commas: the pair is cut where both sides are records. */
function twoRecords(
  pair: string,
  byName: ReadonlyMap<string, NeighbourRecord>,
): readonly [NeighbourRecord, NeighbourRecord] {
  for (let at = pair.indexOf(','); at >= 0; at = pair.indexOf(',', at + 1)) {
    const [left, right] = [byName.get(pair.slice(0, at)), byName.get(pair.slice(at + 1))];
    if (left !== undefined && right !== undefined) return [left, right];
  }
  throw new StartupError(
    `--explain ${pair}: these are not two records that were taken in; name them as <system>:<key>,<system>:<key>.`,
  );
}

function inWords({ left, right, isTogether, probability, summary, reasons }: ExplainedPair): string {
  const head = `\n${left} and ${right} are ${isTogether ? 'one thing' : 'two things'}; ${(100 * probability).toFixed(1)} % by what they say. ${summary}`;
  return [head, ...reasons.map(reason => `  ${reason}`)].join('\n');
}
