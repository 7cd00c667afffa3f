/**
 * Which items look alike without being the same: the plan of one block of a thousand, as for suppliers. Ten
 * consecutive items share a manufacturer, so that catalogues come in series.
 */

/**
 * N8 size and side variants, L4 other pack with its own identifiers, N10 sterile and latex twins, N9 same
 * catalogue number at another manufacturer, L3 discontinued and its replacement.
 */
type ItemPattern = 'N8' | 'L4' | 'N10' | 'N9' | 'L3';

/** An item's place in its block. */
export interface ItemPlace {
  readonly pattern?: ItemPattern;
  /** Offset within the block of the item that this one imitates (itself when none). */
  readonly model: number;
}

export const ITEM_BLOCK = 1_000;

/** Items of one manufacturer in a row. */
export const ITEM_RUN = 10;

/** The place of item `index`. Sections are as long as the rates of 5.3 say, per thousand items. */
export function itemPlace(index: number): ItemPlace {
  const place = BLOCK[index % ITEM_BLOCK];
  if (place === undefined) throw new RangeError(`item ${index} has no place`);
  return place;
}

function planPlace(offset: number): ItemPlace {
  const pairModel = offset - (offset % 2);
  if (offset < 200) return { pattern: 'N8', model: offset - (offset % ITEM_RUN) };
  if (offset < 300) return { pattern: 'L4', model: pairModel };
  if (offset < 320) return { pattern: 'N10', model: pairModel };
  // Model and imitation lie in different runs: another manufacturer with the same catalogue number.
  if (offset < 325) return { pattern: 'N9', model: offset };
  if (offset >= 330 && offset < 335) return { pattern: 'N9', model: offset - 10 };
  if (offset >= 340 && offset < 390) return { pattern: 'L3', model: pairModel };
  return { model: offset };
}

const BLOCK: readonly ItemPlace[] = Array.from({ length: ITEM_BLOCK }, (_, offset) => planPlace(offset));

/** Number of the item that item `index` imitates. */
export function modelOf(index: number): number {
  return index - (index % ITEM_BLOCK) + itemPlace(index).model;
}

/** Number of the item that replaces item `index` (L3), or -1. */
export function replacementOf(index: number): number {
  return itemPlace(index).pattern === 'L3' && modelOf(index) === index ? index + 1 : -1;
}

/** Number of the item that item `index` is another pack of (L4), or -1. */
export function otherPackOf(index: number): number {
  return itemPlace(index).pattern === 'L4' && modelOf(index) !== index ? modelOf(index) : -1;
}
