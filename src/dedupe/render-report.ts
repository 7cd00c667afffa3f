/** One page about a run, for people, without a server: what was read, compared and found, and where the machine was least sure. */
import {
  pairDecision,
  probabilityOf,
  type DedupeResult,
  type SpillPlan,
  type Table,
} from '../core/columnar/index.js';
import { evidenceInWords } from './alignment-in-words.js';
import {
  clip,
  count,
  evidenceTable,
  grid,
  histogram,
  list,
  page,
  pairBlock,
  paragraph,
  qualityGrid,
  section,
  sizesGrid,
} from './html-page.js';
import type { JoinedColumn } from './join-columns.js';
import type { Run } from './write-results.js';

/** Pairs shown where the machine was least sure. */
const HARDEST_PAIRS = 40;
/** Bits shown at the edges of the histogram. */
const HISTOGRAM_BITS = 20;

/** The page as HTML. */
export function renderReport({ table, result, metrics, warnings, joined = [] }: Run): string {
  const clusters = clusterSizes(result);
  const together = [...clusters].filter(([size]) => size > 1).reduce((sum, [, number]) => sum + number, 0);
  const { plan, scores, threshold } = result;
  return page('touchstone dedupe', [
    section('Result', [
      list([
        `${count(table.rows)} records of ${table.sources.join(', ')}`,
        `${count([...clusters.values()].reduce((sum, one) => sum + one, 0))} clusters, ${count(together)} of them with more than one record`,
        `${count(result.pairs.count)} pairs compared`,
        ...(plan.oneToOne.length > 0 ? [`taken to hold each thing once: ${plan.oneToOne.join(', ')}`] : []),
        ...warnings,
      ]),
    ]),
    ...(metrics === null
      ? []
      : [
          section('Against the truth', [
            qualityGrid({
              'pairs in clusters': metrics.pairwise,
              'B-cubed': metrics.bCubed,
              'links before clustering': metrics.links,
            }),
            paragraph(
              `Blocking brought ${(100 * metrics.blockingRecall).toFixed(2)} % of the true pairs together.`,
            ),
          ]),
        ]),
    section('Columns', [
      grid(
        ['column', 'kind', 'filled', 'distinct'],
        result.profiles.map(({ name, kind, filled, distinct }) => [
          name,
          kind,
          count(filled),
          count(distinct),
        ]),
      ),
      ...(joined.length === 0 ? [] : [joinedTable(joined)]),
      ...(plan.spilled.length === 0 ? [] : [spilledTable(plan.spilled)]),
    ]),
    section('Scores', [
      histogram(scores, { from: -HISTOGRAM_BITS, to: HISTOGRAM_BITS, lines: [threshold] }),
      paragraph('log2 odds of being the same; the line is the threshold.'),
    ]),
    section('Cluster sizes', [sizesGrid(clusters)]),
    section('Blocking', [
      grid(
        ['records agree on', 'pairs', 'blocks too large to compare', 'pairs in them'],
        result.rules.map(({ labels, pairs, skippedBlocks, skippedPairs }) => [
          labels.join(' and '),
          count(pairs),
          count(skippedBlocks),
          count(skippedPairs),
        ]),
      ),
      plan.nearest ? paragraph('The nearest texts of each record were compared as well.') : '',
    ]),
    section(
      'Weights',
      result.fields.map((_, field) => weightTable(result, field)),
    ),
    section('Where the machine was least sure', [hardestPairs(table, result)]),
  ]);
}

function joinedTable(joined: readonly JoinedColumn[]): string {
  return grid(
    ['column', 'taken from', 'because'],
    joined.map(({ name, from, evidence }) => [
      name,
      [...from].map(([stem, header]) => `${stem}: ${header}`).join(', '),
      evidence === null ? '' : evidenceInWords(evidence),
    ]),
    'Columns of the files that were taken for one, or told apart in spite of their names',
  );
}

