/**
 * What the golden record of each real thing should say: its true values, and the source that should win each
 * under the default authority matrix (domain reference, 2.6), given which sources have one.
 */
import type { Domain } from '../seed/network.js';
import type { Sources } from '../sources/sources.js';
import { copySupplier, type SupplierCopy } from '../copies/supplier-copy.js';
import { supplierFields } from '../copies/supplier-fields.js';
import type { System } from '../copies/system.js';

/** Orders in which systems win, by kind of attribute. */
const ERP_FIRST: readonly System[] = [
  'oracle-fusion',
  'sap',
  'coupa',
  'vms',
  'clm',
  'gpo',
  'ehr',
  'wms',
  'billing',
];
const CONTRACTS_FIRST: readonly System[] = ['clm', 'gpo', 'vms', 'coupa', 'oracle-fusion', 'sap'];
const CATALOGUES_FIRST: readonly System[] = ['gpo', 'oracle-fusion', 'sap', 'coupa', 'ehr'];

interface Expected {
  readonly value: string | boolean;
  readonly source: System;
}

/** One line of `golden.jsonl`, or `undefined` for a thing that no source knows. */
export function goldenLine(sources: Sources, domain: Domain, index: number): string | undefined {
  // In the order in which systems win where nothing else is said: the ERPs first.
  const known = sources.systemsOf(domain).filter(system => sources.numbering(system, domain).has(index));
  if (known.length === 0) return undefined;
  const winner = (order: readonly System[]): System | undefined =>
    order.find(system => known.includes(system));
  const attributes: Record<string, Expected> = {};
  const expect = (name: string, value: string | boolean, source: System | undefined): void => {
    if (source !== undefined && value !== '') attributes[name] = { value, source };
  };
  let entity: string;
  switch (domain) {
    case 'supplier':
      entity = expectSupplier(sources, index, known, expect);
      break;
    case 'item': {
      const item = sources.items.at(index);
      entity = item.id;
      expect('mpn', item.mpn, winner(CATALOGUES_FIRST));
      expect('manufacturer', sources.items.makerName(item.manufacturer), winner(CATALOGUES_FIRST));
      expect('baseUom', item.template.baseUom, winner(['oracle-fusion', 'sap', 'wms']));
      expect('sterile', item.sterile, winner(['oracle-fusion', 'ehr']));
      // Indicators say that there is rubber; that there is none only a catalogue's tag says.
      expect(
        'latex',
        item.latex,
        winner(item.latex === 'CONTAINS_NRL' ? ['gpo', 'ehr', 'oracle-fusion'] : ['coupa']),
      );
      break;
    }
    case 'location': {
      const location = sources.locations.at(index);
      entity = location.id;
      expect('locationType', location.type, winner(ERP_FIRST));
      expect('gln', location.gln, winner(['oracle-fusion', 'gpo', 'sap', 'coupa', 'ehr']));
      break;
    }
    case 'costCenter': {
      const center = sources.costCenters.at(index);
      entity = center.id;
      expect('code', center.code, winner(ERP_FIRST));
      expect('companyCode', center.company, winner(ERP_FIRST));
      expect('validTo', isoDay(center.validTo), winner(ERP_FIRST));
      break;
    }
    case 'contract': {
      const contract = sources.contracts.at(index);
      entity = contract.id;
      expect('contractNumber', contract.number, winner(CONTRACTS_FIRST));
      // Only a group's contract names its group, and only the VMS holds nothing but rates.
      if (contract.type === 'GPO') expect('type', contract.type, winner(['clm', 'gpo']));
      if (contract.type === 'STAFFING_RATE') expect('type', contract.type, winner(['vms']));
      expect('effectiveDate', isoDay(contract.effective), winner(CONTRACTS_FIRST));
      expect('expiryDate', isoDay(contract.expires), winner(CONTRACTS_FIRST));
      break;
    }
  }
  return JSON.stringify({ entityId: entity, domain, attributes });
}

function expectSupplier(
  sources: Sources,
  index: number,
  known: readonly System[],
  expect: (name: string, value: string, source: System | undefined) => void,
): string {
  const supplier = sources.suppliers.at(index);
  const made = new Map<System, SupplierCopy>();
  const copyIn = (system: System): SupplierCopy => {
    let copy = made.get(system);
    if (copy === undefined) {
      copy = copySupplier(
        supplier,
        sources.numbering(system, 'supplier').copyKey(index, 0),
        0,
        supplierFields(system),
        sources.dirt,
      );
      made.set(system, copy);
    }
    return copy;
  };
  const first = (has: (copy: SupplierCopy, system: System) => boolean): System | undefined =>
    known.find(system => has(copyIn(system), system));
  expect(
    'legalName',
    supplier.legalName,
    first(copy => copy.name.full !== ''),
  );
  expect(
    'taxId',
    supplier.tin,
    first(copy => copy.tin !== '' && copy.tin === supplier.tin),
  );
  expect(
    'duns',
    supplier.duns,
    first((copy, system) => copy.duns !== '' && system !== 'sap' && system !== 'vms'),
  );
  expect(
    'gln',
    supplier.gln,
    first(copy => copy.gln === supplier.gln),
  );
  expect('partyType', supplier.partyType, known[0]);
  return supplier.id;
}

/** `20260701` → `2026-07-01` */
function isoDay(day: string): string {
  return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
}
