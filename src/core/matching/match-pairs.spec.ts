import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Frequencies } from '../comparison/index.js';
import type { Features, FrequencySnapshot, MatchRules } from '../rules/index.js';
import {
  classifyPair,
  decidePair,
  explainPair,
  prepareMatching,
  scoreMany,
  scorePair,
  weighPair,
  vetoBetween,
  vetoSignature,
} from './index.js';

const feature = (name: string, label = name, masked = false) => ({
  name,
  label,
  from: [name],
  part: 'key',
  tokens: false,
  masked,
});

/** Supplier rules in small: what domain.md 5.1 asks of them. */
const rules: MatchRules = {
  features: [
    feature('name'),
    feature('ein', 'tax id', true),
    feature('phone'),
    feature('address'),
    feature('zip', 'ZIP'),
    feature('legalForm', 'legal form'),
    feature('tail', 'department'),
    feature('partyType'),
    feature('size'),
  ],
  blocking: [
    { name: 'byTaxId', label: 'tax id', parts: [{ feature: 'ein' }] },
    {
      name: 'byNameZip',
      label: 'name and ZIP',
      parts: [{ feature: 'name', tokens: { rarest: 2 } }, { feature: 'zip' }],
    },
  ],
  identifiers: [
    {
      name: 'taxId',
      label: 'tax id',
      feature: 'ein',
      role: 'strong',
      weight: 14,
      conflict: 'veto',
      maxSharing: 20,
      when: { feature: 'partyType', in: ['ORGANISATION'] },
    },
    {
      name: 'phone',
      label: 'phone',
      feature: 'phone',
      role: 'supporting',
      weight: 6,
      conflict: 'weight',
      conflictWeight: -1,
      maxSharing: 10,
    },
  ],
  comparisons: [
    {
      name: 'name',
      label: 'name',
      feature: 'name',
      comparator: 'organizationName',
      levels: [
        { name: 'exact', label: 'same name', atLeast: 1, weight: 8, termFrequency: true },
        { name: 'written', label: 'same name written otherwise', atLeast: 0.93, weight: 7 },
        { name: 'near', label: 'nearly the same name', atLeast: 0.8, weight: 4 },
        { name: 'else', label: 'different name', weight: -5 },
      ],
    },
    {
      name: 'address',
      label: 'address',
      feature: 'address',
      comparator: 'address',
      levels: [
        { name: 'same', label: 'same address', atLeast: 0.95, weight: 6 },
        { name: 'zip', label: 'same ZIP', atLeast: 0.3, weight: 0 },
        { name: 'else', label: 'different address', weight: -1 },
      ],
    },
  ],
  vetoes: [
    {
      name: 'forms',
      label: 'different legal form',
      feature: 'legalForm',
      test: 'incompatible',
      sets: [['INC', 'CORP'], ['LP', 'LLP'], ['LLC']],
      effect: 'review',
      unlessShared: ['ein'],
    },
    { name: 'tails', label: 'different department', feature: 'tail', test: 'differs', effect: 'different' },
    { name: 'oneTail', label: 'department', feature: 'tail', test: 'oneSided', effect: 'different' },
    {
      name: 'sizes',
      label: 'different size',
      feature: 'size',
      test: 'contradicts',
      comparator: 'measures',
      effect: 'different',
    },
  ],
  decision: {
    same: 8,
    review: 0,
    prior: -4,
    margin: 3,
    require: [
      { label: 'the same tax id', evidence: [{ of: 'taxId', level: 'shared' }] },
      {
        label: 'the same name and address',
        evidence: [
          { of: 'name', level: 'near' },
          { of: 'address', level: 'same' },
        ],
      },
    ],
  },
  blockSizeMax: 500,
};

const organisation = (features: Features): Features => ({ partyType: ['ORGANISATION'], ...features });
const modelWith = (snapshot: Partial<FrequencySnapshot> = {}) =>
  prepareMatching(rules, new Frequencies({ records: 10_000, features: {}, ...snapshot }));
const model = modelWith();
const decide = (left: Features, right: Features, using = model) =>
  decidePair(using, scorePair(using, organisation(left), organisation(right)));

