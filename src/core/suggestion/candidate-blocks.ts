/**
 * Blocking rules that could be, and the pairs that each brings together: keys of what names things, the rarest words of names, and pairs of keys
 * that are too common alone. What each costs is counted on all records before any pair is made.
 */
import { keyValues } from '../blocking/index.js';
import type { Frequencies } from '../comparison/index.js';
import type { BlockingRule, BlockKeyPart } from '../rules/index.js';
import type { TrainingRecord } from '../training/index.js';
import type { ProfiledSubject } from './profile-subjects.js';

/** Bounds of blocking. */
export interface PairBudget {
  /** Pairs per record, of all rules together and of one. */
  readonly pairsPerRecord: number;
  readonly pairsPerRecordOfRule: number;
  /** Records of a block; larger ones are skipped. */
  readonly blockSize: number;
}

/** A rule that could be taken. */
export interface CandidateRule {
  readonly rule: BlockingRule;
  /** Pairs of its blocks that are not too large. */
  readonly pairs: number;
  /** Blocks that are too large, and the records in the largest. */
  readonly skippedBlocks: number;
  readonly largestBlock: number;
}

/** Pairs of records by their places, each once, with the rules that bring it together as bits. */
export interface CandidatePairs {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly rules: Int32Array;
}

/** Rules that fit into the bits of `CandidatePairs.rules`. */
export const RULES_MAX = 30;
const SEPARATOR = '\u001f';
/** Letters of a name without spaces that are enough to find it: `CALSTEAM` with `CAL-STEAM SUPPLY`. */
const JOINED_LETTERS = 12;
/** Distinct values below which a value brings together too many records even beside another. */
const DISTINCT_MIN = 20;

/** All rules worth counting. */
export function candidateRules(subjects: readonly ProfiledSubject[]): readonly BlockingRule[] {
  const whole: BlockingRule[] = [];
  const partial: { readonly subject: ProfiledSubject; readonly rule: BlockingRule }[] = [];
  const rule = (name: string, label: string, ...parts: readonly BlockKeyPart[]): BlockingRule => ({
    name,
    label,
    parts,
  });
  for (const subject of subjects) {
    const { name, label, kind, profile } = subject;
    switch (kind) {
      case 'organisation':
      case 'product':
      case 'phrase':
      case 'person':
      case 'writtenOrganisation':
        whole.push(rule(`${name}Words`, `same words of the ${label}`, { feature: name, sorted: true }));
        if (kind === 'organisation')
          whole.push(
            rule(`${name}Letters`, `same letters of the ${label}`, {
              feature: `${name}Joined`,
              prefix: JOINED_LETTERS,
            }),
          );
        whole.push(
          rule(`${name}RarestWord`, `the rarest word of the ${label}`, {
            feature: name,
            tokens: { rarest: 1 },
          }),
        );
        partial.push({
          subject,
          rule: rule(`${name}RareWord`, `a rare word of the ${label}`, {
            feature: name,
            tokens: { rarest: 2 },
          }),
        });
        if (kind === 'product')
          partial.push({
            subject,
            rule: rule(`${name}Size`, `a size in the ${label}`, { feature: `${name}Sizes` }),
          });
        break;
      case 'address':
        whole.push(rule(`${name}Whole`, `same ${label}`, { feature: name }));
        whole.push(
          rule(`${name}Site`, `same street number and ZIP code of the ${label}`, { feature: `${name}Site` }),
        );
        partial.push({
          subject,
          rule: rule(`${name}Zip`, `same ZIP code of the ${label}`, { feature: `${name}Zip` }),
        });
        break;
      case 'writtenAddress':
        whole.push(rule(name, `same ${label}`, { feature: name }));
        partial.push({
          subject,
          rule: rule(`${name}RareWord`, `a rare word of the ${label}`, {
            feature: name,
            tokens: { rarest: 2 },
          }),
        });
        break;
      default:
        whole.push(rule(name, `same ${label}`, { feature: name }));
        if (kind === 'partNumber') {
          whole.push(
            rule(`${name}Unpadded`, `same ${label} without leading zeros`, { feature: `${name}Unpadded` }),
          );
          whole.push(
            rule(`${name}Unprefixed`, `same ${label} without leading letters`, {
              feature: `${name}Unprefixed`,
            }),
          );
        } else if (profile.distinct >= DISTINCT_MIN && kind !== 'identifier')
          partial.push({ subject, rule: rule(name, `same ${label}`, { feature: name }) });
    }
  }
  const together = partial.flatMap((one, place) =>
    partial
      .slice(place + 1)
      .filter(other => other.subject !== one.subject)
      .map(other =>
        rule(
          joinedName(one.rule.name, other.rule.name),
          `${one.rule.label} and ${other.rule.label}`,
          ...one.rule.parts,
          ...other.rule.parts,
        ),
      ),
  );
  return [...whole, ...together];
}

