import { t, type PlainMessageKey } from '../../i18n/index.js';

const causes: Readonly<Record<string, PlainMessageKey>> = {
  created: 'record.cause.created',
  updated: 'record.cause.updated',
  merged: 'record.cause.merged',
  unmerged: 'record.cause.unmerged',
  split: 'record.cause.split',
  restored: 'record.cause.restored',
  retired: 'record.cause.retired',
};

/** What a version came from, in words. */
export function causeWords(cause: string): string {
  const key = causes[cause];
  return key ? t(key) : cause;
}