describe('decidePair', () => {
  const street = { address: ['100 MAIN ST WICHITA KS 67202'], zip: ['67202'] };
  it.each<[string, Features, Features, string]>([
    [
      'D3 legal form missing, nothing else',
      { name: ['CITY STAMP AND SIGN'] },
      { name: ['CITY STAMP AND SIGN'], legalForm: ['INC'] },
      'review',
    ],
    [
      'D3 legal form missing, same address',
      { name: ['CITY STAMP AND SIGN'], ...street },
      { name: ['CITY STAMP AND SIGN'], legalForm: ['INC'], ...street },
      'same',
    ],
    [
      'D6 joined words with an address',
      { name: ['CAL STEAM'], ...street },
      { name: ['CALSTEAM'], ...street },
      'same',
    ],
    [
      'D8 DBA and legal name, same tax id',
      { name: ['NORTHERN MED SUPPLY'], ein: ['842917306'], ...street },
      { name: ['HALVORSEN MEDICAL'], ein: ['842917306'], ...street },
      'same',
    ],
    ['N2 near name, unrelated', { name: ['SMITH NEPHEW'] }, { name: ['SMITHS MEDICAL'] }, 'different'],
    [
      'N3 department series',
      { name: ['P CARD ONLY US BANK'], tail: ['HSA'], ein: ['842917306'], ...street },
      { name: ['P CARD ONLY US BANK'], tail: ['HSS'], ein: ['842917306'], ...street },
      'different',
    ],
    [
      'N3 one has a department',
      { name: ['P CARD ONLY US BANK'], tail: ['HSA'] },
      { name: ['P CARD ONLY US BANK'] },
      'different',
    ],
    [
      'N4 INC against LP',
      { name: ['URBAN FARMER STORE'], legalForm: ['INC'], ...street },
      { name: ['URBAN FARMER STORE'], legalForm: ['LP'], ...street },
      'review',
    ],
    [
      'N4 INC against LP, converted under one tax id',
      { name: ['URBAN FARMER STORE'], legalForm: ['INC'], ein: ['842917306'] },
      { name: ['URBAN FARMER STORE'], legalForm: ['LP'], ein: ['842917306'] },
      'same',
    ],
    [
      'N7 same name, another tax id',
      { name: ['MEMORIAL HOSPITAL'], ein: ['842917306'], ...street },
      { name: ['MEMORIAL HOSPITAL'], ein: ['314460925'], ...street },
      'different',
    ],
    [
      'D7 a digit of the tax id typed wrong: a person looks',
      { name: ['MEMORIAL HOSPITAL'], ein: ['842917306'], ...street },
      { name: ['MEMORIAL HOSPITAL'], ein: ['842971306'], ...street },
      'review',
    ],
    [
      'N8 size',
      { name: ['GLOVE'], size: ['7.5', '200'], ...street },
      { name: ['GLOVE'], size: ['8', '200'], ...street },
      'different',
    ],
    [
      'D15 size written otherwise',
      { name: ['GLOVE'], size: ['7½'], ...street },
      { name: ['GLOVE'], size: ['7.5MM'], ...street },
      'same',
    ],
  ])('%s', (_, left, right, expected) => {
    expect(decide(left, right).decision).toBe(expected);
    expect(decide(right, left).decision).toBe(expected);
  });

  it('counts a tax id only between organisations (N5: physicians paid through one group)', () => {
    const physician = (name: string) => ({ partyType: ['INDIVIDUAL'], name: [name], ein: ['842917306'] });
    const pair = scorePair(model, physician('HALVORSON KARI'), physician('SMITH JOHN'));
    expect(pair.comparisons[0]).toMatchObject({ level: 'notApplicable', weight: 0 });
    expect(decidePair(model, pair).decision).toBe('different');
  });

  it('halves the odds of a shared identifier with each doubling of those who share it, and ignores it beyond the limit (N6)', () => {
    const phoneWeight = (records: number) =>
      scorePair(modelWith({ features: { phone: { '+1': records } } }), { phone: ['+1'] }, { phone: ['+1'] })
        .comparisons[1];
    expect(phoneWeight(2)).toMatchObject({ level: 'shared', weight: 6 });
    expect(phoneWeight(9)).toMatchObject({ level: 'shared', weight: 3, adjustment: -3 });
    expect(phoneWeight(41)).toMatchObject({ level: 'common', weight: 0 });
    expect(
      decide(
        { phone: ['+1'], name: ['A'] },
        { phone: ['+1'], name: ['A'] },
        modelWith({ features: { phone: { '+1': 41 } } }),
      ).reasons,
    ).toContain('same phone, but 41 records share it: too common to count');
  });

  it('finds a shared rare name worth more than a shared common one, and never held against a pair', () => {
    const using = modelWith({
      features: { name: { 'MEMORIAL HOSPITAL': 500, ACME: 20, 'HALVORSEN MEDICAL': 2 } },
    });
    const weight = (name: string) =>
      scorePair(using, { name: [name] }, { name: [name] }).comparisons[2]?.weight ?? NaN;
    expect(weight('HALVORSEN MEDICAL')).toBeGreaterThan(weight('ACME'));
    expect(weight('ACME')).toBeGreaterThan(weight('MEMORIAL HOSPITAL'));
    expect(weight('MEMORIAL HOSPITAL')).toBeGreaterThanOrEqual(0);
  });

  it('gives a probability that the score means', () => {
    const { score, probability } = decide(
      { name: ['ACME'], phone: ['+1'] },
      { name: ['ACME'], phone: ['+1'] },
    );
    expect(score).toBeCloseTo(-4 + 8 + 6, 10);
    expect(probability).toBeCloseTo(1024 / 1025, 10);
  });

  it('says what is needed when support is missing', () => {
    expect(decide({ name: ['ACME'], phone: ['+1'] }, { name: ['ACME'], phone: ['+1'] })).toMatchObject({
      decision: 'review',
      reasons: [
        'merging without a person needs the same tax id, or the same name and address',
        'same name (+8.0 bits)',
        'same phone (+6.0 bits)',
      ],
    });
  });
});

