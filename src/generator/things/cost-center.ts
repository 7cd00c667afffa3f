import { FACILITY_BLOCK, DEPARTMENTS, type Locations } from './location.js';
import type { Term } from '../words/item-templates.js';
import { entityId, type Network } from '../seed/network.js';
import { at, below, chance, field, pick, type Key } from '../seed/random.js';
import { SURNAMES } from '../words/word-pools.js';

/** A real cost centre. */
export interface CostCenter {
  readonly index: number;
  readonly id: string;
  readonly key: Key;
  /** Unique within its company: `6010`. */
  readonly code: string;
  readonly company: '010' | '020' | '030';
  readonly name: Term;
  /** Number of the location (facility) that it serves. */
  readonly facility: number;
  /** Number of the summary cost centre above, or -1. */
  readonly parent: number;
  readonly summary: boolean;
  readonly manager: string;
  readonly validFrom: string;
  /** `99991231` while open. */
  readonly validTo: string;
  /** Number of the cost centre that it was merged into (L5), or -1. */
  readonly successor: number;
  /** Number of the cost centre of another company that has the same code (N13), or -1. */
  readonly namesake: number;
}

/** Cost centres per summary node. Offset 16 takes over 17 (L5); 18 and 19 repeat the codes of 8 and 9 elsewhere (N13). */
const COST_CENTER_BLOCK = 20;
const COMPANIES = ['010', '020', '030'] as const;

const MANAGER = field('costCenter.manager');
const SINCE = field('costCenter.since');
const CLOSED = field('costCenter.closed');
const START = field('costCenter.department');

/** Makes the cost centres of one network, each from its number alone. */
export class CostCenters {
  readonly count: number;
  private readonly network: Network;
  private readonly locations: Locations;

  constructor(network: Network, locations: Locations) {
    this.network = network;
    this.locations = locations;
    this.count = network.size.costCenters;
  }

  at(index: number): CostCenter {
    const key = this.network.keyOf('costCenter', index);
    const offset = index % COST_CENTER_BLOCK;
    const block = Math.floor(index / COST_CENTER_BLOCK);
    const namesake = offset >= 18 ? index - 10 : -1;
    const merged = offset === 17;
    const facility = this.locations.facilityIndex(block + 1);
    const place = this.locations.facilityName(facility).name;
    const department = offset === 0 ? undefined : this.departmentOf(block, offset);
    return {
      index,
      id: entityId('costCenter', index),
      key,
      code: this.codeOf(namesake >= 0 ? namesake : index),
      company: at(COMPANIES, block + (namesake >= 0 ? 1 : 0)),
      name: {
        full: `${department?.full ?? 'Clinical Services'} - ${place.full.replace('Northlake ', '')}`,
        short: `${department?.short ?? 'CLIN SVCS'} ${place.short}`,
      },
      facility,
      parent: offset === 0 ? -1 : index - offset,
      summary: offset === 0,
      manager: pick(key, MANAGER, SURNAMES),
      validFrom: `${2012 + below(key, SINCE, 12)}0701`,
      validTo: merged
        ? '20260630'
        : offset > 0 && offset < 16 && chance(key, CLOSED, 0.04)
          ? '20250630'
          : '99991231',
      successor: merged ? index - 1 : -1,
      namesake,
    };
  }

  /** `6010`; five digits where four do not suffice. */
  private codeOf(index: number): string {
    const first = this.count <= 3_000 ? 6_000 : this.count < 9_000 ? 1_000 : 10_000;
    return String(first + index);
  }

  private departmentOf(block: number, offset: number): Term {
    const start = below(this.network.keyOf('costCenter', block * FACILITY_BLOCK), START, DEPARTMENTS.length);
    return at(DEPARTMENTS, start + offset);
  }
}
