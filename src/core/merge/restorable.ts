import { compareText } from '../model/index.js';
import type { GoldenSnapshot, Neighbourhood } from './neighbourhood.js';
import { resolveRedirect } from './neighbourhood.js';

/** The part of a neighbourhood that says who belongs where, and who belonged where before merges. */
type Linked = Pick<Neighbourhood, 'goldens' | 'links'>;

/**
 * Source record → the golden record whose history it follows when records are clustered anew: the one that it is linked to,
 * but when that one falls apart again into what was merged, the one that it came with. Otherwise the larger part would take
 * the id along, and undoing a merge would swap the two.
 */
export function followedGoldens(
  neighbourhood: Linked,
  clusters: readonly (readonly string[])[],
): ReadonlyMap<string, string> {
  const active = neighbourhood.links.filter(link => link.until === undefined);
  const followed = new Map(active.map(link => [link.recordId, link.goldenId]));
  const merged = neighbourhood.goldens.filter(golden => golden.status === 'MERGED');
  if (merged.length === 0) return followed;
  const linked = new Map(followed);
  const brought = new Set(merged.flatMap(golden => stillThere(golden, neighbourhood)));
  const withOwn = new Set(active.filter(link => !brought.has(link.recordId)).map(link => link.goldenId));
  const taken = new Set<string>();
  for (const cluster of clusters) {
    const members = cluster.filter(record => linked.has(record));
    const [holder, ...others] = [...new Set(members.map(record => linked.get(record)))];
    // A golden record that keeps none of its own records lives on in the largest part, as after any split.
    if (holder === undefined || others.length > 0 || !withOwn.has(holder)) continue;
    if (!members.every(record => brought.has(record))) continue;
    const golden = restorable(neighbourhood, members, taken);
    if (golden === undefined) continue;
    taken.add(golden.id);
    for (const record of members) followed.set(record, golden.id);
  }
  return followed;
}

/**
 * The merged golden record that these source records are when they leave the golden record that they are linked to now: all
 * records that came with it (and are still there) are among them. Of several the one that brought most, then the oldest.
 *
 * @param taken ids that are spoken for
 */
export function restorable(
  neighbourhood: Linked,
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
export function stillThere(golden: GoldenSnapshot, neighbourhood: Linked): readonly string[] {
  const holder = resolveRedirect(golden.id, neighbourhood.goldens);
  const linked = new Set(
    neighbourhood.links
      .filter(link => link.goldenId === holder && link.until === undefined)
      .map(link => link.recordId),
  );
  const brought = golden.absorption?.links.map(link => link.recordId) ?? [];
  return brought.filter(record => linked.has(record)).sort(compareText);
}
