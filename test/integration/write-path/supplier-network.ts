/** A row of the test systems `alpha` and `beta` (test/fixtures/hub-systems), with the real supplier that it describes. */
export interface SupplierRow {
  readonly system: 'alpha' | 'beta';
  readonly fields: Readonly<Record<string, string>>;
  /** Which real supplier it is; `null` where nobody can know, as with a record between two suppliers. */
  readonly truth: string | null;
}

const FIRST = [
  'Meridian',
  'Cascade',
  'Harborview',
  'Juniper',
  'Northgate',
  'Pinnacle',
  'Quarry',
  'Redwood',
  'Sable',
  'Thornton',
];
const SECOND = ['Surgical', 'Orthopedic', 'Infusion', 'Sterile', 'Imaging', 'Linen'];
const THIRD = ['Supply', 'Instruments', 'Partners', 'Logistics', 'Devices'];
const STREETS = ['Harbor Dr', 'Maple Ave', 'Industrial Pkwy', 'Commerce St', 'Prairie Rd'];

/** Numbers from 0 up to 1, the same for the same seed on every machine (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A new list in another order (Fisher–Yates). */
export function shuffled<Element>(list: readonly Element[], random: () => number): Element[] {
  const result = [...list];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other] as Element, result[last] as Element];
  }
  return result;
}

/** A supplier's own fields; numbers are made from `index`, so that no two suppliers share one. */
export function supplierFields(index: number): Record<string, string> {
  const name = [
    FIRST[index % FIRST.length],
    SECOND[Math.floor(index / FIRST.length) % SECOND.length],
    THIRD[Math.floor(index / (FIRST.length * SECOND.length)) % THIRD.length],
  ].join(' ');
  return {
    NAME: `${name}, Inc.`,
    EIN: `84-${String(2_917_306 + index * 37).padStart(7, '0')}`,
    PHONE: `316-555-${String(index % 10_000).padStart(4, '0')}`,
    STREET: `${1000 + index * 7} N ${STREETS[index % STREETS.length] ?? ''} Ste ${100 + index}`,
    CITY: 'Wichita',
    STATE: 'KS',
    ZIP: `67${String(200 + (index % 60))}`,
    CHANGED: `2026-01-${String(1 + (index % 20)).padStart(2, '0')}`,
  };
}

/**
 * Rows of `suppliers` real suppliers over both systems: exact and near duplicates, records without a tax id, pairs with
 * one name and address but two tax ids (which must stay apart), and for each such pair a record between the two.
 */
export function supplierNetwork(suppliers: number): SupplierRow[] {
  const rows: SupplierRow[] = [];
  for (let index = 0; index < suppliers; index += 1) {
    const own = supplierFields(index);
    const truth = `supplier ${index}`;
    const put = (
      system: SupplierRow['system'],
      id: string,
      changes: Record<string, string> = {},
      who: string | null = truth,
    ) => void rows.push({ system, fields: { ID: `${id}${index}`, ...own, ...changes }, truth: who });
    put('alpha', 'A');
    put('beta', 'B', {
      NAME: (own['NAME'] ?? '').toUpperCase().replace(', INC.', ' INC'),
      EIN: (own['EIN'] ?? '').replace('-', ''),
      CHANGED: '2026-02-03',
    });
    if (index % 3 === 0) put('alpha', 'D', { PHONE: '', CHANGED: '2026-02-01' });
    if (index % 4 === 1) put('beta', 'N', { EIN: '', CHANGED: '2026-02-02' });
    if (index % 10 === 5) {
      put('beta', 'V', { EIN: `87-${String(3_310_942 + index)}`, PHONE: '' }, `${truth} sister`);
      put('alpha', 'W', { EIN: '', PHONE: '', CHANGED: '2026-01-30' }, null);
    }
  }
  return rows;
}

const COLUMNS = [
  'ID',
  'NAME',
  'EIN',
  'PHONE',
  'DUNS',
  'STREET',
  'CITY',
  'STATE',
  'ZIP',
  'ACCOUNT',
  'ABA',
  'CHANGED',
] as const;
const SYLLABLES = [
  'ba',
  'cor',
  'dem',
  'fi',
  'gul',
  'hat',
  'jo',
  'ken',
  'lur',
  'mis',
  'nov',
  'pra',
  'qui',
  'ros',
  'tel',
  'vex',
];

/** Rows of system `alpha` of that many suppliers that have nothing in common, at least three. */
export function manySuppliers(count: number): [Row, Row, Row, ...Row[]] {
  const rows = Array.from({ length: count }, (_, index): Row => {
    // An odd factor shuffles the numbers below 65,536 without a repetition, so that neighbours do not sound alike.
    const name = `${wordOf((index * 40_503) & 0xffff)} ${wordOf((index * 30_103 + 7) & 0xffff)}, Inc.`;
    return { ...supplierFields(index), ID: `A${index}`, NAME: name };
  });
  return rows as [Row, Row, Row, ...Row[]];
}

function wordOf(number: number): string {
  const word = [12, 8, 4, 0].map(shift => SYLLABLES[(number >> shift) & 15]).join('');
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

/** The fields of a row with its key. */
export interface Row extends Readonly<Record<string, string>> {
  readonly ID: string;
}

/** A CSV file with a header line of the test systems' columns, every field in quotes. */
export function csvOf(rows: readonly Readonly<Record<string, string>>[]): string {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const lines = rows.map(row => COLUMNS.map(column => quoted(row[column] ?? '')).join(','));
  return `${[COLUMNS.join(','), ...lines].join('\n')}\n`;
}
