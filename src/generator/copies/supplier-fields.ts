import type { SupplierFields } from './supplier-copy.js';
import type { System } from './system.js';

const REMITTING: ReadonlySet<System> = new Set(['oracle-fusion', 'sap']);
const WITH_GLN: ReadonlySet<System> = new Set(['oracle-fusion', 'clm']);

/** What `system` knows about suppliers. */
export function supplierFields(system: System): SupplierFields {
  return {
    system,
    remits: REMITTING.has(system),
    bank: REMITTING.has(system),
    gln: WITH_GLN.has(system),
    nameRequired: system === 'oracle-fusion',
  };
}