describe('explainPair', () => {
  it('names the key that missed, the missing identifier, and the smallest change that would link them', () => {
    const explanation = explainPair(
      model,
      organisation({ name: ['HALVORSEN MEDICAL'], ein: ['842917306'], zip: ['67202'] }),
      organisation({ name: ['HALVORSEN MEDICAL'], zip: ['67203'] }),
    );
    expect(explanation.isCandidate).toBe(false);
    expect(explanation.keys).toEqual([
      { rule: 'byTaxId', label: 'tax id', status: 'missing', words: 'no key: tax id missing' },
      { rule: 'byNameZip', label: 'name and ZIP', status: 'differs', words: 'different: name and ZIP' },
    ]);
    expect(explanation.smallestChange).toEqual([
      { of: 'address', label: 'address missing → same address', gain: 6 },
    ]);
    expect(explanation.summary).toContain('no key brings them together');
  });

  it('asks for the veto to go, together with what else is missing', () => {
    const { smallestChange } = explainPair(
      model,
      organisation({ name: ['ACME'], size: ['7.5'] }),
      organisation({ name: ['ACME'], size: ['8'] }),
    );
    expect(smallestChange?.map(({ of }) => of).sort()).toEqual(['address', 'sizes']);
  });
});

describe('scoreMany', () => {
  it('ranks what is the same first, whatever the order of the candidates', () => {
    const query = organisation({ name: ['HALVORSEN MEDICAL'], ein: ['842917306'] });
    const candidates = [
      { id: 'other', features: organisation({ name: ['GARTNER'] }) },
      { id: 'same', features: organisation({ name: ['HALVORSEN MEDICAL'], ein: ['842917306'] }) },
      { id: 'vetoed', features: organisation({ name: ['HALVORSEN MEDICAL'], ein: ['111111112'] }) },
      { id: 'near', features: organisation({ name: ['HALVORSON MEDICAL'], phone: ['+1'] }) },
    ];
    const order = scoreMany(model, query, candidates).map(({ id }) => id);
    expect(order).toEqual(['same', 'near', 'vetoed', 'other']);
    expect(scoreMany(model, query, candidates.toReversed()).map(({ id }) => id)).toEqual(order);
    expect(scoreMany(model, query, candidates, 2).map(({ id }) => id)).toEqual(order.slice(0, 2));
  });
});

