/**
 * Speed of the comparison kernels and of whole-record scoring on one core: `npx tsx bench/comparators.ts`.
 * Texts are made from a fixed seed; figures are millions per second of processor time (garbage
 * collection included), best of three rounds, so that other work on the machine changes them little.
 */
import {
  comparators,
  editDistanceCodes,
  Frequencies,
  jaroWinkler,
  jaroWinklerCodes,
  levenshteinDistance,
  NO_FREQUENCIES,
  TextPool,
} from '../src/core/comparison/index.js';
import { blockKeys } from '../src/core/blocking/index.js';
import { clusterRecords, type Edge } from '../src/core/clustering/index.js';
import { classifyPair, decidePair, prepareMatching, scorePair } from '../src/core/matching/index.js';
import type { ComparisonRule, Features, MatchRules } from '../src/core/rules/index.js';

const ROUNDS = 3;
const TEXTS = 4096;

let seed = 42;
const random = (below: number): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed % below;
};
const WORDS = [
  'MEDICAL',
  'SUPPLY',
  'HALVORSEN',
  'MERIDIAN',
  'NORTHLAKE',
  'SURGICAL',
  'CARDINAL',
  'HEALTH',
  'SYSTEMS',
  'PRODUCTS',
  'ACME',
  'PHOENIX',
  'GROUP',
  'DEVICE',
  'LABS',
];
/** A text of about `length` characters made of words with a slip here and there. */
function textOf(length: number): string {
  let text = '';
  while (text.length < length) text += `${text === '' ? '' : ' '}${WORDS[random(WORDS.length)] ?? ''}`;
  const slip = random(length);
  return text
    .slice(0, Math.max(3, length - 2 + random(5)))
    .replace(text.charAt(slip), String.fromCharCode(65 + random(26)));
}

/** Millions of operations per core-second, best of the rounds. */
function millionsPerSecond(count: number, run: () => void): number {
  run();
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, user + system);
  }
  return count / best;
}

const rows: { what: string; 'million per core-second': string }[] = [];
const report = (what: string, rate: number) =>
  rows.push({ what, 'million per core-second': rate.toFixed(rate < 0.1 ? 3 : 2) });

const context = { feature: 'name', options: {}, frequencies: new Frequencies(NO_FREQUENCIES) };
let sink = 0;
for (const [name, length] of [
  ['surname', 7],
  ['full name', 13],
  ['company', 25],
  ['long description', 48],
] as const) {
  const texts = Array.from({ length: TEXTS }, () => textOf(length));
  const { codes, offsets } = new TextPool(texts);
  const pairs = 400_000;
  const lefts = Int32Array.from({ length: pairs }, () => random(TEXTS));
  const rights = Int32Array.from({ length: pairs }, () => random(TEXTS));
  const overPool = (kernel: (a0: number, a1: number, b0: number, b1: number) => number) => () => {
    for (let pair = 0; pair < pairs; pair++) {
      const [a, b] = [lefts[pair]!, rights[pair]!];
      sink += kernel(offsets[a]!, offsets[a + 1]!, offsets[b]!, offsets[b + 1]!);
    }
  };
  const overTexts = (kernel: (left: string, right: string) => number) => () => {
    for (let pair = 0; pair < pairs; pair++) sink += kernel(texts[lefts[pair]!]!, texts[rights[pair]!]!);
  };
  report(
    `Jaro–Winkler, pool, ${name} (${length})`,
    millionsPerSecond(
      pairs,
      overPool((a, b, c, d) => jaroWinklerCodes(codes, a, b, c, d)),
    ),
  );
  report(`Jaro–Winkler, strings, ${name} (${length})`, millionsPerSecond(pairs, overTexts(jaroWinkler)));
  report(
    `Levenshtein, pool, ${name} (${length})`,
    millionsPerSecond(
      pairs,
      overPool((a, b, c, d) => editDistanceCodes(codes, a, b, c, d, false)),
    ),
  );
  report(
    `Damerau, pool, ${name} (${length})`,
    millionsPerSecond(
      pairs,
      overPool((a, b, c, d) => editDistanceCodes(codes, a, b, c, d, true)),
    ),
  );
  report(
    `Levenshtein, strings, ${name} (${length})`,
    millionsPerSecond(pairs, overTexts(levenshteinDistance)),
  );
}
for (const comparator of comparators.values()) {
  const similarity = comparator.prepare(context);
  const sides = comparator.levels.flatMap(({ example }) =>
    example.map(side => (typeof side === 'string' ? [side] : side)),
  );
  const repeats = 20_000;
  report(
    `comparator ${comparator.name}`,
    millionsPerSecond(repeats * sides.length, () => {
      for (let repeat = 0; repeat < repeats; repeat++) {
        for (const [index, side] of sides.entries())
          sink += similarity(side, sides[(index + 1 + (repeat % 5)) % sides.length] ?? side);
      }
    }),
  );
}

