/**
 * Other scripts in Latin letters, so that Владимир and Vladimir, فيصل and Faisal (by their consonants) meet. For comparing only: values and
 * keys stay in the script in which they were written.
 */
import anyAscii from 'any-ascii';

/** Beyond Latin with its diacritics, which folding handles, and general punctuation. */
const OTHER_SCRIPT =
  /[\u0370-\u1dff\u1f00-\u1fff\u2c00-\u2dff\u2e80-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefc]/u;
/** Soft signs, glottal stops and the like come out as marks within words. */
const MARKS = /(?<=\p{L})['`]+|['`]+(?=\p{L})/gu;

/** Text in Latin letters where it was in another script; text without any is unchanged. */
export function transliterate(text: string): string {
  return OTHER_SCRIPT.test(text) ? anyAscii(text).replace(MARKS, '') : text;
}

/** Scripts that write no short vowels; their transliterations are compared by consonants. */
const WITHOUT_VOWELS = /[\u0590-\u07bf\u08a0-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;
/** Scripts in which one character is a syllable or a word, so that another character is no slip. */
const SYLLABIC = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]/u;

/** Whether a text is in a script that writes no short vowels (Arabic, Hebrew, Syriac). */
export function lacksVowels(text: string): boolean {
  return WITHOUT_VOWELS.test(text);
}

/** Whether a text is in Chinese characters, kana or Hangul. */
export function isSyllabic(text: string): boolean {
  return SYLLABIC.test(text);
}