/** Letters of a name in a rule file. */
const NAME_LENGTH_MAX = 60;

function joinedName(one: string, other: string): string {
  const name = `${one}And${other.charAt(0).toUpperCase()}${other.slice(1)}`;
  return name.length <= NAME_LENGTH_MAX ? name : `${name.slice(0, 30)}${name.slice(30 - NAME_LENGTH_MAX)}`;
}

/** Counts what a rule would cost. */
export function countRule(
  rule: BlockingRule,
  records: readonly TrainingRecord[],
  frequencies: Frequencies,
  blockSize: number,
): CandidateRule {
  const sizes = new Map<string, number>();
  for (const { features } of records)
    for (const values of keyValues(rule, features, frequencies)) {
      const key = values.join(SEPARATOR);
      sizes.set(key, (sizes.get(key) ?? 0) + 1);
    }
  let [pairs, skippedBlocks, largestBlock] = [0, 0, 0];
  for (const size of sizes.values()) {
    if (size > blockSize) skippedBlocks += 1;
    else pairs += (size * (size - 1)) / 2;
    largestBlock = Math.max(largestBlock, size);
  }
  return { rule, pairs, skippedBlocks, largestBlock };
}

/** The rules that fit into the budget, those with one key first, and then the cheapest; those that bring nothing together are none. */
export function affordableRules(
  counted: readonly CandidateRule[],
  records: number,
  budget: PairBudget,
): readonly CandidateRule[] {
  const affordable = counted
    .filter(({ pairs }) => pairs > 0 && pairs <= budget.pairsPerRecordOfRule * records)
    // One key rather than two: the rule is easier to understand, and what it costs was found affordable.
    .sort((one, other) => one.rule.parts.length - other.rule.parts.length || one.pairs - other.pairs);
  const taken: CandidateRule[] = [];
  let pairs = 0;
  for (const one of affordable) {
    if (taken.length === RULES_MAX) break;
    if (pairs + one.pairs > budget.pairsPerRecord * records) continue;
    taken.push(one);
    pairs += one.pairs;
  }
  return taken;
}

/** The pairs of some rules. */
export function pairsOf(
  rules: readonly CandidateRule[],
  records: readonly TrainingRecord[],
  frequencies: Frequencies,
  blockSize: number,
): CandidatePairs {
  const found = new Map<number, number>();
  for (const [bit, { rule }] of rules.entries()) {
    const blocks = new Map<string, number[]>();
    for (const [place, { features }] of records.entries()) {
      for (const values of keyValues(rule, features, frequencies)) {
        const key = values.join(SEPARATOR);
        const members = blocks.get(key);
        if (members === undefined) blocks.set(key, [place]);
        else members.push(place);
      }
    }
    for (const members of blocks.values()) {
      if (members.length > blockSize) continue;
      for (const [step, left] of members.entries()) {
        for (let other = step + 1; other < members.length; other++) {
          const pair = left * records.length + (members[other] ?? 0);
          found.set(pair, (found.get(pair) ?? 0) | (1 << bit));
        }
      }
    }
  }
  const pairs = [...found.keys()].sort((one, other) => one - other);
  return {
    left: Int32Array.from(pairs, pair => Math.floor(pair / records.length)),
    right: Int32Array.from(pairs, pair => pair % records.length),
    rules: Int32Array.from(pairs, pair => found.get(pair) ?? 0),
  };
}
