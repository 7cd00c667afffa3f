import { compareText } from '../model/index.js';
import type { GoldenSnapshot, Neighbourhood } from './neighbourhood.js';
import { resolveRedirect } from './neighbourhood.js';

/**
 * The merged golden record that these source records are when they leave the golden record that they are linked to now: all
 * records that came with it (and are still there) are among them. Of several the one that brought most, then the oldest.
 *
 * @param taken ids that are spoken for
 */
export function restorable(
  neighbourhood: Neighbourhood,
  records: readonly string[],
  taken: ReadonlySet<string>,
): GoldenSnapshot | undefined {
  const leaving = new Set(records);
  const candidates = neighbourhood.goldens.flatMap(golden => {
    if (golden.status !== 'MERGED' || taken.has(golden.id)) return [];
    const brought = stillThere(golden, neighbourhood);
    return brought.length > 0 && brought.every(record => leaving.has(record))
      ? [{ golden, brought: brought.length }]
      : [];
  });
  return candidates.sort(
    (left, right) =>
      right.brought - left.brought ||
      compareText(left.golden.createdAt, right.golden.createdAt) ||
      compareText(left.golden.id, right.golden.id),
  )[0]?.golden;
}

/** The source records that came with a merged golden record and are linked to what it resolves to now, sorted. */
export function stillThere(golden: GoldenSnapshot, neighbourhood: Neighbourhood): readonly string[] {
  const holder = resolveRedirect(golden.id, neighbourhood.goldens);
  const linked = new Set(
    neighbourhood.links
      .filter(link => link.goldenId === holder && link.until === undefined)
      .map(link => link.recordId),
  );
  const brought = golden.absorption?.links.map(link => link.recordId) ?? [];
  return brought.filter(record => linked.has(record)).sort(compareText);
}
