/** A page of tables and pictures for people, in one file that needs no server. Whatever text comes in is escaped. */
import type { Quality } from '../core/columnar/index.js';

const HISTOGRAM_BINS = 40;
const BIN_WIDTH = 15;
const HISTOGRAM_HEIGHT = 100;
const EVIDENCE_WIDTH = 90;
const VALUE_LENGTH_MAX = 120;
/** Evidence below this is left out: it changes nothing that is shown. */
const SHOWN_BITS_MIN = 0.05;

/** A whole page. @param sections as {@link section} makes them */
export function page(title: string, sections: readonly string[]): string {
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title>
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem;color:#1a1d21;background:#fff}
table{border-collapse:collapse;margin:.5rem 0 1rem}th,td{text-align:left;padding:.2rem .8rem .2rem 0;border-bottom:1px solid #ddd;vertical-align:top;overflow-wrap:break-word}section{overflow-x:auto}
h2{margin-top:2rem}caption{text-align:left;font-weight:600}svg{max-width:100%}.pair{display:flex;flex-wrap:wrap;gap:0 3rem;align-items:flex-start;border-top:2px solid #c8ccd2;padding-top:.6rem}
.bits{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}i{display:inline-block;height:.7em}.for{background:#2f7d4f}.against{background:#b5482f}
@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#16181b}th,td,.pair{border-color:#3a3d42}.for{background:#5cb982}.against{background:#e07a5f}}</style>
<h1>${escape(title)}</h1>
${sections.join('\n')}
</html>
`;
}

/** A heading with what belongs to it. @param parts as the other functions here make them */
export function section(title: string, parts: readonly string[]): string {
  return `<section><h2>${escape(title)}</h2>${parts.join('\n')}</section>`;
}

export function paragraph(text: string): string {
  return `<p>${escape(text)}</p>`;
}

export function list(items: readonly string[]): string {
  return `<ul>${items.map(item => `<li>${escape(item)}</li>`).join('')}</ul>`;
}

export function grid(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  caption?: string,
): string {
  const cells = (tag: string, values: readonly string[]): string =>
    `<tr>${values.map(value => `<${tag}>${escape(value)}</${tag}>`).join('')}</tr>`;
  const title = caption === undefined ? '' : `<caption>${escape(caption)}</caption>`;
  return `<table>${title}<thead>${cells('th', head)}</thead><tbody>${rows.map(row => cells('td', row)).join('')}</tbody></table>`;
}

/** What was measured against the truth, by what it is about. */
export function qualityGrid(measured: Readonly<Record<string, Quality>>): string {
  return grid(
    ['', 'precision', 'recall', 'F1'],
    Object.entries(measured).map(([name, { precision, recall, f1 }]) => [
      name,
      ...[precision, recall, f1].map(share => share.toFixed(4)),
    ]),
  );
}

/** How many clusters have how many records. @param sizes clusters by number of records */
export function sizesGrid(sizes: ReadonlyMap<number, number>): string {
  return grid(
    ['records', 'clusters'],
    [...sizes].sort(([a], [b]) => a - b).map(([size, number]) => [String(size), count(number)]),
  );
}

/** A pair of records side by side with what speaks for and against it. */
export function pairBlock(values: string, evidence: string): string {
  return `<div class="pair">${values}${evidence}</div>`;
}

/** Something that speaks for a pair (positive bits) or against it. */
export interface ShownEvidence {
  readonly what: string;
  readonly bits: number;
}

/**
 * What speaks for and against a pair, strongest first, after the odds that any pair has.
 * @param vetoes what forbids the pair whatever its bits
 */
export function evidenceTable(
  prior: number,
  evidence: readonly ShownEvidence[],
  vetoes: readonly string[] = [],
): string {
  const said = evidence
    .filter(({ bits }) => Math.abs(bits) >= SHOWN_BITS_MIN)
    .sort((a, b) => Math.abs(b.bits) - Math.abs(a.bits));
  const widest = Math.max(Math.abs(prior), ...said.map(({ bits }) => Math.abs(bits)));
  const row = ({ what, bits }: ShownEvidence): string =>
    `<tr><td class="bits">${signed(bits)}</td><td><i class="${bits < 0 ? 'against' : 'for'}" style="width:${((EVIDENCE_WIDTH * Math.abs(bits)) / widest).toFixed(0)}px"></i></td><td>${escape(what)}</td></tr>`;
  const rows = [
    ...[{ what: 'any two records', bits: prior }, ...said].map(row),
    ...vetoes.map(veto => `<tr><td class="bits">veto</td><td></td><td>${escape(veto)}</td></tr>`),
  ];
  return `<table><caption>bits for and against</caption><tbody>${rows.join('')}</tbody></table>`;
}

/**
 * Pairs by score, each column's height the logarithm of its number; those beyond the edges count into the last columns.
 * @param from,to scores at the edges, in bits
 * @param lines scores at which a line is drawn
 */
export function histogram(
  scores: Iterable<number>,
  { from, to, lines }: { readonly from: number; readonly to: number; readonly lines: readonly number[] },
): string {
  const bins = new Float64Array(HISTOGRAM_BINS);
  const binOf = (score: number): number =>
    Math.max(0, Math.min(HISTOGRAM_BINS - 1, Math.floor(((score - from) / (to - from)) * HISTOGRAM_BINS)));
  for (const score of scores) bins[binOf(score)]!++;
  const tallest = Math.max(1, ...Array.from(bins, bin => Math.log2(bin + 1)));
  const bars = Array.from(bins, (bin, index) => {
    const height = (HISTOGRAM_HEIGHT * Math.log2(bin + 1)) / tallest;
    return `<rect x="${index * BIN_WIDTH}" y="${(HISTOGRAM_HEIGHT + 10 - height).toFixed(1)}" width="${BIN_WIDTH - 2}" height="${height.toFixed(1)}" fill="#3b6ea5"><title>${count(bin)}</title></rect>`;
  });
  const marks = lines.map(line => {
    const at = binOf(line) * BIN_WIDTH;
    return `<line x1="${at}" x2="${at}" y1="5" y2="112" stroke="#c0392b" stroke-width="2"/>`;
  });
  const labels = [from, (from + to) / 2, to].map(
    bits =>
      `<text x="${Math.min(580, binOf(bits) * BIN_WIDTH)}" y="125" font-size="11" fill="currentColor">${bits}</text>`,
  );
  return `<svg viewBox="0 0 600 130" width="600" role="img" aria-label="pairs by score, logarithmic">${bars.join('')}${marks.join('')}${labels.join('')}</svg>`;
}

/** Bits for or against. */
export const signed = (bits: number): string => `${bits < 0 ? '−' : '+'}${Math.abs(bits).toFixed(1)}`;

/** As much of a value as fits beside another. */
export const clip = (text: string): string =>
  text.length > VALUE_LENGTH_MAX ? `${text.slice(0, VALUE_LENGTH_MAX)}…` : text;

/** A number as people read it. */
export const count = (number: number): string => number.toLocaleString('en-US');

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/gu, sign => ESCAPES[sign] ?? sign);
