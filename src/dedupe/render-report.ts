/** One page about a run, for people, without a server: what was read, compared and found, and where the machine was least sure. */
import {
  pairDecision,
  probabilityOf,
  type DedupeResult,
  type Quality,
  type Table,
} from '../core/columnar/index.js';
import { evidenceInWords } from './alignment-in-words.js';
import type { JoinedColumn } from './join-columns.js';
import type { Run } from './write-results.js';

/** Pairs shown where the machine was least sure. */
const HARDEST_PAIRS = 40;
const HISTOGRAM_BINS = 40;
/** Bits shown at the edges of the histogram; beyond, pairs count into the last bin. */
const HISTOGRAM_BITS = 20;
const VALUE_LENGTH_MAX = 120;
/** Evidence below this is left out: it changes nothing that is shown. */
const SHOWN_BITS_MIN = 0.05;

/** The page as HTML. */
export function renderReport({ table, result, metrics, warnings, joined = [] }: Run): string {
  const clusters = clusterSizes(result);
  const together = [...clusters].filter(([size]) => size > 1).reduce((sum, [, count]) => sum + count, 0);
  const sections = [
    section('Result', [
      list([
        `${count(table.rows)} records of ${table.sources.map(escape).join(', ')}`,
        `${count([...clusters.values()].reduce((sum, one) => sum + one, 0))} clusters, ${count(together)} of them with more than one record`,
        `${count(result.pairs.count)} pairs compared`,
        ...(result.plan.oneToOne.length > 0
          ? [`taken to hold each thing once: ${result.plan.oneToOne.map(escape).join(', ')}`]
          : []),
        ...warnings.map(escape),
      ]),
    ]),
    ...(metrics === null
      ? []
      : [
          section('Against the truth', [
            grid(
              ['', 'precision', 'recall', 'F1'],
              [
                qualityRow('pairs in clusters', metrics.pairwise),
                qualityRow('B-cubed', metrics.bCubed),
                qualityRow('links before clustering', metrics.links),
              ],
            ),
            `<p>Blocking brought ${(100 * metrics.blockingRecall).toFixed(2)} % of the true pairs together.</p>`,
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
    ]),
    section('Scores', [histogram(result), '<p>log2 odds of being the same; the line is the threshold.</p>']),
    section('Cluster sizes', [
      grid(
        ['records', 'clusters'],
        [...clusters].sort(([a], [b]) => a - b).map(([size, number]) => [String(size), count(number)]),
      ),
    ]),
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
      result.plan.nearest ? '<p>The nearest texts of each record were compared as well.</p>' : '',
    ]),
    section(
      'Weights',
      result.fields.map((_, field) => weightTable(result, field)),
    ),
    section('Where the machine was least sure', [hardestPairs(table, result)]),
  ];
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>touchstone dedupe</title>
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem;color:#1a1d21;background:#fff}
table{border-collapse:collapse;margin:.5rem 0 1rem}th,td{text-align:left;padding:.2rem .8rem .2rem 0;border-bottom:1px solid #ddd;vertical-align:top;overflow-wrap:anywhere}
h2{margin-top:2rem}caption{text-align:left;font-weight:600}svg{max-width:100%}.pair{display:flex;flex-wrap:wrap;gap:0 3rem;align-items:flex-start;border-top:2px solid #c8ccd2;padding-top:.6rem}
.bits{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}i{display:inline-block;height:.7em}.for{background:#2f7d4f}.against{background:#b5482f}
@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#16181b}th,td,.pair{border-color:#3a3d42}.for{background:#5cb982}.against{background:#e07a5f}}</style>
<h1>touchstone dedupe</h1>
${sections.join('\n')}
</html>
`;
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
      return `<div class="pair">${values}${evidenceTable(result, pair)}</div>`;
    })
    .join('\n');
}

/** What speaks for and against a pair, strongest first, after the odds that any pair has. */
function evidenceTable(result: DedupeResult, pair: number): string {
  const { prior, evidence, otherPairsBits } = result.explain(
    result.pairs.left[pair]!,
    result.pairs.right[pair]!,
    pair,
  );
  const said = [
    ...evidence.map(({ field, level, bits, rarityBits }) => ({
      what: rarityBits === 0 ? `${field}: ${level}` : `${field}: ${level}, with how rare the value is`,
      bits: bits + rarityBits,
    })),
    { what: 'other pairs of the two', bits: otherPairsBits },
  ].filter(({ bits }) => Math.abs(bits) >= SHOWN_BITS_MIN);
  said.sort((a, b) => Math.abs(b.bits) - Math.abs(a.bits));
  const widest = Math.max(Math.abs(prior), ...said.map(({ bits }) => Math.abs(bits)));
  const row = (what: string, bits: number): string =>
    `<tr><td class="bits">${bits < 0 ? '−' : '+'}${Math.abs(bits).toFixed(1)}</td><td><i class="${bits < 0 ? 'against' : 'for'}" style="width:${((90 * Math.abs(bits)) / widest).toFixed(0)}px"></i></td><td>${escape(what)}</td></tr>`;
  const rows = [row('any two records', prior), ...said.map(({ what, bits }) => row(what, bits))];
  return `<table><caption>bits for and against</caption><tbody>${rows.join('')}</tbody></table>`;
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

function histogram({ scores, threshold }: DedupeResult): string {
  const bins = new Float64Array(HISTOGRAM_BINS);
  const binOf = (score: number): number =>
    Math.max(
      0,
      Math.min(
        HISTOGRAM_BINS - 1,
        Math.floor(((score + HISTOGRAM_BITS) / (2 * HISTOGRAM_BITS)) * HISTOGRAM_BINS),
      ),
    );
  for (const score of scores) bins[binOf(score)]!++;
  const tallest = Math.max(1, ...Array.from(bins, bin => Math.log2(bin + 1)));
  const bars = Array.from(bins, (bin, index) => {
    const height = (100 * Math.log2(bin + 1)) / tallest;
    return `<rect x="${index * 15}" y="${(110 - height).toFixed(1)}" width="13" height="${height.toFixed(1)}" fill="#3b6ea5"><title>${count(bin)}</title></rect>`;
  });
  const at = binOf(threshold) * 15;
  const labels = [-HISTOGRAM_BITS, 0, HISTOGRAM_BITS].map(
    bits =>
      `<text x="${Math.min(580, binOf(bits) * 15)}" y="125" font-size="11" fill="currentColor">${bits}</text>`,
  );
  return `<svg viewBox="0 0 600 130" width="600" role="img" aria-label="pairs by score, logarithmic">${bars.join('')}<line x1="${at}" x2="${at}" y1="5" y2="112" stroke="#c0392b" stroke-width="2"/>${labels.join('')}</svg>`;
}

function clusterSizes({ clusterOf }: DedupeResult): Map<number, number> {
  const members = new Int32Array(clusterOf.length);
  for (const cluster of clusterOf) members[cluster]!++;
  const sizes = new Map<number, number>();
  for (const size of members) if (size > 0) sizes.set(size, (sizes.get(size) ?? 0) + 1);
  return sizes;
}

function qualityRow(name: string, { precision, recall, f1 }: Quality): string[] {
  return [name, precision.toFixed(4), recall.toFixed(4), f1.toFixed(4)];
}

function section(title: string, parts: readonly string[]): string {
  return `<section><h2>${title}</h2>${parts.join('\n')}</section>`;
}

function list(items: readonly string[]): string {
  return `<ul>${items.map(item => `<li>${item}</li>`).join('')}</ul>`;
}

function grid(head: readonly string[], rows: readonly (readonly string[])[], caption?: string): string {
  const cells = (tag: string, values: readonly string[]): string =>
    `<tr>${values.map(value => `<${tag}>${escape(value)}</${tag}>`).join('')}</tr>`;
  const title = caption === undefined ? '' : `<caption>${escape(caption)}</caption>`;
  return `<table>${title}<thead>${cells('th', head)}</thead><tbody>${rows.map(row => cells('td', row)).join('')}</tbody></table>`;
}

const count = (number: number): string => number.toLocaleString('en-US');
const share = (part: number): string =>
  part >= 0.0001 || part === 0 ? part.toFixed(4) : part.toExponential(1);
const clip = (text: string): string =>
  text.length > VALUE_LENGTH_MAX ? `${text.slice(0, VALUE_LENGTH_MAX)}…` : text;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/gu, sign => ESCAPES[sign] ?? sign);
