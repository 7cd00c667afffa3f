/** Coupa suppliers: one CSV with the columns of Coupa's supplier integration. */
import { csvLine } from './csv-line.js';
import { csvFile, type EditableFeed } from './feed.js';
import { at, draw, field } from '../seed/random.js';
import type { Sources } from '../sources/sources.js';
import { fullZip } from './spellings.js';
import { supplierFields } from '../copies/supplier-fields.js';
import {
  copySupplier,
  emailOf,
  websiteOf,
  type SupplierCopy,
  type SupplierFaultAttribute,
} from '../copies/supplier-copy.js';

const FIELDS = supplierFields('coupa');
const COLUMNS: Readonly<Record<SupplierFaultAttribute, string>> = {
  name: 'Name',
  tin: 'Tax ID',
  gln: '',
  bank: '',
};

const METHOD = field('coupa.poMethod');
const METHODS = ['email', 'cxml', 'prompt', 'buy_online'] as const;

const COMMODITIES: Readonly<Record<string, string>> = {
  manufacturer: 'Medical',
  distributor: 'Medical',
  service: 'Services',
  staffing: 'Contingent Labor',
  physician: 'Professional Fees',
  utility: 'Utilities',
  landlord: 'Real Estate',
  carrier: 'Freight',
  government: 'Taxes and Fees',
  pcard: 'P-Card',
};

/** The suppliers of the procurement suite. */
export function coupaSupplierFeed(sources: Sources): EditableFeed<SupplierCopy> {
  const numbering = sources.numbering('coupa', 'supplier');
  return {
    system: 'coupa',
    domain: 'supplier',
    numbering,
    files: [
      csvFile(
        'suppliers.csv',
        'Name,Display Name,Supplier Number,Status,Commodity,Website,Primary Contact Name First,Primary Contact Name Last,Primary Contact Email,Primary Contact Phone Work,Primary Address Street 1,Primary Address Street 2,Primary Address City,Primary Address State,Primary Address Postal Code,Primary Address Country Code,PO Method,PO Email,Payment Term Code,Shipping Term Code,Tax ID,DUNS,One Time Supplier,Parent Company Name',
      ),
    ],
    write(index, copy, out, change) {
      const supplier = sources.suppliers.at(index);
      const copyKey = numbering.copyKey(index, copy);
      const original = copySupplier(supplier, copyKey, copy, FIELDS, sources.dirt);
      const record = change === undefined ? original : change(original);
      const key = sources.key('coupa', 'supplier', index, copy);
      const { netDays, discountPercent, discountDays } = supplier.terms;
      const method = at(METHODS, draw(copyKey, METHOD));
      const name = record.newName === '' ? record.name.full : record.newName;
      const { address, tin } = record;
      const email = emailOf(sources.suppliers, supplier, record);
      out.line(
        0,
        csvLine([
          name,
          supplier.dba === '' ? record.name.core : supplier.dba,
          key,
          record.active ? 'active' : 'inactive',
          COMMODITIES[supplier.kind] ?? '',
          websiteOf(sources.suppliers, supplier, record),
          record.contactFirst,
          record.contactLast,
          email,
          record.phone,
          address.street,
          address.unit,
          address.city,
          address.state,
          fullZip(address),
          'US',
          method,
          method === 'email' ? email : '',
          discountPercent === 0 ? `Net ${netDays}` : `${discountPercent}/${discountDays} Net ${netDays}`,
          'DEST',
          tin === ''
            ? ''
            : supplier.tinType === 'EIN'
              ? `${tin.slice(0, 2)}-${tin.slice(2)}`
              : `${tin.slice(0, 3)}-${tin.slice(3, 5)}-${tin.slice(5)}`,
          record.duns,
          'No',
          supplier.parent < 0 ? '' : sources.suppliers.coreOf(supplier.parent),
        ]),
      );
      out.record('supplier', key, supplier.id, record.role, copy, record.patterns.toString());
      for (const { attribute, code } of record.faults) out.error('supplier', key, COLUMNS[attribute], code);
    },
  };
}
