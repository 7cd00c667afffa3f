/**
 * A suggestion as the text of a `match.yaml`: complete, in the layout of files written by hand, and with what stands behind every line at its end,
 * so that an analyst can judge and edit it.
 */
import type { FeatureRule, IdentifierRule, VetoRule } from '../rules/index.js';
import { shareInWords, type RefinedLevel } from '../training/index.js';
import type { Suggestion } from './suggest-rules.js';
import { count, flow, mapping, paragraph, percent } from './yaml-text.js';

/** Where a suggestion comes from. */
export interface SuggestionSource {
  readonly domain: string;
  /** ISO day on which the records were read. */
  readonly date: string;
}

/** The text of the file. */
export function writeSuggestion(suggestion: Suggestion, source: SuggestionSource): string {
  return [
    head(suggestion, source),
    section(
      'features',
      suggestion.rules.features.map(rule => featureLine(rule, suggestion)),
    ),
    section('blocking', blockingLines(suggestion)),
    section(
      'identifiers',
      suggestion.rules.identifiers.map(rule => identifierLine(rule, suggestion)),
    ),
    section('comparisons', comparisonLines(suggestion)),
    section('vetoes', vetoLines(suggestion)),
    decisionLines(suggestion),
    tail(suggestion),
  ]
    .filter(part => part !== '')
    .join('\n\n')
    .concat('\n');
}

function head({ records, pairs, judges }: Suggestion, { domain, date }: SuggestionSource): string {
  const measured = judges.filter(({ isMeasured }) => isMeasured).map(({ column }) => column.name);
  return [
    '# yaml-language-server: $schema=../rules.schema.json#/$defs/match',
    '#',
    ...paragraph(
      `Suggested by "touchstone rules suggest ${domain}" on ${date} from ${count(records)} records and ${count(pairs)} pairs that share a block, without labels. Read it, edit it, rehearse it: nothing takes effect before "touchstone rules activate", and nobody who knows the domain has looked at it yet.`,
    ),
    '#',
    ...paragraph(
      'Weights are bits, log2(m/u) of pairs that share a block: m is the share of true pairs at a level, u that of the others, as far as they can be told apart without a person. They were learned with the frequencies.json that comes with this file, by which rare words and values shared by many are known.',
    ),
    '#',
    ...paragraph(
      measured.length === 0
        ? 'No attribute is known well enough here to judge what the others bring together: what merges rests on how rare it is that evidence agrees by chance. Look at it before you trust it.'
        : `What merges was checked by evidence that had no part in it (${measured.join(', ')}): of true pairs a known share agrees there, and where fewer do, the rest are wrong.`,
    ),
  ].join('\n');
}

function section(name: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`${name}:`, ...lines.map(line => `  ${line}`)].join('\n');
}

function featureLine(
  { name, label, from, part, tokens, masked }: FeatureRule,
  suggestion: Suggestion,
): string {
  const profile = suggestion.subjects.get(name)?.profile;
  const written = mapping([
    ['label', label],
    ['from', from.length === 1 ? (from[0] ?? '') : from],
    ['part', part === 'key' ? undefined : part],
    ['tokens', tokens || undefined],
    ['masked', masked || undefined],
  ]);
  const found =
    profile === undefined
      ? ''
      : ` # in ${count(profile.filled)} of ${count(suggestion.records)} records, ${count(profile.distinct)} values, each in ${profile.sharing.toFixed(1)} records`;
  return `${name}: ${written}${found}`;
}

function blockingLines({ blocking, candidates, pairs }: Suggestion): readonly string[] {
  const { rules, recall, truePairs } = blocking;
  return [
    ...paragraph(
      `Chosen of ${candidates} that were counted: ${count(pairs)} pairs, ${count(truePairs)} of them supposed to be true. Estimated recall of blocking ${percent(recall)} at most, by how many pairs are found by one rule only and by two.`,
    ),
    ...rules.map(
      ({
        rule: { name, label, parts },
        pairs: own,
        truePairs: found,
        added,
        skippedBlocks,
        largestBlock,
      }) => {
        const keys = parts.map(({ feature, prefix, tokens, sorted }) =>
          prefix === undefined && tokens === undefined && sorted === undefined
            ? flow(feature)
            : mapping([
                ['feature', feature],
                ['prefix', prefix],
                ['rarestTokens', tokens?.rarest],
                ['sorted', sorted],
              ]),
        );
        const skipped =
          skippedBlocks === 0
            ? ''
            : `; ${count(skippedBlocks)} blocks too large, up to ${count(largestBlock)} records`;
        return `${name}: { label: ${flow(label)}, keys: [${keys.join(', ')}] } # ${count(own)} pairs, ${count(found)} true, ${count(added)} that no rule above finds${skipped}`;
      },
    ),
  ];
}

