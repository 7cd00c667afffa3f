import { afterEach, describe, expect, it } from 'vitest';
import { de } from './de.js';
import { en } from './en.js';
import { activateLanguage, formatAmount, formatDuration, formatRelative, formatWeight, t } from './index.js';
import { fillMessage, type Message } from './messages.js';

afterEach(() => activateLanguage('en'));

const placeholders = (message: Message) =>
  [...(typeof message === 'string' ? message : message.other).matchAll(/\{\w+\}/g)].map(String).sort();

describe('the German catalogue', () => {
  it.each(Object.entries<Message>(en))('takes the same values as the English one for %s', (key, message) => {
    const german = Object.entries<Message>(de).find(([candidate]) => candidate === key)?.[1];
    expect(german && placeholders(german)).toEqual(placeholders(message));
  });
});

describe('t', () => {
  it('chooses the plural form and writes numbers the way the reader does', async () => {
    expect(t('diff.characters', { count: 1 })).toBe('1 letter differs');
    expect(t('diff.characters', { count: 2000 })).toBe('2,000 letters differ');
    await activateLanguage('de');
    expect(t('diff.characters', { count: 2000 })).toBe('2.000 Buchstaben anders');
  });

  it('sets the language of the page, which screen readers speak in', async () => {
    await activateLanguage('de');
    expect(document.documentElement.lang).toBe('de');
  });

  it('leaves a placeholder without a value visible', () => {
    expect(fillMessage('{done} of {total}', { done: 1 }, 'en')).toBe('1 of {total}');
  });
});

describe('formats', () => {
  it('shows a price as it was agreed, without rounding it', () => {
    expect(formatAmount('58.7500', 'USD')).toBe('$58.75');
    expect(formatAmount('0.00417', 'USD')).toBe('$0.00417');
    expect(formatAmount('12345678901234567890.5', 'USD')).toBe('$12,345,678,901,234,567,890.50');
  });

  it('shows an amount that is no number as it came', () => {
    expect(formatAmount('n/a', 'USD')).toBe('n/a USD');
  });

  it('gives relative times in the largest unit that fits', () => {
    const now = new Date('2026-06-15T12:00:00Z');
    expect(formatRelative(new Date('2026-06-15T11:58:30Z'), now)).toBe('1 minute ago');
    expect(formatRelative(new Date('2026-06-14T11:00:00Z'), now)).toBe('yesterday');
    expect(formatRelative(new Date('2026-06-15T14:00:00Z'), now)).toBe('in 2 hours');
    expect(formatRelative(new Date('2023-06-15T12:00:00Z'), now)).toBe('3 years ago');
  });

  it('gives durations and weights for people', () => {
    expect(formatDuration(125_000)).toBe('2 min');
    expect([formatWeight(9.1), formatWeight(-0.62), formatWeight(0)]).toEqual(['+9.1', '−0.6', '0.0']);
  });
});
