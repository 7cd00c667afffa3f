/**
 * Which suppliers belong together without being the same: the plan of one block of a thousand. Every block
 * repeats it, so that the share of each hard negative (domain reference, 5.3) holds at every scale, and the
 * group of any supplier follows from its number alone.
 */

/** What a supplier does; decides its trade words, coverage per system, tax form and terms. */
export type SupplierKind =
  | 'manufacturer'
  | 'distributor'
  | 'service'
  | 'staffing'
  | 'physician'
  | 'utility'
  | 'landlord'
  | 'carrier'
  | 'government'
  | 'pcard';

/**
 * Pattern of a group, as numbered in the domain reference (5.1): N1 brand family, L1 parent and subsidiaries,
 * N2 near names, N3 per-department payee series, N4 INC and LP sisters, N5 shared tax id, N6 shared phone and
 * bank, N7 same name in other cities, N11 franchise branches, N12 near name in the same town.
 */
export type SupplierPattern = 'N1' | 'L1' | 'N2' | 'N3' | 'N4' | 'N5' | 'N6' | 'N7' | 'N11' | 'N12';

/** A supplier's place in its block. */
export interface SupplierPlace {
  readonly kind: SupplierKind;
  readonly pattern?: SupplierPattern;
  /** Offset of the group's first member within the block. */
  readonly leader: number;
  /** 0 for the leader. */
  readonly member: number;
  readonly groupSize: number;
}

export const SUPPLIER_BLOCK = 1_000;

/** Offset of the manufacturers that items are bought from, and how many there are per block. */
export const MANUFACTURERS = { first: 250, count: 200 } as const;
export const DISTRIBUTORS = { first: 450, count: 130 } as const;
export const STAFFING = { first: 780, count: 80 } as const;
export const PHYSICIANS = { first: 860, count: 70 } as const;
/** The finance company that some carriers of its block are paid through (L2). */
const FACTOR_OFFSET = 580;

const GROUPS: readonly {
  readonly pattern: SupplierPattern;
  readonly kind: SupplierKind;
  readonly sizes: readonly number[];
}[] = [
  { pattern: 'N1', kind: 'manufacturer', sizes: [8, 7, 6, 5, 4, 3, 2, 8, 7, 6, 4] },
  { pattern: 'L1', kind: 'manufacturer', sizes: Array.from({ length: 20 }, () => 3) },
  { pattern: 'N3', kind: 'pcard', sizes: [8, 7, 5] },
  { pattern: 'N7', kind: 'service', sizes: Array.from({ length: 10 }, () => 3) },
  { pattern: 'N4', kind: 'landlord', sizes: [2, 2, 2, 2, 2] },
  { pattern: 'N5', kind: 'physician', sizes: [5, 5, 5, 5] },
  { pattern: 'N6', kind: 'service', sizes: [5, 5, 5, 5, 5, 5] },
  { pattern: 'N12', kind: 'distributor', sizes: [2] },
  { pattern: 'N2', kind: 'service', sizes: [2, 2, 2, 2] },
  { pattern: 'N11', kind: 'service', sizes: [5, 5] },
];

const SINGLES: readonly { readonly kind: SupplierKind; readonly count: number }[] = [
  { kind: 'manufacturer', count: MANUFACTURERS.count },
  { kind: 'distributor', count: DISTRIBUTORS.count },
  { kind: 'service', count: 200 },
  { kind: 'staffing', count: STAFFING.count },
  { kind: 'physician', count: PHYSICIANS.count },
  { kind: 'utility', count: 20 },
  { kind: 'landlord', count: 20 },
  { kind: 'carrier', count: 15 },
  { kind: 'government', count: 15 },
];

function planBlock(): readonly SupplierPlace[] {
  const places: SupplierPlace[] = [];
  for (const { pattern, kind, sizes } of GROUPS) {
    for (const groupSize of sizes) {
      const leader = places.length;
      for (let member = 0; member < groupSize; member++)
        places.push({ kind, pattern, leader, member, groupSize });
    }
  }
  for (const { kind, count } of SINGLES) {
    for (let index = 0; index < count; index++) {
      places.push({ kind, leader: places.length, member: 0, groupSize: 1 });
    }
  }
  if (places.length !== SUPPLIER_BLOCK || places[MANUFACTURERS.first]?.groupSize !== 1) {
    throw new RangeError('the plan of a block of suppliers does not add up');
  }
  return places;
}

const BLOCK = planBlock();

/** The place of supplier `index`. */
export function supplierPlace(index: number): SupplierPlace {
  const place = BLOCK[index % SUPPLIER_BLOCK];
  if (place === undefined) throw new RangeError(`supplier ${index} has no place`);
  return place;
}

/** Number of the supplier that leads the group of supplier `index` (itself when it stands alone). */
export function groupLeader(index: number): number {
  return index - (index % SUPPLIER_BLOCK) + supplierPlace(index).leader;
}

/** Number of the parent company of supplier `index` (L1), or -1. */
export function parentOf(index: number): number {
  const { pattern, member } = supplierPlace(index);
  return pattern === 'L1' && member > 0 ? groupLeader(index) : -1;
}

/** Number of the finance company that supplier `index` is paid through (L2), or -1: every third carrier has one. */
export function factorOf(index: number): number {
  return supplierPlace(index).kind === 'carrier' && index % 3 === 0
    ? index - (index % SUPPLIER_BLOCK) + FACTOR_OFFSET
    : -1;
}
