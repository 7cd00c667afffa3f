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

/** How sure the machine is that the records are the same thing, between 0 and 1: `0.87`. */
export function scoreWords(bits: number): string {
  return formatNumber(probabilityOf(bits), { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
