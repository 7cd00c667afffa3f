import { describe, expect, it } from 'vitest';
import { comparators, Frequencies, NO_FREQUENCIES } from './index.js';
import { areSpelledAlike, slipsAllowed, slipsBetween, spellWord } from './spelling.js';

const context = { feature: 'name', options: {}, frequencies: new Frequencies(NO_FREQUENCIES) };
function comparing(name: string): (left: string, right: string) => number {
  const similarity = comparators.get(name)!.prepare(context);
  return (left, right) => similarity([left], [right]);
}

describe('spelling', () => {
  it.each([
    [2, 0],
    [3, 1],
    [5, 1],
    [6, 2],
    [11, 2],
    [12, 3],
    [40, 3],
  ])('lets a word of %i letters have %i slips', (length, slips) => {
    expect(slipsAllowed(length)).toBe(slips);
  });

  it.each([
    ['QADDAFI', 'KADAFI', 0.5],
    ['WLADIMIR', 'VLADIMIR', 0.5],
    ['HALVORSEN', 'HALVORSON', 1],
    ['HALVORSEN', 'HALVERSON', 2],
    ['SMITH', 'SNIDER', Infinity],
    ['LI', 'LU', Infinity],
  ])('counts the slips between %s and %s', (left, right, slips) => {
    expect(slipsBetween(spellWord(left), spellWord(right))).toBe(slips);
    expect(slipsBetween(spellWord(right), spellWord(left))).toBe(slips);
  });

  it('never takes one Roman numeral for another', () => {
    expect(areSpelledAlike('VII', 'VIII')).toBe(false);
    expect(areSpelledAlike('META', 'BETA')).toBe(true);
  });
});

describe('the comparator personName', () => {
  const similarity = comparing('personName');

  it.each([
    ['Хальворсон Кари', 'Kari Khalvorson', 0.85],
    ['فيصل صديقي', 'Faisal Siddiqui', 0.8],
    ['Sergei Lavrov', 'SERGEILAVROV', 0.95],
    ['J.-C. Juncker', 'Jean-Claude Juncker', 0.9],
    ['JC Juncker', 'Jean-Claude Juncker', 0.9],
    ['Osama bin Laden', 'Usama ibn Laden', 0.8],
    ["'Abd al-Aziz al-Nuristani", 'Abdul Aziz Nooristani', 0.9],
    ['Kim Jong-un', 'KIM JONG UN', 1],
    ['Vladimir Vladimirovich Putin', 'Putin, V.', 0.9],
    ['Kari Halvorson, MD', 'HALVORSON, KARI', 1],
  ])('takes %s and %s for one, at %d', (left, right, expected) => {
    expect(similarity(left, right)).toBeGreaterThanOrEqual(expected);
  });

  it.each([
    ['Lars Friedrich Lindemann', 'Friedrich Buchenberg', 'each has a name of its own'],
    ['Frost, William G.', 'William W Frost', 'other initials'],
    ['SALMAN BIN MUHAMMAD AL-RAWI', 'MUHAMMAD BIN SALMAN AL-RAWI', 'father and son'],
    ['SMITH, JOHN JR', 'JOHN SMITH SR', 'other generations'],
    ['김종은', '김정은', 'one syllable is no slip'],
    ['N. N.', 'Nursultan Nazarbayev', 'initials alone'],
    ['Walijan', 'Walijan Abdul Ghafoor Haqqani', 'a lone name'],
    ['Mark Zuckermann', 'Mark Zuckerberg', 'more slips than the length allows'],
  ])('keeps %s and %s apart: %s', (left, right) => {
    expect(similarity(left, right)).toBeLessThanOrEqual(0.3);
  });
});

describe('the comparator wholeOrganizationName', () => {
  const similarity = comparing('wholeOrganizationName');

  it.each([
    ['OAO Gazprom', 'Open Joint Stock Company Gazprom'],
    ['ООО «АЯС 2000»', 'AYAS 2000 OOO'],
    ['Stripe LLC', 'Stripe Limited Liability Company'],
    ['SiemensAG', 'Siemens AG'],
    ['Brigade Forty-Four', 'Brigade 44'],
    ['Vitol Holding S.A.', 'Vital Holding SA'],
    ['Andrang Heta', "'Ndrangheta"],
  ])('takes %s and %s for one', (left, right) => {
    expect(similarity(left, right)).toBeGreaterThanOrEqual(0.75);
  });

  it.each([
    ['Deutsche Bank AG', 'Deutsche Bank GmbH'],
    ['KKR Asian Fund III L.P.', 'KKR Asian Fund IV L.P.'],
    ['Bowne Global Solutions, Inc.', 'Bowne Global Solutions II, Inc.'],
    ['ICBC (Asia) Limited', 'ICBC (London) plc'],
    ['Volkswerk Aktiengesellschaft', 'Volkswagen Aktiengesellschaft'],
    ['Trust House', 'House'],
  ])('keeps %s and %s apart', (left, right) => {
    expect(similarity(left, right)).toBeLessThan(0.75);
  });
});
