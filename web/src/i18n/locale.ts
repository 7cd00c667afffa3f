import { readPreference, writePreference } from '../preferences/index.js';
import { en } from './en.js';
import {
  fillMessage,
  type Catalogue,
  type Insertion,
  type Insertions,
  type Placeholders,
} from './messages.js';

/** Every key that `t` knows. */
export type MessageKey = keyof typeof en;

/** Every key whose text needs no values, for tables of labels. */
export type PlainMessageKey = {
  [Key in MessageKey]: [Placeholders<(typeof en)[Key]>] extends [never] ? Key : never;
}[MessageKey];

/** The languages that there is a catalogue for, each in its own words. */
export const languages = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languages;

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur']);

const active: { language: Language; locale: string; catalogue: Catalogue<typeof en> } = {
  language: 'en',
  locale: 'en-US',
  catalogue: en,
};

/** The text for a key in the reader's language. */
export function t<Key extends MessageKey>(key: Key, ...insertions: Insertions<(typeof en)[Key]>): string {
  const values: Readonly<Record<string, Insertion>> = insertions[0] ?? {};
  return fillMessage(active.catalogue[key], values, active.locale);
}

/** The BCP 47 tag that numbers, dates and plurals follow. */
export function activeLocale(): string {
  return active.locale;
}

export function activeLanguage(): Language {
  return active.language;
}

/**
 * Picks the language (the reader's choice, else the browser's, else English), loads its catalogue and
 * tells the page. Runs once, before the first render.
 */
export async function startLanguage(): Promise<void> {
  const wanted = readPreference('language') ?? navigator.languages.map(primaryTag).find(isLanguage) ?? 'en';
  await activateLanguage(isLanguage(wanted) ? wanted : 'en');
}

/** Keeps the choice and loads the page anew: a person changes the language once, and drafts survive it. */
export function chooseLanguage(language: Language): void {
  writePreference('language', language);
  window.location.reload();
}

/** Makes a language the active one. */
export async function activateLanguage(language: Language): Promise<void> {
  active.catalogue = language === 'de' ? (await import('./de.js')).de : en;
  active.language = language;
  // The browser's regional variant of the language decides how dates and numbers look.
  active.locale = navigator.languages.find(tag => primaryTag(tag) === language) ?? language;
  document.documentElement.lang = language;
  document.documentElement.dir = rightToLeft.has(language) ? 'rtl' : 'ltr';
}

function primaryTag(tag: string): string {
  return tag.split('-')[0] ?? tag;
}

function isLanguage(tag: string): tag is Language {
  return tag in languages;
}
