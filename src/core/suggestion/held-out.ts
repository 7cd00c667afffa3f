/**
 * How many of some pairs are one thing, without a label: by evidence that had no part in choosing them. Of true pairs a share m agrees on
 * a number, of others hardly any, so where fewer than m agree, the rest are wrong: suppliers of one name and phone of which one in thirty has
 * another tax id are two parties one time in thirty, also where no tax id is known.
 */
import { evidenceColumns, type EvidencePattern } from '../training/index.js';
import type { MatchRules } from '../rules/index.js';
import { levelOfOneThing } from './expected-levels.js';

/** A column of evidence with what its levels say. */
export interface JudgingColumn {
  readonly place: number;
  readonly name: string;
  readonly attributes: readonly string[];
  /** Bits by digit; 0 says nothing. */
  readonly bits: readonly number[];
  /** The digit from which two records agree. */
  readonly agrees: number;
  readonly top: number;
  /** Whether agreeing is so telling that hardly any two things do by chance or by kinship. */
  readonly isTelling: boolean;
  /** Whether other values are a sign of another thing: not where numberings differ, nor where a record has some of several values. */
  readonly canJudge: boolean;
  /** Whether its values are numbers: names are what brings pairs together, so that agreeing on them shows little of those pairs. */
  readonly isNumber: boolean;
  /** Whether it is a number that was given to the thing itself: a tax id, not a phone or the account of a contact. */
  readonly isGiven: boolean;
  /** Whether it is what a record is called. */
  readonly isTitle: boolean;
}

/** What a subject is like as evidence. */
export interface EvidenceTraits {
  readonly namesOneThing: boolean;
  readonly isGiven: boolean;
  readonly isTitle: boolean;
  readonly canJudge: boolean;
}

/** Bits of the best level from which a column can carry a judgement, and judge others. */
const TELLING_BITS = 6;
/** Bits from which a level agrees. */
const AGREES_BITS = 0.2;
/** Bits below the best level up to which a level says as much. */
const FULL_BITS = 0.5;
/** Bits of all evidence beside the judged column that make pairs trustworthy: 1 in 16,000 even where one pair in 4,000 is true. */
const TRUSTED_BITS = 6;
/** Bits of two telling columns. */
const TWO_BITS = 14;

/** The columns of weighed rules. @param traitsOf those of the subject of an identifier or comparison */
export function judgingColumns(
  rules: MatchRules,
  traitsOf: (name: string) => EvidenceTraits,
): readonly JudgingColumn[] {
  return evidenceColumns(rules).map(({ name, attributes, levels, kind }, place) => {
    const comparator = rules.comparisons.find(each => each.name === name)?.comparator ?? '';
    const bits = [0, ...levels.map(({ weight }) => weight)];
    const least = levelOfOneThing(comparator);
    const agrees = bits.findIndex((weight, digit) => digit >= least && weight >= AGREES_BITS);
    const top = bits.at(-1) ?? 0;
    const { namesOneThing, canJudge, isGiven, isTitle } = traitsOf(name);
    const isTelling = top >= TELLING_BITS && namesOneThing;
    return {
      place,
      name,
      attributes,
      bits,
      agrees: agrees < 0 ? bits.length : agrees,
      top: bits.length - 1,
      isTelling,
      canJudge: isTelling && canJudge,
      isNumber: kind === 'identifier' || comparator === 'partNumber',
      isGiven: isTelling && isGiven,
      isTitle,
    };
  });
}

/** Whether a level says as much as the best one. */
export function isFull({ bits, top, agrees }: JudgingColumn, digit: number): boolean {
  return digit >= agrees && (bits[digit] ?? 0) >= (bits[top] ?? 0) - FULL_BITS;
}

/** Whether two columns are made of one attribute. */
export function areOneAttribute(one: JudgingColumn, other: JudgingColumn): boolean {
  return one.attributes.some(path => other.attributes.includes(path));
}

/**
 * Whether pairs of a pattern are one thing beyond doubt, a column left out: two other columns agree fully, one of them a number or name of
 * one thing, and the rest does not object.
 */
export function isTrusted(
  pattern: EvidencePattern,
  columns: readonly JudgingColumn[],
  leftOut: JudgingColumn | undefined,
  prior: number,
): boolean {
  if (pattern.isForbidden) return false;
  let score = prior + Math.min(0, pattern.adjustment);
  let [best, second, telling] = [0, 0, 0];
  for (const column of columns) {
    const digit = pattern.levels[column.place] ?? 0;
    if (digit === 0 || (leftOut !== undefined && areOneAttribute(column, leftOut))) continue;
    const bits = column.bits[digit] ?? 0;
    score += bits;
    if (!isFull(column, digit)) continue;
    if (column.isTelling) telling += 1;
    if (bits > best) [best, second] = [bits, best];
    else if (bits > second) second = bits;
  }
  return telling > 0 && best + second >= TWO_BITS && second >= 3 && score >= TRUSTED_BITS;
}

/** Pairs that agree and that differ. */
export interface Votes {
  readonly agree: number;
  readonly differ: number;
}

/** Of pairs that are one thing beyond doubt otherwise: how many agree on a column. */
export function trustedVotes(
  patterns: readonly EvidencePattern[],
  columns: readonly JudgingColumn[],
  column: JudgingColumn,
  prior: number,
): Votes {
  return votes(
    patterns.filter(pattern => isTrusted(pattern, columns, column, prior)),
    column,
  );
}

/** How pairs stand in a column. */
export function votes(patterns: readonly EvidencePattern[], column: JudgingColumn): Votes {
  let [agree, differ] = [0, 0];
  for (const { levels, pairs } of patterns) {
    const digit = levels[column.place] ?? 0;
    if (digit >= column.agrees) agree += pairs;
    else if (digit === 1) differ += pairs;
  }
  return { agree, differ };
}

