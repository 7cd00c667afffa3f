/**
 * Cyrillic and Greek letters in Latin ones, so that Владимир and Vladimir meet: the simplified forms of passports (ICAO Doc 9303,
 * part 3, section 6) and of ISO 843. Other scripts stay as they are and compare among themselves.
 */
const LETTERS: Readonly<Record<string, string>> = {
  А: 'A', Б: 'B', В: 'V', Г: 'G', Ґ: 'G', Д: 'D', Е: 'E', Ё: 'E', Є: 'IE', Ж: 'ZH', З: 'Z', И: 'I', І: 'I', Ї: 'I', Й: 'I', К: 'K', Л: 'L', М: 'M',
  Н: 'N', О: 'O', П: 'P', Р: 'R', С: 'S', Т: 'T', У: 'U', Ў: 'U', Ф: 'F', Х: 'KH', Ц: 'TS', Ч: 'CH', Ш: 'SH', Щ: 'SHCH', Ъ: '', Ы: 'Y', Ь: '', Э: 'E',
  Ю: 'IU', Я: 'IA', Ђ: 'DJ', Ј: 'J', Љ: 'LJ', Њ: 'NJ', Ћ: 'C', Џ: 'DZ',
  Α: 'A', Β: 'V', Γ: 'G', Δ: 'D', Ε: 'E', Ζ: 'Z', Η: 'I', Θ: 'TH', Ι: 'I', Κ: 'K', Λ: 'L', Μ: 'M', Ν: 'N', Ξ: 'X', Ο: 'O', Π: 'P', Ρ: 'R', Σ: 'S',
  Τ: 'T', Υ: 'Y', Φ: 'F', Χ: 'CH', Ψ: 'PS', Ω: 'O',
}; // prettier-ignore
const TRANSLITERATED = /[\u0370-\u03ff\u0400-\u04ff]/u;
const EACH = /[\u0370-\u03ff\u0400-\u04ff]/gu;

/** Text with Cyrillic and Greek letters replaced; in upper case where something was replaced, else unchanged. */
export function transliterate(text: string): string {
  if (!TRANSLITERATED.test(text)) return text;
  const bare = text
    .toUpperCase()
    .normalize('NFD')
    .replace(/[\u0300\u0301\u0308\u0344]/gu, '')
    .normalize('NFC');
  return bare.replace(EACH, letter => LETTERS[letter] ?? letter);
}
