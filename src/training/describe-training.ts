import { shareInWords, type KeptBecause } from '../core/training/index.js';
import { weightLines, type WeightLine } from './report-training.js';
import type { DomainTraining, ShownQuestion, ShownRecord } from './train-domain.js';

const KEPT: Readonly<Record<KeptBecause, string>> = {
  'few-pairs': 'kept: too few pairs',
  'one-sided': 'kept: no pairs to compare',
  'beyond-counting': 'kept: set beyond what counts show',
  'not-weighed': 'no weight',
};

/** The outcome as text for a terminal: where it comes from, every weight, what would change, and what to ask. */
export function describeTraining(outcome: DomainTraining): string {
  const { questions } = outcome;
  return [
    describeSource(outcome),
    describeWeights(weightLines(outcome)),
    describeRehearsal(outcome),
    ...(questions.length === 0 ? [] : [describeQuestions(questions)]),
  ].join('\n\n');
}

function describeSource({ domain, live, records, pairs, judgements, training }: DomainTraining): string {
  const sample = records < live ? ` (a fixed sample of ${count(live)})` : '';
  const unused = training.judgementsUnused;
  const left = unused === 0 ? '' : `, ${unused} of them on pairs that no block brings together and left out`;
  return `${domain}: ${count(records)} records${sample}, ${count(pairs)} pairs that share a block, ${count(training.chance.sampled)} random pairs, ${count(judgements)} judgements${left}.`;
}

function describeWeights(lines: readonly WeightLine[]): string {
  const rows = [
    ['evidence', 'level', 'old', 'new', 'm', 'u in blocks', 'u of all', 'same', 'other', 'judged', ''],
    ...lines.map(line => [
      line.of,
      line.level,
      line.old.toFixed(1),
      line.weight.toFixed(1),
      ...(line.same + line.other < 1
        ? ['–', '–', '–']
        : [shareInWords(line.m), shareInWords(line.u), shareInWords(line.chance)]),
      count(line.same),
      count(line.other),
      count(line.judged),
      line.keptBecause === null ? (line.weight === line.old ? 'confirmed' : '') : KEPT[line.keptBecause],
    ]),
  ];
  return `Weights in bits\n${columns(rows)}`;
}

function describeRehearsal({ rehearsal }: DomainTraining): string {
  const { before, after, changes } = rehearsal;
  const sums = (['same', 'review', 'different'] as const)
    .map(each => `${each} ${count(before[each])} → ${count(after[each])}`)
    .join(', ');
  const lines = changes.flatMap(change => [
    `  ${change.before} → ${change.after}: ${count(change.pairs)} pairs, for instance`,
    ...change.examples.map(
      ({ left, right, scoreBefore, scoreAfter }) =>
        `    ${named(left)} and ${named(right)}: ${signed(scoreBefore)} → ${signed(scoreAfter)} bits`,
    ),
  ]);
  return [
    `Rehearsal: of ${count(rehearsal.pairs)} pairs ${sums}`,
    ...(lines.length === 0 ? ['  no decision changes'] : lines),
  ].join('\n');
}

function describeQuestions(questions: readonly ShownQuestion[]): string {
  const lines = questions.flatMap((question, place) => [
    `  ${place + 1}. ${named(question.left)} and ${named(question.right)}`,
    `     trained: ${signed(question.score)} bits, ${(100 * question.probability).toFixed(0)} % the same; of ${count(question.alike)} that compare alike`,
    `     now: ${question.decision}; ${question.reasons.join('; ')}`,
    `     ${question.answer}`,
  ]);
  return [`Questions whose answers teach most`, ...lines].join('\n');
}

function named({ system, key, title }: ShownRecord): string {
  return `${title === null ? '' : `"${title}" `}(${system}/${key})`;
}

function count(pairs: number): string {
  return Math.round(pairs).toLocaleString('en-US');
}

function signed(bits: number): string {
  return `${bits < 0 ? '−' : '+'}${Math.abs(bits).toFixed(1)}`;
}

/** Rows as lines: names to the left, figures to the right. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)));
  return rows
    .map(row =>
      row
        .map((cell, column) =>
          column < 2 || column === widths.length - 1
            ? cell.padEnd(widths[column] ?? 0)
            : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .map(line => `  ${line}`)
    .join('\n');
}
