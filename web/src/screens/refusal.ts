import { t } from '../i18n/index.js';
import { showToast } from '../ui/index.js';
import { failureWords } from './query-failure.js';

/** The hub's answer to a change: what became of it, or why it was not carried out. */
interface Answer {
  readonly __typename: string;
  readonly message?: string;
}

/** Why a change was not carried out; nothing when it was. */
export interface Refusal {
  readonly title: string;
  readonly detail: string;
}

/** Reads the members of a result union that say that nothing was changed. */
export function refusalIn(answer: Answer): Refusal | undefined {
  if (answer.__typename === 'StaleVersion')
    return { title: t('action.stale'), detail: t('action.stale.body') };
  if (answer.__typename === 'Refused') return { title: t('action.refused'), detail: answer.message ?? '' };
  return undefined;
}

/** Carries a change out. @returns why it was not carried out; nothing when it was */
export async function refusalOf<Result extends Answer>(
  change: Promise<Result>,
  onDone: (result: Result) => void,
): Promise<Refusal | undefined> {
  try {
    const result = await change;
    const refusal = refusalIn(result);
    if (refusal === undefined) onDone(result);
    return refusal;
  } catch (failure) {
    return { title: t('action.refused'), detail: failureWords(failure) };
  }
}

/** Carries a change out and says so when it could not be. @returns whether it was carried out */
export async function changed<Result extends Answer>(
  change: Promise<Result>,
  onDone: (result: Result) => void,
): Promise<boolean> {
  const refusal = await refusalOf(change, onDone);
  if (refusal) showToast({ ...refusal, meaning: 'different' });
  return refusal === undefined;
}