/** What a column that judges others is known by. */
export interface Judge {
  readonly column: JudgingColumn;
  /** Share of true pairs that agree. */
  readonly m: number;
  /** False where too few pairs are trusted to tell: such a judge can object, not approve. */
  readonly isMeasured: boolean;
}

/** Trusted pairs that a column needs before it can judge. */
const TRUSTED_MIN = 40;
/** Share of true pairs that agree, below which a column says too little: other values are then no sign of another thing. */
const JUDGE_M_MIN = 0.6;

/**
 * Share of true pairs that agree on a number given to the thing itself, at least. Where fewer of the trusted pairs do, branches that share
 * everything else are among them, and the number is right.
 */
const GIVEN_M_MIN = 0.9;
/** Share that numbers written by several people agree in, where nothing shows it. */
const ASSUMED_M = 0.9;
/** Share of the pairs that agree on a judge's column which are one thing by the other judges: a web shop's domain judges nobody. */
const JUDGE_SHARE_MIN = 0.9;

/** The columns that can judge. */
export function judgesOf(
  patterns: readonly EvidencePattern[],
  columns: readonly JudgingColumn[],
  prior: number,
): readonly Judge[] {
  let judges = columns.flatMap((column): Judge[] => {
    if (!column.canJudge) return [];
    const { agree, differ } = trustedVotes(patterns, columns, column, prior);
    const m = agree / Math.max(1, agree + differ);
    if (agree + differ < TRUSTED_MIN)
      return column.isNumber && isOfRecord(column) ? [{ column, m: ASSUMED_M, isMeasured: false }] : [];
    return m >= JUDGE_M_MIN
      ? [{ column, m: column.isGiven ? Math.max(m, GIVEN_M_MIN) : m, isMeasured: true }]
      : [];
  });
  // The worst goes first, since those that are left judge each other by it, too.
  for (;;) {
    const judged = judges.map(each => ({ each, ...judgeOf(each, judges, patterns) }));
    const worst = judged
      .filter(({ checked, share }) => checked >= TRUSTED_MIN && share < JUDGE_SHARE_MIN)
      .sort((one, other) => one.share - other.share)[0];
    if (worst === undefined) return judges;
    judges = judges.filter(each => each !== worst.each);
  }
}

/** Whether a column is made of the record's own attributes rather than of what it has lists of: companies have several contacts. */
function isOfRecord({ attributes }: JudgingColumn): boolean {
  return attributes.some(path => !path.includes('.'));
}

function judgeOf({ column }: Judge, judges: readonly Judge[], patterns: readonly EvidencePattern[]): Verdict {
  const agreeing = patterns.filter(
    ({ levels, isForbidden }) => !isForbidden && isFull(column, levels[column.place] ?? 0),
  );
  return judge(agreeing, judges, [column]);
}

/** What judges say of some pairs. */
export interface Verdict {
  /** Share of them that are one thing. */
  readonly share: number;
  /** Pairs that a judge had values of, each counted once for every judge. */
  readonly checked: number;
  /** Whether a judge of whom little is known finds many of them different. */
  readonly isDoubted: boolean;
}

/** Pairs and share by which a judge of whom little is known doubts. */
const DOUBTED_PAIRS_MIN = 3;
const DOUBTED_SHARE = 0.93;

/** Asks the judges that had no part in choosing the pairs. @param chosenBy columns by which they were chosen */
export function judge(
  patterns: readonly EvidencePattern[],
  judges: readonly Judge[],
  chosenBy: readonly JudgingColumn[],
): Verdict {
  let [agree, expected, checked] = [0, 0, 0];
  let isDoubted = false;
  for (const { column, m, isMeasured } of judges) {
    if (chosenBy.some(other => areOneAttribute(other, column))) continue;
    const found = votes(patterns, column);
    const all = found.agree + found.differ;
    if (isMeasured) {
      agree += found.agree;
      expected += m * all;
      checked += all;
    } else isDoubted ||= all >= DOUBTED_PAIRS_MIN && found.agree < DOUBTED_SHARE * m * all;
  }
  return { share: expected === 0 ? 0 : Math.min(1, agree / expected), checked, isDoubted };
}

/** Share of pairs in blocks that are one thing, before a judge is asked; hardly matters beside what a judge says. */
const PRIOR_SHARE = 0.3;
/** Share of pairs that are two things and agree on a judge's column all the same: kin with one number. */
const KIN_SHARE = 0.02;

/** Share of one thing of pairs that meet a requirement. */
const MET_SHARE = 0.98;

/**
 * Pairs as the judges see them: those that meet a requirement are one thing as judged there, patterns in which a judge has values of both records become pairs that are known to be one thing or two, to
 * the degree to which the judges are sure.
 */
export function anchored(
  patterns: readonly EvidencePattern[],
  judges: readonly Judge[],
  isMet: (number: number) => boolean,
): readonly EvidencePattern[] {
  return patterns.map((pattern, number) => {
    let odds = PRIOR_SHARE / (1 - PRIOR_SHARE);
    let asked = false;
    for (const { column, m, isMeasured } of judges) {
      const digit = pattern.levels[column.place] ?? 0;
      if (!isMeasured || !column.isNumber) continue;
      if (digit >= column.agrees) odds *= m / KIN_SHARE;
      else if (digit === 1) odds *= Math.max(KIN_SHARE, 1 - m);
      else continue;
      asked = true;
    }
    if (pattern.isForbidden || !(asked || isMet(number))) return pattern;
    const share = isMet(number) ? MET_SHARE : odds / (1 + odds);
    const { pairs } = pattern;
    return { ...pattern, pairs: 0, judgedSame: pairs * share, judgedOther: pairs * (1 - share) };
  });
}
