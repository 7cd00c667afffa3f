import { describe, expect, it } from 'vitest';
import { dedupeTable } from '../dedupe-table.js';
import { parseDelimited } from '../table/parse-delimited.js';
import { canonicalTable } from '../table/table.js';

/** 150 persons, every second of whom stands there twice, with a letter of the surname left out and no town. */
function persons() {
  let state = 7;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
  const word = (length: number): string =>
    Array.from(
      { length },
      (_, at) => (at % 2 === 0 ? 'BDGKLMNRST' : 'AEIOU')[next(at % 2 === 0 ? 10 : 5)],
    ).join('');
  const rows: string[] = ['id,first,last,born,town'];
  for (let person = 0; person < 150; person++) {
    const [first, last, town] = [word(5), word(8), `TOWN${next(9)}X`];
    const born = `19${20 + next(79)}-0${1 + next(9)}-${10 + next(18)}`;
    rows.push(`p${person},${first},${last},${born},${town}`);
    if (person % 2 === 0) rows.push(`p${person}b,${first},${last.slice(0, 7)},${born},`);
  }
  return canonicalTable(parseTable(rows.join('\n')));
}

function parseTable(csv: string) {
  const { rows, columns } = parseDelimited(Buffer.from(csv));
  const [id, ...others] = columns;
  return {
    rows,
    recordIds: Array.from(id!.ids, value => id!.values.at(value)),
    columns: others,
    sources: ['persons'],
    sourceOf: new Uint16Array(rows),
  };
}

const table = persons();
const result = dedupeTable(table, { acrossOnly: false });
const rowOf = (id: string): number => table.recordIds.indexOf(id);

describe('an explanation', () => {
  it('adds up to the score, and needs other pairs only where a value is shared', () => {
    const { pairs, scores } = result;
    for (let pair = 0; pair < pairs.count; pair += 7) {
      const { prior, evidence, otherPairsBits, score } = result.explain(
        pairs.right[pair]!,
        pairs.left[pair]!,
      );
      expect(score).toBe(scores[pair]);
      const sum = evidence.reduce((bits, each) => bits + each.bits + each.rarityBits, prior);
      expect(sum + otherPairsBits).toBeCloseTo(score, 9);
      if (evidence.every(({ left, right }) => left !== right)) expect(otherPairsBits).toBeCloseTo(0, 9);
    }
  });

  it('shows the values, their levels and the keys of two records that are one', () => {
    const { isCandidate, evidence, sharedKeys, smallestChange } = result.explain(rowOf('p4'), rowOf('p4b'));
    expect(isCandidate).toBe(true);
    expect(smallestChange).toBeNull();
    expect(evidence.find(({ field }) => field === 'born')?.level).toBe('equal');
    expect(evidence.find(({ field }) => field === 'town')).toMatchObject({
      level: 'missing',
      right: '',
      bits: 0,
    });
    expect(sharedKeys.length).toBeGreaterThan(0);
    expect(sharedKeys.flat().every(label => !label.startsWith('town'))).toBe(true);
  });

  it('says of two others that they share no key, and which single field would make them one, if any would', () => {
    const far = result.explain(rowOf('p1'), rowOf('p3'));
    expect(far).toMatchObject({ isCandidate: false, sharedKeys: [], smallestChange: null });
    // Of the records below the threshold the ones that come nearest to it.
    const { pairs, scores, threshold, fields } = result;
    const below = Array.from(scores.keys()).filter(pair => scores[pair]! < threshold);
    const nearest = below.reduce((best, pair) => (scores[pair]! > scores[best]! ? pair : best));
    const { evidence, smallestChange } = result.explain(pairs.left[nearest]!, pairs.right[nearest]!);
    const index = fields.findIndex(({ field }) => field.name === smallestChange?.field);
    const { labels } = fields[index]!.comparison;
    expect(evidence[index]?.level).toBe(smallestChange?.from);
    expect(labels.indexOf(smallestChange!.to)).toBeGreaterThan(labels.indexOf(smallestChange!.from));
  });
});
