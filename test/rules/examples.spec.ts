import { describe, expect, it } from 'vitest';
import { blockKeys } from '../../src/core/blocking/index.js';
import { Frequencies } from '../../src/core/comparison/index.js';
import { checkExamples, exampleFeatures } from '../../src/rules/index.js';
import { shippedDomains } from './shipped-rules.js';

const rules = await shippedDomains();

/** Patterns of the domain reference that must be shown by an example of the domain. */
const PATTERNS: Readonly<Record<string, readonly string[]>> = {
  supplier: ['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8', 'D9', 'D10', 'D11', 'D12', 'L1', 'L2', 'N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'N11', 'N12'],
  item: ['D13', 'D14', 'D15', 'L3', 'L4', 'N8', 'N9', 'N10'],
  location: ['D16', 'L6', 'N6', 'N7', 'N11'],
  costCenter: ['D17', 'L5', 'N13'],
  contract: ['D18', 'N14'],
}; // prettier-ignore

describe.each([...rules.domains.values()])('rules of $domain', ({ domain, ruleSet, examples }) => {
  it.each(
    checkExamples(ruleSet, examples).map(result => [`${result.pattern ?? ''} ${result.name}`.trim(), result]),
  )('do what the example says: %s', (_title, result) => {
    expect(result.failures).toEqual([]);
  });

  it('are shown on every duplicate pattern that the domain knows', () => {
    const shown = new Set(examples.pairs.map(({ pattern }) => pattern));
    expect((PATTERNS[domain] ?? []).filter(pattern => !shown.has(pattern))).toEqual([]);
  });

  it('never let a machine merge a pair of patterns N3, N5 and N8', () => {
    const dangerous = examples.pairs.filter(({ pattern = '' }) => ['N3', 'N5', 'N8'].includes(pattern));
    expect(dangerous.every(({ decision }) => decision === 'different' || decision === 'apart')).toBe(true);
  });

  it('bring every pair that belongs together, or that a person should see, into one block', () => {
    const frequencies = new Frequencies(ruleSet.frequencies);
    const apart = examples.pairs
      .filter(({ decision }) => decision === 'same' || decision === 'review')
      .filter(example => {
        const keys = exampleFeatures(ruleSet, example).map(
          features => new Set(blockKeys(ruleSet.match, features, frequencies).keys.map(({ hash }) => hash)),
        );
        return keys.some((left, index) =>
          keys.slice(index + 1).some(right => ![...left].some(hash => right.has(hash))),
        );
      });
    expect(apart.map(({ name }) => name)).toEqual([]);
  });
});
