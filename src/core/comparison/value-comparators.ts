/** The comparators of typed values: numbers, dates, addresses, contacts, part numbers, code sets. */
import { addressPartsOf, addressSimilarity } from './addresses.js';
import { memoize } from '../model/index.js';
import { bestPair, numberOption, type Comparator } from './comparator.js';
import { emailSimilarity, phoneSimilarity, webDomainSimilarity } from './contacts.js';
import { dateSimilarity } from './dates.js';
import { measureSimilarity, measuresOf, sideSimilarity, sidesOf } from './measures.js';
import { partNumberSimilarity } from './part-numbers.js';
import { jaccard, overlap } from './sets.js';

/** How far apart two dates may be and still count as near, where the rule does not say. */
const NEAR_DAYS = 31;

export const valueComparators: readonly Comparator[] = [
  {
    name: 'number',
    description: 'Two decimal numbers: one minus their difference as a share of the greater.',
    options: {},
    levels: [
      { atLeast: 1, label: 'equal', example: ['58.7500', '58.75'] },
      { atLeast: 0.9, label: 'within ten percent', example: ['58.75', '56.00'] },
      { atLeast: 0, label: 'different', example: ['58.75', '2937.50'] },
    ],
    prepare: () => bestPair(numberSimilarity),
  },
  {
    name: 'measures',
    description:
      'The numbers in a text with their units: sizes, lengths, counts. 7½ = 7.5 = 7.5MM, 18 MM = 1.8 CM.',
    options: {},
    levels: [
      { atLeast: 1, label: 'same sizes', example: ['GLOVE SURG 7½', 'GLOVE SURGICAL 7.5'] },
      {
        atLeast: 0.8,
        label: 'the sizes of one are among those of the other',
        example: ['SCREW 18 MM', 'SCREW 3.5 X 18 MM'],
      },
      { atLeast: 0.4, label: 'some sizes differ', example: ['GLOVE 7.5 200 EA', 'GLOVE 8 200 EA'] },
      { atLeast: 0, label: 'other sizes', example: ['SCREW 18 MM', 'SCREW 20 MM'] },
    ],
    prepare: () => {
      const parse = memoize(measuresOf);
      return bestPair((left, right) => measureSimilarity(parse(left), parse(right)));
    },
  },
  {
    name: 'side',
    description: 'Left or right, as named in a text.',
    options: {},
    levels: [
      { atLeast: 1, label: 'same side', example: ['KNEE LT', 'KNEE IMPLANT LEFT'] },
      { atLeast: 0.5, label: 'side given once', example: ['KNEE IMPLANT', 'KNEE IMPLANT LEFT'] },
      { atLeast: 0, label: 'left against right', example: ['KNEE RIGHT', 'KNEE LEFT'] },
    ],
    prepare: () => {
      const parse = memoize(sidesOf);
      return bestPair((left, right) => sideSimilarity(parse(left), parse(right)));
    },
  },
  {
    name: 'date',
    description: 'ISO dates with the usual mistakes.',
    options: { nearDays: `days apart that still count as near, default ${NEAR_DAYS}` },
    levels: [
      { atLeast: 1, label: 'same date', example: ['2026-07-01', '2026-07-01'] },
      { atLeast: 0.95, label: 'same as far as known', example: ['2026-07', '2026-07-01'] },
      { atLeast: 0.9, label: 'day and month swapped', example: ['2026-07-01', '2026-01-07'] },
      { atLeast: 0.85, label: 'one digit mistyped', example: ['2026-07-01', '2016-07-01'] },
      { atLeast: 0.7, label: 'near', example: ['2026-07-01', '2026-06-15'] },
      { atLeast: 0.4, label: 'same year', example: ['2026-07-01', '2026-12-31'] },
      { atLeast: 0, label: 'different', example: ['2026-07-01', '2019-11-30'] },
    ],
    prepare: context => {
      const nearDays = numberOption(context, 'nearDays', NEAR_DAYS);
      return bestPair((left, right) => dateSimilarity(left, right, nearDays));
    },
  },
  {
    name: 'address',
    description: 'A standardised address by number, street, unit and ZIP.',
    options: {},
    levels: [
      {
        atLeast: 1,
        label: 'same address',
        example: ['100 MAIN ST STE 5 WICHITA KS 67202', '100 MAIN ST|STE 5|WICHITA|KS|67202-1100'],
      },
      {
        atLeast: 0.95,
        label: 'same address, unit given once',
        example: ['100 MAIN ST WICHITA KS 67202', '100 MAIN ST STE 5 WICHITA KS 67202'],
      },
      {
        atLeast: 0.9,
        label: 'same address, street a slip apart',
        example: ['100 GLENWOOD AVE 67202', '100 GLENWODO AVE 67202'],
      },
      {
        atLeast: 0.8,
        label: 'same building, other unit',
        example: ['100 MAIN ST STE 5 67202', '100 MAIN ST STE 7 67202'],
      },
      {
        atLeast: 0.5,
        label: 'same street, other number',
        example: ['100 MAIN ST 67202', '250 MAIN ST 67202'],
      },
      { atLeast: 0.3, label: 'same ZIP', example: ['100 MAIN ST 67202', '7 OAK LN 67202'] },
      { atLeast: 0, label: 'different', example: ['100 MAIN ST 67202', '100 MAIN ST 90210'] },
    ],
    prepare: () => {
      const parse = memoize(addressPartsOf);
      return bestPair((left, right) => addressSimilarity(parse(left), parse(right)));
    },
  },
  {
    name: 'phone',
    description: 'Phone numbers by their digits.',
    options: {},
    levels: [
      { atLeast: 1, label: 'same number', example: ['+13165550142', '+1 316 555 0142'] },
      {
        atLeast: 0.9,
        label: 'same but for country code or extension',
        example: ['+13165550142', '3165550142'],
      },
      { atLeast: 0.6, label: 'same switchboard', example: ['+13165550142', '+13165550177'] },
      { atLeast: 0, label: 'different', example: ['+13165550142', '+12125550142'] },
    ],
    prepare: () => bestPair(phoneSimilarity),
  },
  {
    name: 'email',
    description: 'Mail addresses; a shared domain counts unless anybody can have a mailbox there.',
    options: {},
    levels: [
      { atLeast: 1, label: 'same address', example: ['AR@meridian.example', 'ar@meridian.example'] },
      { atLeast: 0.6, label: 'same domain', example: ['ar@meridian.example', 'orders@meridian.example'] },
      { atLeast: 0, label: 'different', example: ['meridian@gmail.com', 'halvorsen@gmail.com'] },
    ],
    prepare: () => bestPair(emailSimilarity),
  },
  {
    name: 'webDomain',
    description: 'Web sites and mail domains by host and registrable domain.',
    options: {},
    levels: [
      {
        atLeast: 1,
        label: 'same host',
        example: ['https://www.meridian.example/contact', 'meridian.example'],
      },
      { atLeast: 0.8, label: 'same domain', example: ['shop.meridian.example', 'meridian.example'] },
      { atLeast: 0, label: 'different', example: ['meridian.example', 'halvorsen.example'] },
    ],
    prepare: () => bestPair(webDomainSimilarity),
  },
  {
    name: 'partNumber',
    description:
      'Part, catalogue and contract numbers: punctuation, leading zeros and look-alike characters aside.',
    options: {},
    levels: [
      { atLeast: 1, label: 'equal', example: ['MS-4410-75', 'MS-4410-75'] },
      { atLeast: 0.95, label: 'same but for punctuation', example: ['MS-4410-75', 'ms 441075'] },
      { atLeast: 0.9, label: 'same but for leading zeros', example: ['0004410', '4410'] },
      { atLeast: 0.8, label: 'same but for look-alike characters', example: ['MSO441', 'MS0441'] },
      { atLeast: 0.7, label: 'one begins or ends the other', example: ['GPO-MS-2217', 'MS-2217'] },
      { atLeast: 0, label: 'different', example: ['MS-4410-75', 'MS-4410-80'] },
    ],
    prepare: () => bestPair(partNumberSimilarity),
  },
  {
    name: 'jaccard',
    description: 'Share of all values that both sides have.',
    options: {},
    levels: [
      {
        atLeast: 1,
        label: 'same values',
        example: [
          ['A', 'B'],
          ['B', 'A'],
        ],
      },
      { atLeast: 0.5, label: 'half of them shared', example: [['A', 'B'], ['B']] },
      {
        atLeast: 0,
        label: 'few or none shared',
        example: [
          ['A', 'B'],
          ['B', 'C'],
        ],
      },
    ],
    prepare: () => jaccard,
  },
  {
    name: 'overlap',
    description: 'Share of the smaller side’s values that the other also has.',
    options: {},
    levels: [
      { atLeast: 1, label: 'one side contains the other', example: [['A', 'B'], ['B']] },
      {
        atLeast: 0.5,
        label: 'half of them shared',
        example: [
          ['A', 'B'],
          ['B', 'C'],
        ],
      },
      {
        atLeast: 0,
        label: 'few or none shared',
        example: [
          ['A', 'B', 'C'],
          ['C', 'D', 'E'],
        ],
      },
    ],
    prepare: () => overlap,
  },
];

function numberSimilarity(left: string, right: string): number {
  const [a, b] = [Number(left), Number(right)];
  if (left.trim() === '' || right.trim() === '' || !Number.isFinite(a) || !Number.isFinite(b)) return 0;
  if (a === b) return 1;
  return Math.max(0, 1 - Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b)));
}
