import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import {
  canonicalTable,
  decisionOf,
  dedupeTable,
  measureResult,
  probabilityOf,
  type DedupeResult,
  type Table,
} from '../core/columnar/index.js';
import {
  explainInWords,
  findRecords,
  joinedInWords,
  spillInWords,
  loadFiles,
  PLAN_FILE,
  readPlan,
  readTruth,
  tableOf,
  threadsFor,
  withHelpers,
  writePlan,
  writeResults,
  type NamedPair,
  type RecordPair,
} from '../dedupe/index.js';
import { StartupError } from '../platform/errors/index.js';
import { CliOutput } from './cli-output.js';
import { recordsAreThings } from './counted.js';

interface DedupeCommandOptions {
  readonly rules?: string;
  readonly domain?: string;
  readonly auto?: boolean;
  readonly id?: string;
  readonly linkOnly?: boolean;
  readonly truth?: string;
  readonly out: string;
  readonly threads?: string;
  readonly explain: readonly string[];
  readonly json?: boolean;
}

const FILES_WRITTEN = `
Writes into the output folder:
  clusters.csv   record_id,cluster_id: which records are one thing
  pairs.csv      left_id,right_id,probability,decision of every compared pair
  golden.csv     one line per cluster
  report.html    the run on one page
  ${PLAN_FILE}    the rules that were used; edit them and give the folder back with --rules
  metrics.json   with --truth: precision, recall and F1 over pairs and B-cubed
Files are delimited text with a header line (comma, semicolon, tab or |; .gz too). With several files a record's id is
<file name without ending>:<id>. Their headers may differ: with --auto, columns are taken for one by what they hold, with headers
as a hint; with --rules, by "columns" in ${PLAN_FILE}, and by name where it says nothing.

With --domain, the rules are those of a hub, and the files come as its source systems send them:
  touchstone dedupe --rules golden-record-rules --domain supplier coupa=suppliers.csv sap=LFA1.csv sap=LFB1.csv --out out
What the hub would make of them is written: clusters.csv, pairs.csv (those that are merged or asked about), golden.csv with its
choice of values, tasks.csv with its questions, quarantine.csv with the rows it would not take and why, and report.html with all of
it on one page. A record's id is <system>:<key>. All records are held in memory, some 30 KB each.`;

/** `touchstone dedupe`: which records of files are the same thing, without a server. */
export function dedupeCommand(): Command {
  return new Command('dedupe')
    .description('find which records of files are the same thing, offline. Exit codes: 0 done, 1 failed')
    .argument('<file...>', 'delimited files; with --domain <system>=<file>')
    .option(
      '--auto',
      'no rules: read the columns, choose keys and comparisons, learn the weights without labels',
    )
    .option(
      '--rules <folder>',
      `folder with a ${PLAN_FILE}, as a run with --auto writes it; fields and blocking are enough, weights are learned where it has none`,
    )
    .option(
      '--domain <name>',
      'with --rules <folder of a hub>: match and merge as the hub would, with the rules of this domain',
    )
    .option(
      '--id <column>',
      'column with the ids; default: one called id, else the first one if unique, else row numbers',
    )
    .option('--link-only', 'pair records of different files only')
    .option(
      '--truth <file>',
      'true pairs (left_id,right_id) or clusters (record_id,cluster_id) to measure against',
    )
    .requiredOption('--out <folder>', 'write here; files of an earlier run are overwritten')
    .option(
      '--threads <number>',
      'threads to use, which changes nothing but the time; default: one per processor up to 4, one for small files',
    )
    .option(
      '--explain <left,right>',
      'say why two records, named by id, are one thing or not; may be given several times',
      (pair: string, others: readonly string[]) => [...others, pair],
      [],
    )
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', FILES_WRITTEN)
    .action(dedupe);
}

