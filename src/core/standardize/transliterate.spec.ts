import { describe, expect, it } from 'vitest';
import { isSyllabic, lacksVowels, transliterate } from './transliterate.js';

describe('transliteration', () => {
  it.each([
    ['Владимир', 'Vladimir'],
    ['ВАСИЛЬЕВ, Александр', 'VASILEV, Aleksandr'],
    ['Αθήνα', 'Athina'],
    ['Բարակ Օբամա', 'Barak Obama'],
    ['ООО "БАЙ"', 'OOO "BAY"'],
  ])('writes %s as %s', (text, latin) => {
    expect(transliterate(text)).toBe(latin);
  });

  it.each(['MERIDIAN', 'Müllenkranz', 'Erdoğan', 'L’Oréal ™', '10 €', ''])('leaves %j as it is', text => {
    expect(transliterate(text)).toBe(text);
  });

  it('knows scripts without vowels and scripts of syllables', () => {
    expect(['فيصل', 'בנימין', 'Владимир', 'Kari'].map(lacksVowels)).toEqual([true, true, false, false]);
    expect(['高市早苗', '김정은', 'バラク', 'Kari'].map(isSyllabic)).toEqual([true, true, true, false]);
  });
});
