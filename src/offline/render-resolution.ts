/** One page about what the hub would make of the files: what came in, what the rules did with it, and where a person would be asked. */
import { blockingYield, explainPair, type MatchModel } from '../core/matching/index.js';
import { compareText, isComposite, isFilled, isList, type AttributeValue } from '../core/model/index.js';
import type { ComparisonRule } from '../core/rules/index.js';
import type { AttributeProvenance } from '../core/survivorship/index.js';
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
  signed,
  sizesGrid,
} from '../dedupe/index.js';
import type { NeighbourRecord } from '../golden-records/index.js';
import { nameOfRecord } from './record-name.js';
import type { ResolvedCounts, ResolvedFiles } from './write-resolution.js';

/** Questions shown with both records. */
const SHOWN_QUESTIONS = 40;
/** Bits beyond "the same" that the histogram shows. */
const HISTOGRAM_BITS = 40;

/** The page as HTML. */
export function renderResolution(resolved: ResolvedFiles, counts: ResolvedCounts): string {
  const { ruleSet, records, resolution } = resolved;
  const { model, pairs } = resolution;
  const live = records.filter(({ deleted }) => !deleted);
  const { same, review } = model.rules.decision;
  const sizes = tally(tally(live.map(({ recordId }) => resolution.goldenOf.get(recordId)!)).values());
  const together = counts.clusters - (sizes.get(1) ?? 0);
  return page(`touchstone dedupe: ${ruleSet.domain}`, [
    section('Result', [
      list([
        `records: ${count(counts.records)} (${shares(live.map(({ system }) => system))})`,
        `golden records: ${count(counts.clusters)}, with more than one record: ${count(together)}`,
        `questions for a person: ${count(counts.tasks)}`,
        `rows in quarantine: ${count(counts.quarantined)}`,
      ]),
    ]),
    ...(counts.metrics === null
      ? []
      : [
          section('Against the truth', [
            qualityGrid({
              'pairs in golden records': counts.metrics.pairwise,
              'B-cubed': counts.metrics.bCubed,
            }),
          ]),
        ]),
    ...(resolved.refused.length === 0 ? [] : [section('Quarantine', [quarantineGrid(resolved)])]),
    section('Golden values', survivors(resolved)),
    section('Scores', [
      histogram(
        pairs.map(({ score }) => score),
        { from: review, to: same + HISTOGRAM_BITS, lines: [review, same] },
      ),
      paragraph(
        `Pairs of at least ${review} bits, of which a person is asked; from ${same} bits on a pair is the same where the evidence is of the kind that the rules ask for.`,
      ),
    ]),
    section('Sizes of golden records', [sizesGrid(sizes)]),
    section('Blocking', [
      blockingGrid(
        model,
        live.map(({ features }) => features),
      ),
    ]),
    section('Weights', weightGrids(model)),
    ...(resolution.tasks.length === 0
      ? []
      : [section('What a person would be asked', [questions(resolved, live)])]),
  ]);
}

/** Rows by system and cause, the commonest first. */
function quarantineGrid({ refused }: ResolvedFiles): string {
  const causes = new Map<string, { readonly cells: readonly string[]; rows: number }>();
  for (const { system, causes: ofRow } of refused) {
    for (const { code, attribute, field, message, fix } of ofRow) {
      const key = `${system} ${code} ${attribute ?? field ?? ''}`;
      const known = causes.get(key);
      if (known !== undefined) known.rows++;
      else causes.set(key, { cells: [system, attribute ?? field ?? '', message, fix ?? ''], rows: 1 });
    }
  }
  return grid(
    ['rows', 'system', 'attribute', 'what is wrong, for instance', 'what helps'],
    [...causes.values()]
      .sort((left, right) => right.rows - left.rows || compareText(left.cells.join(), right.cells.join()))
      .map(({ cells, rows }) => [count(rows), ...cells]),
  );
}

/** How many golden records have each attribute, from where, and by what it was decided. */
function survivors({ ruleSet, resolution }: ResolvedFiles): readonly string[] {
  const goldens = resolution.plan.goldens.map(({ after }) => after);
  const rules = ruleSet.attributes.attributes.map(({ name, label }) => {
    const filled = goldens.filter(({ attributes }) => isFilled(attributes[name]));
    return {
      label,
      filled: filled.length,
      reasons: filled.flatMap(({ provenance }) => provenance[name] ?? []),
    };
  });
  const absent = rules.filter(({ filled }) => filled === 0).map(({ label }) => label);
  const held = tally(resolution.plan.requestsRaised.map(({ attribute }) => attribute));
  const waiting = ruleSet.attributes.attributes.flatMap(({ name, label }) => {
    const number = held.get(name) ?? 0;
    return number === 0 ? [] : [`${label} of ${count(number)}`];
  });
  return [
    grid(
      ['attribute', 'golden records with it', 'taken from', 'decided by'],
      rules
        .filter(({ filled }) => filled > 0)
        .map(({ label, filled, reasons }) => [
          label,
          count(filled),
          shares(reasons.flatMap(systemsOf)),
          shares(reasons.map(({ decidedBy }) => DECIDED_BY[decidedBy] ?? decidedBy)),
        ]),
    ),
    ...(waiting.length === 0 ? [] : [paragraph(`Would wait for an approver: ${waiting.join(', ')}.`)]),
    ...(absent.length === 0 ? [] : [paragraph(`No golden record has: ${absent.join(', ')}.`)]),
  ];
}