async function dedupe(paths: readonly string[], options: DedupeCommandOptions): Promise<void> {
  const { auto = false, rules, linkOnly = false } = options;
  if (auto === (rules !== undefined)) throw new StartupError('Give either --auto or --rules <folder>.');
  if (options.domain !== undefined) {
    // What a hub is made of takes half a second to load, which others need not wait for.
    const { dedupeAsHub } = await import('./dedupe-as-hub.js');
    return dedupeAsHub(paths, options);
  }
  if (linkOnly && paths.length < 2) throw new StartupError('--link-only needs at least two files.');
  const output = new CliOutput(options);
  const startedAt = performance.now();
  const bar = output.progress('Deduplicating', 'steps');
  const plan = rules === undefined ? undefined : await readPlan(rules);
  const truth = options.truth === undefined ? null : await readTruth(options.truth);
  const out = resolve(options.out);
  let summary: Record<string, unknown>;
  let sentence: string;
  try {
    const threads =
      options.threads === undefined ? threadsFor(await sizeOf(paths)) : countOf(options.threads);
    let step = 0;
    const { table, result, metrics, warnings, idColumn, joined, asked } = await withHelpers(
      threads,
      async () => loadFiles(paths),
      async (helpers, files) => {
        const { table: read, ...about } = tableOf(
          files,
          { idColumn: options.id, columns: plan === undefined ? 'by content' : (plan.columns ?? 'by name') },
          helpers,
        );
        const canonical = canonicalTable(read);
        const named = findRecords(canonical, options.explain);
        const found = dedupeTable(canonical, {
          acrossOnly: linkOnly,
          plan,
          helpers,
          onStep: () => bar.update(++step, STEPS),
        });
        const toSay = [...about.warnings, ...found.unknownRules.map(unknownRule)];
        const measured = truth === null ? null : measureResult(canonical, found, truth, linkOnly);
        await writeResults(out, {
          table: canonical,
          result: found,
          metrics: measured,
          warnings: toSay,
          joined: about.joined,
          helpers,
        });
        return {
          table: canonical,
          result: found,
          metrics: measured,
          asked: named,
          ...about,
          warnings: toSay,
        };
      },
    );
    const levels = new Map(
      result.fields.map(({ field, comparison }) => [field.name, comparison.labels] as const),
    );
    await writePlan(out, result.plan, levels, joined);
    const explained = asked.map(pair => explain(table, result, pair));
    const clusters = result.clusterOf.reduce((sum, cluster, row) => sum + Number(cluster === row), 0);
    const seconds = Number(((performance.now() - startedAt) / 1000).toFixed(2));
    summary = {
      records: table.rows,
      clusters,
      pairs: result.pairs.count,
      idColumn,
      columns: result.profiles.map(({ name, kind }) => ({ name, kind })),
      ...(joined.length > 0 && {
        joined: joined.map(({ name, from, evidence }) => ({
          name,
          from: Object.fromEntries(from),
          evidence,
        })),
      }),
      ...(result.plan.spilled.length > 0 && { spilled: result.plan.spilled }),
      oneToOne: result.plan.oneToOne,
      warnings,
      metrics,
      ...(explained.length > 0 && { explained }),
      seconds,
      out,
    };
    sentence = [
      ...warnings,
      ...joined.map(joinedInWords),
      ...result.plan.spilled.map(spillInWords),
      `${recordsAreThings(table.rows, clusters)}, in ${seconds} s: ${out}`,
      ...(metrics === null
        ? []
        : [`pairwise F1 ${metrics.pairwise.f1.toFixed(4)}, B-cubed F1 ${metrics.bCubed.f1.toFixed(4)}`]),
      ...explained.map(pair => `\n${explainInWords(pair, result.threshold)}`),
    ].join('\n');
  } finally {
    bar.finish();
  }
  output.result(summary, sentence);
}

function unknownRule(labels: readonly string[]): string {
  return `The blocking rule "${labels.join(', ')}" was left out: it names a key that no field offers.`;
}

/** The explanation of a pair that was asked for, under the ids of its records. */
function explain({ recordIds }: Table, result: DedupeResult, { left, right }: RecordPair): NamedPair {
  const explanation = result.explain(left, right);
  const isTogether = result.clusterOf[left] === result.clusterOf[right];
  return {
    left: recordIds[left]!,
    right: recordIds[right]!,
    decision: decisionOf(isTogether, probabilityOf(explanation.score)),
    explanation,
  };
}

/** Steps that a run announces. */
const STEPS = 5;

/** Bytes of all files; what is missing counts nothing, and is told of by whoever reads it. */
async function sizeOf(paths: readonly string[]): Promise<number> {
  const sizes = await Promise.all(paths.map(async path => (await stat(path).catch(() => null))?.size ?? 0));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function countOf(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new StartupError('--threads needs a number from 1.');
  return number;
}
