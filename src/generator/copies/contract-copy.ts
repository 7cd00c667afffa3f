import type { Contract } from '../things/contract.js';

/** What a system holds about a contract, before its format spells it. */
export interface ContractCopy {
  readonly effective: string;
  readonly expires: string;
  readonly amendment: number;
  readonly status: string;
  /** Catalogue number of a price line for an item that nobody knows, or empty. */
  readonly unknownItem: string;
}

/** The contract as it stands; every system has the same of it. */
export function contractCopy(contract: Contract): ContractCopy {
  return {
    effective: contract.effective,
    expires: contract.expires,
    amendment: contract.amendment,
    status: 'ACTIVE',
    unknownItem: '',
  };
}
