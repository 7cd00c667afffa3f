import type { DomainQuality, Quality } from './score-quality.js';
import { tableLines } from '../platform/terminal/index.js';

const share = (value: number): string => value.toFixed(4);
const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;

/** The verdict as text for a terminal: one table per question, then the floors. */
export function describeQuality({ domains, floors }: Quality): string {
  return [
    section('Automatic merges, before review', describeMerges(domains)),
    section('Review', describeReview(domains)),
    section('Duplicates by pattern', describeDuplicates(domains)),
    section('Must stay apart, by pattern', describeNegatives(domains)),
    section('Planted errors', describeErrors(domains)),
    section('Survivors', describeSurvivors(domains)),
    section(
      'Floors',
      floors.map(({ met, sentence, actual }) => [met ? 'met' : 'MISSED', sentence, actual]),
    ),
  ].join('\n\n');
}

function section(title: string, rows: readonly (readonly string[])[]): string {
  return `${title}\n${tableLines(rows)}`;
}

function describeMerges(domains: readonly DomainQuality[]): string[][] {
  return [
    [
      'domain',
      'records',
      'not accepted',
      'true pairs',
      'precision',
      'recall',
      'F1',
      'B³ precision',
      'B³ recall',
      'B³ F1',
    ],
    ...domains.map(({ domain, records, notAccepted, pairs, bCubed }) => [
      domain,
      String(records),
      String(notAccepted),
      String(pairs.truePairs),
      share(pairs.precision),
      share(pairs.recall),
      share(pairs.f1),
      share(bCubed.precision),
      share(bCubed.recall),
      share(bCubed.f1),
    ]),
  ];
}

function describeReview(domains: readonly DomainQuality[]): string[][] {
  return [
    ['domain', 'open tasks', 'per 1,000 records', 'true pairs in review'],
    ...domains.map(({ domain, openTasks, tasksPer1000Records, truePairsInReview }) => [
      domain,
      String(openTasks),
      tasksPer1000Records.toFixed(1),
      percent(truePairsInReview, 1),
    ]),
  ];
}

function describeDuplicates(domains: readonly DomainQuality[]): string[][] {
  return [
    ['domain', 'pattern', 'true pairs', 'merged', 'recall', 'in review'],
    ...domains.flatMap(({ domain, duplicatePatterns }) =>
      duplicatePatterns.map(({ pattern, truePairs, merged, recall, inReview }) => [
        domain,
        pattern,
        String(truePairs),
        String(merged),
        share(recall),
        String(inReview),
      ]),
    ),
  ];
}

function describeNegatives(domains: readonly DomainQuality[]): string[][] {
  return [
    ['domain', 'pattern', 'pairs', 'false merges', 'for instance'],
    ...domains.flatMap(({ domain, negativePatterns }) =>
      negativePatterns.map(({ pattern, pairs, falseMerges, examples }) => [
        domain,
        pattern,
        String(pairs),
        String(falseMerges),
        examples.slice(0, 2).join('; '),
      ]),
    ),
  ];
}

function describeErrors(domains: readonly DomainQuality[]): string[][] {
  return [
    ['domain', 'code', 'planted', 'found', 'missed, for instance'],
    ...domains.flatMap(({ domain, errors }) =>
      errors.map(({ code, planted, found, missed }) => [
        domain,
        code,
        String(planted),
        String(found),
        missed[0] ?? '',
      ]),
    ),
  ];
}

function describeSurvivors(domains: readonly DomainQuality[]): string[][] {
  return [
    ['domain', 'attribute', 'expected', 'right', 'absent', 'right source', 'wrong, for instance'],
    ...domains.flatMap(({ domain, survivors }) =>
      survivors.map(({ attribute, expected, right, absent, sourceRight, sourceKnown, wrong }) => [
        domain,
        attribute,
        String(expected),
        percent(right, expected),
        String(absent),
        percent(sourceRight, sourceKnown),
        wrong[0] ?? '',
      ]),
    ),
  ];
}
