import { formatNumber, t, type PlainMessageKey } from '../../i18n/index.js';
import { probabilityOf } from './task.js';

const kinds: Readonly<Record<string, PlainMessageKey>> = {
  duplicate: 'task.kind.duplicate',
  ambiguous: 'task.kind.ambiguous',
  conflict: 'task.kind.conflict',
};

/** What kind of question a task is, in words. */
export function kindWords(kind: string): string {
  const key = kinds[kind];
  return key ? t(key) : kind;
}

/** The same for many questions, where there is little room. */
export function shortKindWords(kind: string): string {
  return kind === 'duplicate' ? t('task.kind.duplicates') : kindWords(kind);
}

/** Two decimals tell probabilities apart up to here; nearer to certainty they would all read 1.00. */
const nearlyCertain = 0.995;

const answers: Readonly<Record<string, PlainMessageKey>> = {
  same: 'review.answer.same',
  different: 'review.answer.different',
  related: 'review.answer.related',
};

/** Why a task is not open: how and by whom it was answered, or that its question has gone. */
export function closedWords(
  task: { readonly resolution: string | null; readonly resolvedBy: string | null },
  actorName: (id: string) => string,
): string {
  const answer = answers[task.resolution ?? ''];
  if (answer === undefined) return t('review.gone');
  const words = t(answer);
  return task.resolvedBy === null
    ? t('review.closed', { answer: words })
    : t('review.closedBy', { answer: words, name: actorName(task.resolvedBy) });
}

/** How sure the machine is that the records are the same thing, between 0 and 1: `0.87`, near certainty `> 0.99`. */
export function scoreWords(bits: number): string {
  const probability = probabilityOf(bits);
  const write = (share: number) =>
    formatNumber(share, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  if (probability >= nearlyCertain) return `> ${write(0.99)}`;
  return probability <= 1 - nearlyCertain ? `< ${write(0.01)}` : write(probability);
}

/** Longer reasons list every rule that would merge without a person: a list of questions has no room for them. */
const reasonLengthMax = 100;

/** Why a person is asked, in one line: what is in the way first, then what speaks for it. */
export function whyAsked({
  kind,
  label,
  reasons,
}: {
  kind: string;
  label: string;
  reasons: readonly string[];
}): string {
  const short = reasons.filter(reason => reason.length <= reasonLengthMax);
  // The label of a duplicate repeats its kind; of the others it names the contradiction.
  return [...(kind === 'duplicate' ? [] : [label]), ...short].join(' · ');
}
