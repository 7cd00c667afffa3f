export * from './formats.js';
export {
  activeLanguage,
  activeLocale,
  activateLanguage,
  chooseLanguage,
  languages,
  startLanguage,
  t,
} from './locale.js';
export type { Language, MessageKey, PlainMessageKey } from './locale.js';
