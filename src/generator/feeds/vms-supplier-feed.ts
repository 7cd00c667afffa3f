/** Suppliers of the vendor management system: a JSON array, rate cards included. */
import { jsonArrayFile, type EditableFeed } from './feed.js';
import { chance, draw, field } from '../seed/random.js';
import { rateCards, STAFFING_ROLES } from './rate-cards.js';
import type { Sources } from '../sources/sources.js';
import { fullZip, oneLine } from './spellings.js';
import { supplierFields } from '../copies/supplier-fields.js';
import { copySupplier, type SupplierCopy, type SupplierFaultAttribute } from '../copies/supplier-copy.js';

const FIELDS = supplierFields('vms');
const PATHS: Readonly<Record<SupplierFaultAttribute, string>> = {
  name: 'businessName',
  tin: 'taxIdentifier',
  gln: '',
  bank: '',
};

const ROLES = field('vms.roles');
const CROSS_REFERENCE = field('vms.erpNumber');
const COMMISSION = field('vms.jointCommission');
const EXPIRY = field('vms.expiry');

/** The staffing and service suppliers of the vendor management system. */
export function vmsSupplierFeed(sources: Sources): EditableFeed<SupplierCopy> {
  const numbering = sources.numbering('vms', 'supplier');
  const oracle = sources.numbering('oracle-fusion', 'supplier');
  return {
    system: 'vms',
    domain: 'supplier',
    numbering,
    files: [jsonArrayFile('suppliers.json', ['contract'])],
    write(index, copy, out, change) {
      const supplier = sources.suppliers.at(index);
      const copyKey = numbering.copyKey(index, copy);
      const original = copySupplier(supplier, copyKey, copy, FIELDS, sources.dirt);
      const record = change === undefined ? original : change(original);
      const key = sources.key('vms', 'supplier', index, copy);
      const knowsErp = oracle.has(index) && chance(copyKey, CROSS_REFERENCE, 0.5);
      const roles = STAFFING_ROLES.filter((_, role) => (draw(copyKey, ROLES) >>> role) % 4 === 0);
      const { tin, address } = record;
      out.line(
        0,
        JSON.stringify({
          supplierCode: key,
          businessName: record.newName === '' ? record.name.full : record.newName,
          dbaName: record.dba === '' ? null : record.dba,
          taxIdentifier: tin === '' ? null : `${tin.slice(0, 2)}-${tin.slice(2)}`,
          w9Classification: supplier.form?.classification ?? 'Corporation',
          status: record.active ? 'ACTIVE' : 'INACTIVE',
          laborCategories: roles,
          insurance: [{ type: 'GL', carrier: 'Example Mutual', expires: `2026-${month(copyKey)}-28` }],
          credentials: chance(supplier.key, COMMISSION, 0.6)
            ? [
                {
                  type: 'JOINT_COMMISSION_HCSS',
                  number: `HC-${1000 + (supplier.index % 900_000)}`,
                  expires: `2027-${month(supplier.key)}-28`,
                },
              ]
            : [],
          remitTo: {
            line1: oneLine(address),
            city: address.city,
            state: address.state,
            zip: fullZip(address),
          },
          erpSupplierNumber: knowsErp ? sources.key('oracle-fusion', 'supplier', index, 0) : null,
          rateCards: copy === 0 ? rateCards(sources, index, out) : [],
        }),
      );
      out.record('supplier', key, supplier.id, record.role, copy, record.patterns.toString());
      for (const { attribute, code } of record.faults) out.error('supplier', key, PATHS[attribute], code);
    },
  };
}

function month(key: number): string {
  return String(1 + (draw(key, EXPIRY) % 12)).padStart(2, '0');
}