function identifierLine(rule: IdentifierRule, suggestion: Suggestion): string {
  const { name, label, role, weight, conflict, conflictWeight, maxSharing } = rule;
  const written = mapping([
    ['label', label],
    ['role', role],
    ['weight', weight],
    ['conflict', conflict === 'none' ? undefined : conflict],
    ['conflictWeight', conflictWeight],
    ['maxSharing', maxSharing],
  ]);
  return `${name}: ${written} # ${[origin(levelOf(suggestion, name, 1)), conflictWords(suggestion, name)].filter(words => words !== '').join('; ')}`;
}

function comparisonLines(suggestion: Suggestion): readonly string[] {
  return suggestion.rules.comparisons.flatMap(({ name, label, comparator, levels }) => [
    `${name}:`,
    `  label: ${flow(label)}`,
    `  comparator: ${comparator}`,
    '  levels:',
    ...levels.map((level, place) => {
      const written = mapping([
        ['name', level.name],
        ['label', level.label],
        ['atLeast', level.atLeast],
        ['weight', level.weight],
        ['termFrequency', level.termFrequency],
      ]);
      return `    - ${written} # ${origin(levelOf(suggestion, name, levels.length - 1 - place))}`;
    }),
  ]);
}

function vetoLines(suggestion: Suggestion): readonly string[] {
  return suggestion.rules.vetoes.map((rule: VetoRule) => {
    const { name, label, feature, test, comparator, sets, effect, unlessShared } = rule;
    const written = mapping([
      ['label', label],
      ['feature', feature === name ? undefined : feature],
      ['test', test],
      ['comparator', comparator],
      ['sets', sets],
      ['effect', effect],
      ['unlessShared', unlessShared],
    ]);
    const words = conflictWords(suggestion, feature);
    return `${name}: ${written}${words === '' ? '' : ` # ${words}`}`;
  });
}

/** `proposal: 3 of 1,204 pairs that agree on everything telling differ`. */
function conflictWords({ conflicts }: Suggestion, name: string): string {
  const found = conflicts.find(({ of }) => of === name);
  return found === undefined
    ? ''
    : `proposal: of ${count(found.trusted)} pairs that are one thing by everything else ${count(found.differ)} differ`;
}

function levelOf({ refined }: Suggestion, name: string, level: number): RefinedLevel | undefined {
  const place = refined.columns.findIndex(column => column.name === name);
  return refined.levels[place]?.[level];
}

function origin(level: RefinedLevel | undefined): string {
  if (level === undefined) return '';
  const { m, u, same, other, keptBecause } = level;
  return same + other < 1
    ? 'no pairs'
    : `m ${shareInWords(m)}, u ${shareInWords(u)} of ${count(same + other)} pairs${keptBecause === undefined ? '' : ', few'}`;
}

function decisionLines({ rules, requirements, scores }: Suggestion): string {
  const { prior, same, review, margin } = rules.decision;
  const asked = scores.find(({ score }) => score >= review);
  const reviewWords =
    asked === undefined || asked.checked === 0
      ? ''
      : ` # of pairs here about ${percent(asked.share)} are one thing; ${count(asked.checked)} checks`;
  return [
    'decision:',
    `  prior: ${prior} # log2 odds of two records that share a block`,
    `  same: ${same}`,
    `  review: ${review}${reviewWords}`,
    `  margin: ${margin}`,
    '  require:',
    ...rules.decision.require.map(({ label, evidence }) => {
      const found = requirements.find(({ requirement }) => requirement.label === label);
      const written = `{ label: ${flow(label)}, evidence: ${mapping(evidence.map(({ of, level }) => [of, level]))} }`;
      return `    - ${written} # ${found === undefined ? 'nothing less was found safe' : requirementWords(found)}`;
    }),
    '',
    `blockSizeMax: ${rules.blockSizeMax}`,
  ].join('\n');
}

function requirementWords({ pairs, added, share, checked }: Suggestion['requirements'][number]): string {
  const judged =
    checked === 0 ? 'nothing could check them' : `${percent(share)} right by ${count(checked)} checks`;
  return `${count(pairs)} pairs, ${count(added)} that none above lets through; ${judged}`;
}

function tail({ leftOut }: Suggestion): string {
  if (leftOut.length === 0) return '';
  return [
    '# Left out:',
    ...leftOut.map(({ subject, because }) => `#   ${subject.from.join(', ')} ${because}`),
  ].join('\n');
}