const comparison = (feature: string, comparator: string): ComparisonRule => ({
  name: feature,
  label: feature,
  feature,
  comparator,
  levels: [
    { name: 'same', label: 'same', atLeast: 1, weight: 6, termFrequency: true },
    { name: 'near', label: 'near', atLeast: 0.85, weight: 3 },
    { name: 'else', label: 'different', weight: -3 },
  ],
});
const features = ['name', 'ein', 'phone', 'address', 'zip', 'email', 'city', 'website'];
const rules: MatchRules = {
  features: features.map(name => ({
    name,
    label: name,
    from: [name],
    part: 'key',
    tokens: false,
    masked: name === 'ein',
  })),
  blocking: [
    {
      name: 'nameZip',
      label: 'name and ZIP',
      parts: [{ feature: 'name', tokens: { rarest: 2 } }, { feature: 'zip' }],
    },
    { name: 'ein', label: 'tax id', parts: [{ feature: 'ein' }] },
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
    },
  ],
  comparisons: [
    comparison('name', 'organizationName'),
    comparison('phone', 'phone'),
    comparison('address', 'address'),
    comparison('zip', 'exact'),
    comparison('email', 'email'),
    comparison('city', 'jaroWinkler'),
    comparison('website', 'webDomain'),
  ],
  vetoes: [],
  decision: { same: 8, review: 0, prior: -4, margin: 3, require: [] },
  blockSizeMax: 500,
};
const records: Features[] = Array.from({ length: TEXTS }, () => ({
  name: [textOf(25)],
  ein: [String(842_900_000 + random(500))],
  phone: [`+1316555${1000 + random(500)}`],
  zip: [String(67200 + random(20))],
  address: [`${100 + random(50)} MAIN ST WICHITA KS ${67200 + random(20)}`],
  email: [`ar${random(50)}@example${random(50)}.com`],
  city: [textOf(9)],
  website: [`www.example${random(50)}.com`],
}));
const model = prepareMatching(rules, context.frequencies);
const PAIRS = 50_000;
const overRecords = (judge: (left: Features, right: Features) => number) => () => {
  for (let pair = 0; pair < PAIRS; pair++) sink += judge(records[random(TEXTS)]!, records[random(TEXTS)]!);
};
report(
  'whole record, 8 fields, scored and classified',
  millionsPerSecond(
    PAIRS,
    overRecords((left, right) => classifyPair(model, scorePair(model, left, right)).length),
  ),
);
report(
  'whole record, 8 fields, decided with reasons',
  millionsPerSecond(
    PAIRS,
    overRecords((left, right) => decidePair(model, scorePair(model, left, right)).score),
  ),
);
report(
  'block keys of a record, 2 rules',
  millionsPerSecond(TEXTS, () => {
    for (const record of records) sink += blockKeys(rules, record, context.frequencies).keys.length;
  }),
);
const ids = Array.from({ length: 20_000 }, (_, number) => `r${number}`);
const edges: Edge[] = ids.flatMap((a, number) =>
  [1, 2].map(step => ({
    a,
    b: ids[number - (number % 8) + ((number + step) % 8)] ?? a,
    score: 5 + random(20),
    decision: 'same',
    reason: '',
  })),
);
report(
  'records clustered, 8 per cluster',
  millionsPerSecond(ids.length, () => {
    sink += clusterRecords({ records: ids, edges, judgements: [], vetoBetween: () => null, margin: 3 })
      .clusters.length;
  }),
);
console.table(rows);
console.log(`Node ${process.version}, checksum ${sink.toFixed(0)}`);