function spilledTable(spilled: readonly SpillPlan[]): string {
  return grid(
    ['column', 'holds values of'],
    spilled.map(({ column, holds }) => [column, holds.join(', ')]),
    'Values that stood in other columns of their records, and were moved back before anything was compared',
  );
}

function weightTable({ fields, model }: DedupeResult, index: number): string {
  const { field, comparison } = fields[index]!;
  const width = model.levelCounts[index]!;
  const parent = model.dependences.parents[index]!;
  const rows = model.weights[index]!.length / width;
  const states = parent < 0 ? [''] : ['missing', 'not agreeing', 'agreeing'];
  const body: string[][] = [];
  for (let level = width - 1; level > 0; level--) {
    const cells = Array.from({ length: rows }, (_, row) => {
      const at = row * width + level;
      return [
        model.weights[index]![at]!.toFixed(1),
        share(model.m[index]![at]!),
        share(model.u[index]![at]!),
      ];
    });
    body.push([comparison.labels[level]!, ...cells.flat()]);
  }
  const head = states.flatMap(state => {
    const given = state === '' ? '' : `, ${fields[parent]!.field.name} ${state}`;
    return [`bits${given}`, 'of true pairs', 'of others'];
  });
  return grid(['level', ...head], body, `${field.name} (${field.kind})`);
}

function hardestPairs(table: Table, result: DedupeResult): string {
  const { pairs, scores, threshold } = result;
  return nearestTo(threshold, scores)
    .map(pair => {
      const [left, right] = [pairs.left[pair]!, pairs.right[pair]!];
      const rows = table.columns
        .map(({ name, ids, values }) => [name, values.at(ids[left]!), values.at(ids[right]!)] as const)
        .filter(([, a, b]) => a !== '' || b !== '')
        .map(([name, a, b]) => [name, clip(a), clip(b)]);
      const caption = `${probabilityOf(scores[pair]!).toFixed(3)} ${pairDecision(result, pair)}`;
      const values = grid(['', table.recordIds[left]!, table.recordIds[right]!], rows, caption);
      return pairBlock(values, evidenceOf(result, pair));
    })
    .join('\n');
}

function evidenceOf(result: DedupeResult, pair: number): string {
  const { prior, evidence, otherPairsBits } = result.explain(
    result.pairs.left[pair]!,
    result.pairs.right[pair]!,
    pair,
  );
  return evidenceTable(prior, [
    ...evidence.map(({ field, level, bits, rarityBits }) => ({
      what: rarityBits === 0 ? `${field}: ${level}` : `${field}: ${level}, with how rare the value is`,
      bits: bits + rarityBits,
    })),
    { what: 'other pairs of the two', bits: otherPairsBits },
  ]);
}

/** The pairs whose scores are nearest, nearest first. */
function nearestTo(threshold: number, scores: Float64Array): readonly number[] {
  const distance = (pair: number): number => Math.abs(scores[pair]! - threshold);
  const nearest: number[] = [];
  for (let pair = 0; pair < scores.length; pair++) {
    if (nearest.length === HARDEST_PAIRS && distance(pair) >= distance(nearest.at(-1)!)) continue;
    let place = nearest.length;
    while (place > 0 && distance(nearest[place - 1]!) > distance(pair)) place--;
    nearest.splice(place, 0, pair);
    nearest.length = Math.min(nearest.length, HARDEST_PAIRS);
  }
  return nearest;
}

function clusterSizes({ clusterOf }: DedupeResult): Map<number, number> {
  const members = new Int32Array(clusterOf.length);
  for (const cluster of clusterOf) members[cluster]!++;
  const sizes = new Map<number, number>();
  for (const size of members) if (size > 0) sizes.set(size, (sizes.get(size) ?? 0) + 1);
  return sizes;
}

const share = (part: number): string =>
  part >= 0.0001 || part === 0 ? part.toFixed(4) : part.toExponential(1);
