/** An explanation of a pair as lines for a terminal: the way from the odds before to the score, one field a line. */
import { probabilityOf, type PairExplanation } from '../core/columnar/index.js';

/** A pair with what it is called and what the columns of its fields say. */
export interface NamedPair {
  readonly left: string;
  readonly right: string;
  readonly decision: string;
  readonly explanation: PairExplanation;
}

/** The lines, without a line break at the end. */
export function explainInWords({ left, right, decision, explanation }: NamedPair, threshold: number): string {
  const { isCandidate, sharedKeys, prior, evidence, otherPairsBits, score, smallestChange } = explanation;
  const lines = [
    `${left} and ${right}: ${decision}. ${signed(score)} bits (probability ${probabilityOf(score).toFixed(3)}), threshold ${signed(threshold)}.`,
    `  ${bits(prior)}  before anything is compared: one pair in ${oneIn(prior)} is the same thing`,
    ...evidence.flatMap(({ field, level, left: ours, right: theirs, bits: own, rarityBits }) => [
      `  ${bits(own)}  ${field}: ${level}${ours === '' && theirs === '' ? '' : ` (${quoted(ours)}, ${quoted(theirs)})`}`,
      ...(isNothing(rarityBits)
        ? []
        : [
            `  ${bits(rarityBits)}  ${field}: the shared value is ${rarityBits > 0 ? 'rarer' : 'commoner'} than most`,
          ]),
    ]),
    ...(isNothing(otherPairsBits)
      ? []
      : [
          `  ${bits(otherPairsBits)}  other pairs: rivals of these two, or others that share the same values`,
        ]),
    sharedKeys.length > 0
      ? `Both agree on ${sharedKeys.map(keys => keys.join(' and ')).join('; ')}.`
      : 'They agree on no key of the blocking rules.',
  ];
  if (!isCandidate)
    lines.push('They were not compared in the run, so that only a chain of others could join them.');
  if (score < threshold) {
    lines.push(
      smallestChange === null
        ? 'No single field would make them a link.'
        : `They would be a link if ${smallestChange.field} were "${smallestChange.to}" and not "${smallestChange.from}".`,
    );
  }
  return lines.join('\n');
}

const signed = (number: number): string => `${number < 0 ? '−' : '+'}${Math.abs(number).toFixed(1)}`;
const bits = (number: number): string => signed(number).padStart(6);
/** Longer texts would hide what the line says. */
const SHOWN_LENGTH_MAX = 60;
const quoted = (value: string): string =>
  value.length > SHOWN_LENGTH_MAX ? `"${value.slice(0, SHOWN_LENGTH_MAX)}…"` : `"${value}"`;
/** Shown as 0.0: nothing that a reader would miss. */
const isNothing = (number: number): boolean => Math.abs(number) < 0.05;
const oneIn = (prior: number): string => Math.round(1 + 2 ** -prior).toLocaleString('en-US');
