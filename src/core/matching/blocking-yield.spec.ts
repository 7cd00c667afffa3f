import { describe, expect, it } from 'vitest';
import { blockKeys } from '../blocking/index.js';
import { Frequencies } from '../comparison/index.js';
import type { MatchRules } from '../rules/index.js';
import { blockingYield } from './blocking-yield.js';
import { prepareMatching } from './match-model.js';

const RULES: MatchRules = {
  features: ['phone', 'zip'].map(name => ({
    name,
    label: name,
    from: [name],
    part: 'value',
    tokens: false,
    masked: false,
  })),
  blocking: [
    { name: 'phone', label: 'same phone', parts: [{ feature: 'phone' }] },
    { name: 'zip', label: 'same ZIP code', parts: [{ feature: 'zip' }] },
  ],
  identifiers: [],
  comparisons: [],
  vetoes: [],
  decision: { same: 8, review: 3, require: [], margin: 1, prior: -4 },
  blockSizeMax: 3,
};
const NOTHING_COUNTED = new Frequencies({ records: 0, features: {} });
const RECORDS = [
  { phone: ['1', '2'], zip: ['48222'] },
  { phone: ['1', '1'], zip: ['48222'] },
  { phone: ['2'], zip: ['48222'] },
  { zip: ['48222'] },
  { phone: ['3'] },
];

describe('blockingYield', () => {
  it('counts the pairs of each rule, and those in blocks that are too large', () => {
    const model = prepareMatching(RULES, NOTHING_COUNTED);
    expect(blockingYield(model, RECORDS)).toEqual([
      { rule: 'phone', label: 'same phone', records: 4, pairs: 2, crowdedBlocks: 0, crowdedPairs: 0 },
      { rule: 'zip', label: 'same ZIP code', records: 4, pairs: 0, crowdedBlocks: 1, crowdedPairs: 6 },
    ]);
  });

  it('takes keys on the stop list for too large, however many records have them here', () => {
    const [key] = blockKeys(RULES, { phone: ['1'] }, NOTHING_COUNTED).keys;
    const stopped = new Frequencies({ records: 10, features: {}, oversizedBlocks: { [key!.hash]: 900 } });
    const [phone] = blockingYield(prepareMatching(RULES, stopped), RECORDS);
    expect(phone).toMatchObject({ records: 4, pairs: 1, crowdedBlocks: 1, crowdedPairs: 1 });
  });
});
