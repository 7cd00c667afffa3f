/** Relations that hold between real things: what a hub should find or keep beside the records themselves. */
import { otherPackOf, replacementOf } from '../things/item-groups.js';
import { entityId, type Domain } from '../seed/network.js';
import type { Sources } from '../sources/sources.js';
import { factorOf, parentOf } from '../things/supplier-groups.js';

type Relation = readonly [type: string, from: number, to: number];

const RELATIONS: Readonly<Record<Domain, (sources: Sources, index: number) => readonly Relation[]>> = {
  supplier: (_sources, index) => [
    ['PARENT_OF', parentOf(index), index],
    ['REMITS_VIA', index, factorOf(index)],
  ],
  item: (_sources, index) => [
    ['REPLACED_BY', index, replacementOf(index)],
    ['PACK_OF', index, otherPackOf(index)],
  ],
  location: (sources, index) => [['PARENT_OF', sources.locations.at(index).parent, index]],
  costCenter: (sources, index) => {
    const { parent, successor } = sources.costCenters.at(index);
    return [
      ['PARENT_OF', parent, index],
      ['SUCCESSOR_OF', successor, index],
    ];
  },
  contract: () => [],
};

/** Rows `type,domain,from_entity,to_entity` that start or end at thing `index`. */
export function relationRows(sources: Sources, domain: Domain, index: number): readonly string[] {
  return RELATIONS[domain](sources, index)
    .filter(([, from, to]) => from >= 0 && to >= 0)
    .map(([type, from, to]) => `${type},${domain},${entityId(domain, from)},${entityId(domain, to)}`);
}
