/** The comparators of names, descriptions and plain text. */
import { memoize } from '../model/index.js';
import { bestPair, clip, type Comparator } from './comparator.js';
import { damerauSimilarity, levenshteinSimilarity } from './edit-distance.js';
import { jaroWinkler } from './jaro-winkler.js';
import { nGramCosine, nGramsOf } from './n-gram-cosine.js';
import { acronymSimilarity, mayAbbreviate, truncationSimilarity } from './name-forms.js';
import {
  builtInWeight,
  organisationNameSimilarity,
  parseOrganisationName,
  wholeNameSimilarity,
} from './organisation-names.js';
import { parsePersonName, personNameSimilarity } from './person-names.js';
import { alignTokens, nameAligner, tokenAligner, tokensOf, weighTokens } from './token-alignment.js';

/** Some KB each: enough for the records of one transaction and what they are compared with. */
const WEIGHED_TEXTS_MAX = 5_000;

export const textComparators: readonly Comparator[] = [
  {
    name: 'exact',
    description: 'Equal text or not.',
    options: {},
    levels: [
      { atLeast: 1, label: 'equal', example: ['84-2917306', '84-2917306'] },
      { atLeast: 0, label: 'different', example: ['84-2917306', '83-2917306'] },
    ],
    prepare: () => bestPair(() => 0),
  },
  {
    name: 'jaroWinkler',
    description:
      'Letters swapped, dropped or mistyped in a short text, with more trust in a common beginning.',
    options: {},
    levels: [
      { atLeast: 1, label: 'equal', example: ['MERIDIAN', 'MERIDIAN'] },
      { atLeast: 0.92, label: 'a slip apart', example: ['MERIDAIN', 'MERIDIAN'] },
      { atLeast: 0.8, label: 'alike', example: ['HALVORSEN', 'HALVERSTAM'] },
      { atLeast: 0, label: 'different', example: ['MERIDIAN', 'GARTNER'] },
    ],
    prepare: () => bestPair(jaroWinkler),
  },
  {
    name: 'levenshtein',
    description: 'Characters inserted, deleted or replaced, as a share of the longer text.',
    options: {},
    levels: [
      { atLeast: 1, label: 'equal', example: ['67202', '67202'] },
      { atLeast: 0.8, label: 'one character in five differs', example: ['67202', '67203'] },
      { atLeast: 0, label: 'different', example: ['67202', '90210'] },
    ],
    prepare: () => bestPair(levenshteinSimilarity),
  },
  {
    name: 'damerau',
    description: 'As levenshtein; two swapped neighbours count as one change.',
    options: {},
    levels: [
      { atLeast: 1, label: 'equal', example: ['0100871', '0100871'] },
      { atLeast: 0.85, label: 'one slip in seven characters', example: ['0100871', '0100817'] },
      { atLeast: 0, label: 'different', example: ['0100871', '0284410'] },
    ],
    prepare: () => bestPair(damerauSimilarity),
  },
  {
    name: 'tokens',
    description:
      'Words paired one to one, exactly or nearly, weighted by their rarity in the frequency snapshot (soft TF-IDF).',
    options: {},
    levels: [
      { atLeast: 1, label: 'same words', example: ['ACME SURGICAL SUPPLY', 'SUPPLY SURGICAL ACME'] },
      {
        atLeast: 0.9,
        label: 'nearly the same words',
        example: ['HALVORSEN MEDICAL SUPPLY', 'HALVORSON MED SUPPLY'],
      },
      { atLeast: 0.5, label: 'share telling words', example: ['ABBOTT LABORATORIES', 'ABBOTT VASCULAR'] },
      { atLeast: 0, label: 'different', example: ['SMITH NEPHEW', 'URBAN FARMER STORE'] },
    ],
    prepare: ({ feature, frequencies }) =>
      bestPair(tokenAligner(token => frequencies.tokenWeight(feature, token))),
  },
  {
    name: 'tokenBag',
    description:
      'As tokens, over all values of each side taken together: for features that are split into tokens.',
    options: {},
    levels: [
      {
        atLeast: 1,
        label: 'same words',
        example: [
          ['GLOVE', 'SURGICAL'],
          ['SURGICAL', 'GLOVE'],
        ],
      },
      {
        atLeast: 0.5,
        label: 'share many words',
        example: [
          ['GLOVE', 'SURGICAL', 'STERILE'],
          ['GLOVE', 'SURGICAL'],
        ],
      },
      { atLeast: 0, label: 'different', example: [['GLOVE'], ['SCREW']] },
    ],
    prepare: ({ feature, frequencies }) => {
      const weight = memoize((token: string) => frequencies.tokenWeight(feature, token));
      const weigh = memoize((text: string) => weighTokens(tokensOf(text), weight), {
        size: WEIGHED_TEXTS_MAX,
      });
      return (left, right) => {
        const [a, b] = [weigh(clip(left.join(' '))), weigh(clip(right.join(' ')))];
        return a.tokens.length === 0 || b.tokens.length === 0 ? 0 : alignTokens(a, b, weight);
      };
    },
  },
  {
    name: 'nGrams',
    description: 'Cosine of character trigrams: shared pieces of text whatever their order.',
    options: {},
    levels: [
      { atLeast: 1, label: 'equal', example: ['GLOVE SURGICAL', 'GLOVE SURGICAL'] },
      {
        atLeast: 0.7,
        label: 'mostly the same pieces',
        example: ['GLOVE SURGICAL STERILE', 'SURGICAL GLOVE STERILE'],
      },
      { atLeast: 0.4, label: 'many shared pieces', example: ['GLOVE SURGICAL STERILE', 'GLOVE SURG STER'] },
      { atLeast: 0, label: 'different', example: ['GLOVE SURGICAL', 'BONE SCREW 18'] },
    ],
    prepare: () => {
      const grams = memoize(text => nGramsOf(text, 3));
      return bestPair((left, right) => nGramCosine(grams(left), grams(right)));
    },
  },
  {
    name: 'acronym',
    description: 'One text is the initials of the other; small words may be left out.',
    options: {},
    levels: [
      { atLeast: 1, label: 'equal', example: ['YMCA', 'YMCA'] },
      { atLeast: 0.9, label: 'initials of the other', example: ['YMCA', 'YOUNG MENS CHRISTIAN ASSOCIATION'] },
      { atLeast: 0, label: 'different', example: ['YMCA', 'YOUNG WOMENS CHRISTIAN ASSOCIATION'] },
    ],
    prepare: () => bestPair(acronymSimilarity),
  },
  {
    name: 'abbreviation',
    description:
      'Whether one text may be short for the other: its letters in order, or its beginning. For vetoes that abbreviations must not trigger.',
    options: {},
    levels: [
      { atLeast: 1, label: 'may be short for the other', example: ['EVS', 'ENVIRONMENTAL SERVICE'] },
      { atLeast: 0, label: 'different', example: ['HSA', 'HSS'] },
    ],
    prepare: () => bestPair(mayAbbreviate),
  },
  {
    name: 'truncation',
    description:
      'One text is the other cut off by a field of 30, 35 or 40 characters, or a shorter beginning of it.',
    options: {},
    levels: [
      { atLeast: 1, label: 'equal', example: ['GARTNER INC', 'GARTNER INC'] },
      {
        atLeast: 0.95,
        label: 'cut off by a field width',
        example: ['CARDINALHEALTH MEDICAL PRODUCTS AND', 'CARDINALHEALTH MEDICAL PRODUCTS AND SERVICES'],
      },
      {
        atLeast: 0.9,
        label: 'cut off',
        example: ['CARDINALHEALTH MEDICAL PR', 'CARDINALHEALTH MEDICAL PRODUCTS'],
      },
      { atLeast: 0.6, label: 'begins with the other', example: ['CITY STAMP', 'CITY STAMP AND SIGN'] },
      { atLeast: 0, label: 'different', example: ['CITY STAMP', 'CITY SIGN'] },
    ],
    prepare: () => bestPair(truncationSimilarity),
  },
  {
    name: 'organizationName',
    description:
      'A name core (legal form taken out) in all the ways of writing it: spacing, cut off, moved words, initials, else words by rarity.',
    options: {},
    levels: [
      { atLeast: 1, label: 'same name', example: ['GARTNER', 'GARTNER'] },
      { atLeast: 0.97, label: 'same letters, spaced otherwise', example: ['CAL STEAM', 'CALSTEAM'] },
      {
        atLeast: 0.95,
        label: 'cut off',
        example: ['CARDINALHEALTH MEDICAL PRODUCTS AND', 'CARDINALHEALTH MEDICAL PRODUCTS AND SERVICES'],
      },
      {
        atLeast: 0.93,
        label: 'same words in another order',
        example: ['BUSINESS JOURNAL PHOENIX', 'PHOENIX BUSINESS JOURNAL'],
      },
      {
        atLeast: 0.8,
        label: 'nearly the same words',
        example: ['HALVORSEN MEDICAL SUPPLY', 'HALVORSON MED SUPPLY'],
      },
      {
        atLeast: 0.78,
        label: 'initials of the other',
        example: ['YMCA', 'YOUNG MENS CHRISTIAN ASSOCIATION'],
      },
      { atLeast: 0.75, label: 'a letter or two changed', example: ['META HEALTH', 'BETA HEALTH'] },
      { atLeast: 0.45, label: 'share telling words', example: ['ABBOTT LABORATORIES', 'ABBOTT VASCULAR'] },
      { atLeast: 0, label: 'different', example: ['SMITH NEPHEW', 'URBAN FARMER STORE'] },
    ],
    stopsEarly: true,
    prepare: ({ feature, frequencies }) =>
      bestPair(organisationNameSimilarity(nameAligner(token => frequencies.tokenWeight(feature, token)))),
  },
  {
    name: 'wholeOrganizationName',
    description:
      'An organisation by its whole name as written, in any script: the core as organizationName has it, and the legal form and numbers, which must not differ.',
    options: {},
    levels: [
      { atLeast: 1, label: 'same name', example: ['SIEMENS AG', 'Siemens Aktiengesellschaft'] },
      { atLeast: 0.98, label: 'same, a legal form missing', example: ['Gartner, Inc.', 'GARTNER'] },
      {
        atLeast: 0.93,
        label: 'same words in another order',
        example: ['Журнал Феникс, ООО', 'OOO Feniks Zhurnal'],
      },
      {
        atLeast: 0.8,
        label: 'nearly the same words',
        example: ['Halvorsen Medical Supply', 'HALVORSON MED SUPPLY LLC'],
      },
      {
        atLeast: 0.75,
        label: 'initials of the other, or a letter changed in a short word',
        example: ['Meta Platforms', 'BETA PLATFORMS, INC.'],
      },
      {
        atLeast: 0.7,
        label: 'another legal form or number',
        example: ['Deutsche Bank AG', 'DEUTSCHE BANK GMBH'],
      },
      { atLeast: 0.45, label: 'share telling words', example: ['Abbott Laboratories', 'ABBOTT VASCULAR'] },
      { atLeast: 0, label: 'different', example: ['Smith & Nephew', 'URBAN FARMER STORE'] },
    ],
    prepare: ({ feature, frequencies }) => {
      const parse = memoize(parseOrganisationName);
      const weight =
        frequencies.records === 0
          ? builtInWeight
          : (token: string) => frequencies.tokenWeight(feature, token);
      const compareCores = organisationNameSimilarity(nameAligner(weight));
      return bestPair((left, right) => wholeNameSimilarity(parse(left), parse(right), compareCores));
    },
  },
  {
    name: 'personName',
    description:
      'A person, as written, in any script: `Last, First` or `First Last`, words in any order, initials, short forms, spellings of one sound. JR and SR differ, and so do two names that each have a word of their own.',
    options: {},
    levels: [
      { atLeast: 1, label: 'same name', example: ['HALVORSON, KARI M', 'Kari M. Halvorson MD'] },
      {
        atLeast: 0.95,
        label: 'same, a name missing on one side or spaced otherwise',
        example: ['HALVORSON, KARI M', 'KARI HALVORSON'],
      },
      {
        atLeast: 0.9,
        label: 'initial, short form or the same sound',
        example: ['SMITH, WILLIAM', 'BILL SMITH'],
      },
      {
        atLeast: 0.88,
        label: 'several names missing on one side',
        example: ['JAMAL SULTAN AL-TIKRITI', 'JAMAL MUSTAFA ABDALLAH SULTAN AL-TIKRITI'],
      },
      { atLeast: 0.85, label: 'given and last name swapped', example: ['THOMAS, KARI', 'KARI, THOMAS'] },
      { atLeast: 0.8, label: 'a slip or two', example: ['HALVORSON, KARI', 'HALVERSEN, KARI'] },
      { atLeast: 0.3, label: 'a name in common', example: ['SMITH, JOHN', 'SMITH, MARY'] },
      { atLeast: 0, label: 'different', example: ['SMITH, JOHN', 'JONES, MARY'] },
    ],
    prepare: () => {
      const parse = memoize(parsePersonName);
      return bestPair((left, right) => personNameSimilarity(parse(left), parse(right)));
    },
  },
];