const DECIDED_BY: Readonly<Partial<Record<AttributeProvenance['decidedBy'], string>>> = {
  onlyValue: 'only value',
  tieBreak: 'order of systems',
  valuePriority: 'value priority',
};

/** Once for each element of a list. */
function systemsOf({ winner, elements = [] }: AttributeProvenance): readonly string[] {
  return winner === undefined ? elements.map(element => element.winner.system) : [winner.system];
}

function blockingGrid(model: MatchModel, features: readonly NeighbourRecord['features'][]): string {
  return grid(
    ['records agree on', 'records with a key', 'pairs', 'blocks too large to compare', 'pairs in them'],
    blockingYield(model, features).map(({ label, records, pairs, crowdedBlocks, crowdedPairs }) => [
      label,
      ...[records, pairs, crowdedBlocks, crowdedPairs].map(count),
    ]),
  );
}

function weightGrids({ rules }: MatchModel): readonly string[] {
  const shareOf = (share: number | undefined): string => share?.toPrecision(2) ?? '';
  const levelsGrid = ({ label, levels }: ComparisonRule): string => {
    const isLearned = levels.some(({ m }) => m !== undefined);
    const rows = levels.map(level => [
      level.label,
      `${signed(level.weight)}${level.termFrequency === true ? ', more where the value is rare' : ''}`,
      ...(isLearned ? [shareOf(level.m), shareOf(level.u)] : []),
    ]);
    return grid(['level', 'bits', ...(isLearned ? ['of true pairs', 'of others'] : [])], rows, label);
  };
  return [
    grid(
      ['identifier', 'bits where it is shared', 'where it differs', 'says nothing beyond so many records'],
      rules.identifiers.map(({ label, weight, conflict, conflictWeight, maxSharing }) => [
        label,
        signed(weight),
        { veto: 'never the same', review: 'a person decides', weight: signed(conflictWeight ?? 0), none: '' }[
          conflict
        ],
        String(maxSharing),
      ]),
    ),
    ...rules.comparisons.map(levelsGrid),
  ];
}

/** The questions with the most evidence first: those a steward would see first, too. */
function questions({ ruleSet, resolution }: ResolvedFiles, live: readonly NeighbourRecord[]): string {
  const { model, tasks } = resolution;
  const records = new Map(live.map(record => [record.recordId, record]));
  const asked = tasks
    .flatMap(task => {
      const [left, right] = task.recordIds.map(id => records.get(id));
      return left === undefined || right === undefined ? [] : [{ task, left, right }];
    })
    .sort(
      (one, other) =>
        other.task.score - one.task.score || compareText(nameOfRecord(one.left), nameOfRecord(other.left)),
    );
  const shown = asked.slice(0, SHOWN_QUESTIONS).map(({ task, left, right }) => {
    const rows = ruleSet.attributes.attributes
      .map(({ name, label }) => [label, textOf(left.attributes[name]), textOf(right.attributes[name])])
      .filter(([, a, b]) => a !== '' || b !== '');
    const { comparisons, vetoes, summary } = explainPair(model, left.features, right.features);
    return pairBlock(
      grid(['', nameOfRecord(left), nameOfRecord(right)], rows, `${task.label}: ${summary}`),
      evidenceTable(
        model.rules.decision.prior,
        comparisons.map(({ levelLabel, weight }) => ({ what: levelLabel, bits: weight })),
        vetoes.map(({ label }) => label),
      ),
    );
  });
  const left = tasks.length - shown.length;
  return [...shown, ...(left > 0 ? [paragraph(`${count(left)} more are in tasks.csv.`)] : [])].join('\n');
}

function textOf(value: AttributeValue | undefined): string {
  return value === undefined ? '' : clip(inWords(value));
}

function inWords(value: AttributeValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (isList(value)) return value.map(inWords).join('; ');
  if (!isComposite(value)) return String(value);
  return Object.entries(value)
    .flatMap(([name, part]) => {
      if (typeof part === 'boolean') return part ? [name] : [];
      return isFilled(part) ? [inWords(part)] : [];
    })
    .join(', ');
}

/** What occurs, commonest first, with its share: `coupa 60 %, sap 40 %`. */
function shares(texts: readonly string[]): string {
  return [...tally(texts)]
    .sort(([one, ones], [other, others]) => others - ones || compareText(one, other))
    .map(([text, number]) => `${text} ${percent(number / texts.length)}`)
    .join(', ');
}

function tally<Value>(values: Iterable<Value>): Map<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function percent(share: number): string {
  const whole = Math.round(100 * share);
  return whole === 0 ? 'under 1 %' : `${whole} %`;
}