const values = (...choices: string[]) => fc.array(fc.constantFrom(...choices, ''), { maxLength: 3 });
const anyFeatures = fc.record<Record<string, string[]>>(
  {
    name: values(
      'HALVORSEN MEDICAL',
      'HALVORSON MEDICAL',
      'MEDICAL HALVORSEN',
      'HALVORSENMEDICAL',
      'HALVORSEN MED',
      'ACME',
      'MEMORIAL HOSPITAL',
    ),
    ein: values('842917306', '832917306', '777000777'),
    phone: values('+13165550142', '+13165550177'),
    address: values('100 MAIN ST 67202', '100 MAIN ST STE 5 67202', '7 OAK LN 90210'),
    zip: values('67202', '90210'),
    legalForm: values('INC', 'LP', 'LLC', 'TRUST'),
    tail: values('HSA', 'HSS'),
    partyType: values('ORGANISATION', 'INDIVIDUAL'),
    size: values('7.5', '7½', '8', '200 EA'),
  },
  { requiredKeys: [] },
);

describe('whatever the two records', () => {
  it('the score reaches a floor exactly when it is not below it, however early the answer stands', () => {
    fc.assert(
      fc.property(anyFeatures, anyFeatures, fc.integer({ min: -20, max: 40 }), (left, right, floor) => {
        const { score } = scorePair(common, left, right);
        expect(weighPair(common, left, right, floor) >= floor).toBe(score >= floor);
        expect(weighPair(common, left, right, score)).toBe(score);
      }),
      { numRuns: 500 },
    );
  });

  const common = modelWith({ features: { ein: { '777000777': 50 }, name: { ACME: 300 } } });

  it('decides the same both ways round, with the same score', () => {
    fc.assert(
      fc.property(anyFeatures, anyFeatures, (left, right) => {
        const [forward, turned] = [scorePair(common, left, right), scorePair(common, right, left)];
        expect(turned.score).toBe(forward.score);
        expect(turned.comparisons.map(({ level, weight }) => [level, weight])).toEqual(
          forward.comparisons.map(({ level, weight }) => [level, weight]),
        );
        expect(decidePair(common, turned).decision).toBe(decidePair(common, forward).decision);
        expect(classifyPair(common, turned)).toBe(decidePair(common, forward).decision);
      }),
      { numRuns: 1000 },
    );
  });

  it('never shows a restricted value', () => {
    fc.assert(
      fc.property(anyFeatures, anyFeatures, (left, right) => {
        expect(JSON.stringify(explainPair(common, left, right))).not.toMatch(/842917306|832917306|777000777/);
      }),
      { numRuns: 200 },
    );
  });

  it('never decides same against a veto, and gives records of equal signature equal vetoes', () => {
    fc.assert(
      fc.property(anyFeatures, anyFeatures, anyFeatures, (left, right, third) => {
        const veto = vetoBetween(common, left, right);
        if (veto !== null)
          expect(decidePair(common, scorePair(common, left, right)).decision).not.toBe('same');
        const twin = {
          ...third,
          ...Object.fromEntries(common.vetoFeatures.map(name => [name, left[name] ?? []])),
        };
        expect(vetoSignature(common, twin)).toBe(vetoSignature(common, left));
        expect(vetoBetween(common, twin, right)).toBe(veto);
      }),
      { numRuns: 1000 },
    );
  });

  it('names no change exactly when the records are the same', () => {
    fc.assert(
      fc.property(anyFeatures, anyFeatures, (left, right) => {
        const { decision, smallestChange } = explainPair(common, left, right);
        expect(smallestChange?.length === 0).toBe(decision.decision === 'same');
      }),
      { numRuns: 300 },
    );
  });
});
