import { describe, expect, it } from 'vitest';
import { measureResult } from '../decide-pairs.js';
import { dedupeTable } from '../dedupe-table.js';
import { parseDelimited } from '../table/parse-delimited.js';
import { canonicalTable } from '../table/table.js';

/** Given names, most of which have short forms. */
const KNOWN =
  'ALBERT ALEXANDER ANDREW ANTHONY ARTHUR BARBARA BENJAMIN CATHERINE CHARLES CHRISTOPHER DANIEL DAVID DEBORAH DONALD DOROTHY EDWARD ELIZABETH FRANCIS FREDERICK GERALD GREGORY HENRY JAMES JENNIFER JOHN JOSEPH JOSHUA KENNETH LAWRENCE LEONARD MARGARET MATTHEW MICHAEL NICHOLAS PATRICIA PETER RICHARD ROBERT SAMUEL SUSAN'.split(
    ' ',
  );
/** As many that nobody has. */
const INVENTED = KNOWN.map(name => name.split('').reverse().join(''));

/** Households of four, of whom every second member stands there twice, a letter of the surname left out the second time. */
function households(givenNames: readonly string[]) {
  let state = 11;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
  const letters = (count: number): string =>
    Array.from({ length: count }, () => 'AEIOULNRSTKMBDG'[next(15)]).join('');
  const rows: string[][] = [];
  const truth = new Map<string, string>();
  for (let household = 0; household < 120; household++) {
    const [surname, street, house] = [letters(8), letters(7), String(10 + next(9000))];
    for (let member = 0; member < 4; member++) {
      const given = givenNames[(household + member * 2 + next(2)) % givenNames.length]!;
      for (let copy = 0; copy < 1 + (member % 2); copy++) {
        const quarter = `QUARTER ${household % 24}`;
        const row = [`r${rows.length}`, given, surname.slice(0, 8 - copy), house, street, quarter];
        truth.set(row[0]!, `${household} ${member}`);
        rows.push(row);
      }
    }
  }
  const csv = ['id,c1,c2,c3,c4,c5', ...rows.map(row => row.join(','))].join('\n');
  return { csv, truth };
}

function pairwiseOf(givenNames: readonly string[], isReversed = false) {
  const { csv, truth } = households(givenNames);
  const { columns, rows } = parseDelimited(new TextEncoder().encode(csv));
  const [ids, ...others] = columns;
  const table = canonicalTable({
    rows,
    columns: isReversed ? others.toReversed() : others,
    recordIds: Array.from(ids!.ids, id => ids!.values.at(id)),
    sourceOf: new Uint16Array(rows),
    sources: ['all'],
  });
  return measureResult(table, dedupeTable(table, { acrossOnly: false }), truth, false).pairwise;
}

describe('members of a household', () => {
  it.each([
    ['as they stand', false],
    ['from last to first', true],
  ])('stay apart, and the copies of each are found, the columns %s', (_, isReversed) => {
    const { precision, recall } = pairwiseOf(KNOWN, isReversed);
    expect(precision).toBeGreaterThan(0.9);
    expect(recall).toBeGreaterThan(0.9);
  });

  it('are taken for one where nothing shows which column tells them apart', () => {
    expect(pairwiseOf(INVENTED).precision).toBeLessThan(0.5);
  });
});
