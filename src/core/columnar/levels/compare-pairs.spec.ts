import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PairComparer } from './compare-pairs.js';
import { comparisonOf } from './comparison-levels.js';
import { fieldOf } from '../fields/field.js';
import { PatternCounter } from './pattern-counter.js';
import { samplePairs } from '../blocking/pair-scope.js';
import { findSwaps } from './swapped-fields.js';
import { Texts } from '../table/texts.js';

const NAMES = ['', 'KARI', 'CARI', 'JOHN', 'JON', 'SMITH', 'SMYTH', 'OKAFOR', 'BOB', 'ROBERT'];
const row = fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 }), fc.nat({ max: 9 }));

describe('comparing many pairs', () => {
  it('gives each the levels that it has by itself, swapped names among them', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 40 }), rows => {
        const fields = [0, 1, 2].map(column =>
          fieldOf(
            {
              name: `c${column}`,
              ids: Int32Array.from(rows, values => values[column]!),
              values: Texts.from(NAMES),
            },
            column === 2 ? 'code' : 'word',
          ),
        );
        const compared = fields.map(field => ({ field, comparison: comparisonOf(field) }));
        const comparer = new PairComparer(compared, findSwaps(fields));
        const scope = { rows: rows.length, sourceOf: new Uint16Array(rows.length), acrossOnly: false };
        const pairs = samplePairs(scope, 10_000);
        const { patternOf, levels, counts } = comparer.compare(pairs.left, pairs.right, pairs.count);
        const own = new Uint8Array(3);
        for (let pair = 0; pair < pairs.count; pair++) {
          comparer.levelsOf(pairs.left[pair]!, pairs.right[pair]!, own);
          const pattern = patternOf[pair]!;
          expect(levels.slice(pattern * 3, pattern * 3 + 3)).toEqual(own);
        }
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(pairs.count);
      }),
    );
  });

  it('sees a swap of three fields in either of its two', () => {
    const ids = [Int32Array.of(1, 2, 1), Int32Array.of(2, 1, 3), Int32Array.of(2, 3, 1)];
    const fields = ids.map((column, index) =>
      fieldOf(
        { name: `c${index}`, ids: column, values: Texts.from(['', 'KARI', 'OKAFOR', 'SMITH']) },
        'word',
      ),
    );
    const compared = fields.map(field => ({ field, comparison: comparisonOf(field) }));
    const comparer = new PairComparer(compared, findSwaps(fields));
    const { levels } = comparer.compare(Int32Array.of(0), Int32Array.of(1), 1);
    expect([...levels]).toEqual([5, 5, 1]);
  });
});

describe('counting patterns', () => {
  it('numbers codes in the order in which they come, however many', () => {
    const counter = new PatternCounter();
    const codes = Array.from({ length: 20_000 }, (_, at) => (at % 7000) * 2 ** 33 + 1);
    const patternOf = Int32Array.from(codes, code => counter.add(code));
    const { patterns, counts, levels } = counter.table(patternOf, 13);
    expect(patterns).toBe(7000);
    expect([patternOf[0], patternOf[6999], patternOf[7000]]).toEqual([0, 6999, 0]);
    expect(counts[5999]).toBe(3);
    expect(counts[6000]).toBe(2);
    expect(levels[13 * 3]).toBe(1);
    expect(levels[13 * 3 + 8]).toBe(6);
  });
});
