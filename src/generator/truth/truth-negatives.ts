/**
 * Pairs that look alike and are not the same (N), or belong together without being the same (L): what a matcher
 * must not merge, with the pattern that makes each pair hard.
 */
import { ITEM_BLOCK, ITEM_RUN, itemPlace, modelOf } from '../things/item-groups.js';
import { FACILITY_BLOCK, isNamesake } from '../things/location.js';
import type { Domain } from '../seed/network.js';
import type { Sources } from '../sources/sources.js';
import { factorOf, groupLeader, supplierPlace } from '../things/supplier-groups.js';
import type { System } from '../copies/system.js';

/** A pair of real things by number, the later one implied, with its pattern. */
interface Negative {
  readonly other: number;
  readonly pattern: string;
}

/** Rows `a_system,a_key,b_system,b_key,domain,pattern` for thing `index` against earlier things. */
export function negativeRows(sources: Sources, domain: Domain, index: number): readonly string[] {
  const rows: string[] = [];
  for (const { other, pattern } of negativesOf(sources, domain, index)) {
    const known = sources.systemsOf(domain);
    const both = known.filter(
      system => sources.numbering(system, domain).has(index) && sources.numbering(system, domain).has(other),
    );
    for (const system of both) rows.push(row(sources, domain, [system, other], [system, index], pattern));
    if (both.length > 0) continue;
    const left = known.find(system => sources.numbering(system, domain).has(other));
    const right = known.find(system => sources.numbering(system, domain).has(index));
    if (left !== undefined && right !== undefined)
      rows.push(row(sources, domain, [left, other], [right, index], pattern));
  }
  return rows;
}

function row(
  sources: Sources,
  domain: Domain,
  left: readonly [System, number],
  right: readonly [System, number],
  pattern: string,
): string {
  const key = ([system, index]: readonly [System, number]): string =>
    `${system},${quoted(sources.key(system, domain, index, 0))}`;
  return `${key(left)},${key(right)},${domain},${pattern}`;
}

/** Composite keys may hold commas (manufacturers' names). */
export function quoted(key: string): string {
  return /[",]/.test(key) ? `"${key.replaceAll('"', '""')}"` : key;
}

function negativesOf(sources: Sources, domain: Domain, index: number): readonly Negative[] {
  if (domain === 'supplier') return supplierNegatives(index);
  if (domain === 'item') return itemNegatives(index);
  if (domain === 'location') return locationNegatives(sources, index);
  if (domain === 'contract') return pairWith(sources.contracts.at(index).namesake, 'N14');
  const { namesake, successor } = sources.costCenters.at(index);
  return [...pairWith(namesake, 'N13'), ...pairWith(successor, 'L5')];
}

function pairWith(other: number, pattern: string): readonly Negative[] {
  return other >= 0 ? [{ other, pattern }] : [];
}

function supplierNegatives(index: number): readonly Negative[] {
  const place = supplierPlace(index);
  const factor = factorOf(index);
  if (factor >= 0) return [{ other: factor, pattern: 'L2' }];
  if (place.pattern === undefined) return [];
  const leader = groupLeader(index);
  return Array.from({ length: place.member }, (_, member) => ({
    other: leader + member,
    // Two subsidiaries of one parent are a brand family to each other.
    pattern: place.pattern === 'L1' && member > 0 ? 'N1' : (place.pattern ?? ''),
  }));
}

function itemNegatives(index: number): readonly Negative[] {
  const { pattern } = itemPlace(index);
  if (pattern === undefined) return [];
  if (pattern === 'N8') {
    const member = (index % ITEM_BLOCK) % ITEM_RUN;
    return [1, 2].filter(step => step <= member).map(step => ({ other: index - step, pattern }));
  }
  const model = modelOf(index);
  return model === index ? [] : [{ other: model, pattern }];
}

function locationNegatives(sources: Sources, index: number): readonly Negative[] {
  const block = Math.floor(index / FACILITY_BLOCK);
  const offset = index % FACILITY_BLOCK;
  if (block === 0) return [];
  if (offset === 0)
    return isNamesake(block) && block >= 6 + 5 ? [{ other: index - 6 * FACILITY_BLOCK, pattern: 'N7' }] : [];
  // One phone and one address for all departments of a building.
  if (offset === 2 && block % 4 === 0) return [{ other: index - 1, pattern: 'N6' }];
  const namesake = block % 2 === 0 && offset < 10 ? sources.locations.sameDepartmentBefore(index) : -1;
  return namesake >= 0 ? [{ other: namesake, pattern: 'N7' }] : [];
}
