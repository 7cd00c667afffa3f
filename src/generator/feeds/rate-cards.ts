import type { FeedOutput } from './feed.js';
import { entityId } from '../seed/network.js';
import { at, draw, field } from '../seed/random.js';
import type { Sources } from '../sources/sources.js';

/** Staffing roles of rate cards and labour categories. */
export const STAFFING_ROLES = [
  'RN-ICU',
  'RN-OR',
  'RN-MS',
  'RN-ED',
  'LPN',
  'CNA',
  'RT',
  'PT',
  'OT',
  'SURG-TECH',
  'RAD-TECH',
  'PHARM-TECH',
] as const;

const ROLE = field('rateCard.role');
const RATE = field('rateCard.rate');

/** A line of a rate card as the vendor management system exports it. */
interface RateCard {
  readonly code: string;
  readonly role: string;
  readonly shift: string;
  readonly facility: string;
  readonly costCenter: string;
  readonly currency: string;
  readonly billRate: number;
  readonly effective: string;
  readonly expires: string;
}

/** The rate card of a supplier with a staffing contract; its truth goes to `out` as a contract record. */
export function rateCards(sources: Sources, supplier: number, out: FeedOutput): readonly RateCard[] {
  const index = sources.contracts.staffingContractOf(supplier);
  if (index < 0) return [];
  const contract = sources.contracts.at(index);
  const number = draw(contract.key, ROLE);
  const center = sources.costCenters.at(number % sources.costCenters.count);
  const code = sources.key('vms', 'contract', index, 0);
  out.record('contract', code, entityId('contract', index), 'PRIMARY', 0, 'D18');
  const day = (text: string): string => `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  return [
    {
      code,
      role: at(STAFFING_ROLES, number),
      shift: number % 2 === 0 ? 'DAY' : 'NIGHT',
      facility: sources.locations.facilityCode(center.facility),
      costCenter: center.code,
      currency: 'USD',
      // Halves of a dollar are exact in binary, so every machine prints the same digits.
      billRate: 45 + (draw(contract.key, RATE) % 240) / 2,
      effective: day(contract.effective),
      expires: day(contract.expires),
    },
  ];
}
