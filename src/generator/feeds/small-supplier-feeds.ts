/** Supplier lists of systems that know little about suppliers: contract counterparties and warehouse vendors. */
import { csvLine } from './csv-line.js';
import { csvFile, type EditableFeed } from './feed.js';
import type { Sources } from '../sources/sources.js';
import { fullZip, oneLine } from './spellings.js';
import { supplierFields } from '../copies/supplier-fields.js';
import {
  copySupplier,
  emailOf,
  type SupplierCopy,
  type SupplierFaultAttribute,
} from '../copies/supplier-copy.js';

/** Longest vendor name of the warehouse system. */
const VENDOR_NAME_WIDTH = 30;

/** The counterparties of the contract lifecycle system. */
export function clmSupplierFeed(sources: Sources): EditableFeed<SupplierCopy> {
  const numbering = sources.numbering('clm', 'supplier');
  const fields = supplierFields('clm');
  const columns: Readonly<Record<SupplierFaultAttribute, string>> = {
    name: 'COUNTERPARTY_NAME',
    tin: '',
    gln: 'GLN',
    bank: '',
  };
  return {
    system: 'clm',
    domain: 'supplier',
    numbering,
    files: [
      csvFile(
        'counterparties.csv',
        'COUNTERPARTY_ID,COUNTERPARTY_NAME,GLN,DUNS,ADDRESS,CITY,STATE,POSTAL_CODE,COUNTRY,CONTACT_EMAIL,STATUS,CREATED_ON',
      ),
    ],
    write(index, copy, out, change) {
      const supplier = sources.suppliers.at(index);
      const original = copySupplier(supplier, numbering.copyKey(index, copy), copy, fields, sources.dirt);
      const record = change === undefined ? original : change(original);
      const key = sources.key('clm', 'supplier', index, copy);
      const { address, createdOn } = record;
      const name = record.newName === '' ? record.name.full : record.newName;
      const created = `${createdOn.slice(0, 4)}-${createdOn.slice(4, 6)}-${createdOn.slice(6)}`;
      out.line(
        0,
        csvLine([
          key,
          name,
          record.gln,
          record.duns,
          oneLine(address),
          address.city,
          address.state,
          fullZip(address),
          'US',
          emailOf(sources.suppliers, supplier, record),
          record.active ? 'ACTIVE' : 'INACTIVE',
          created,
        ]),
      );
      out.record('supplier', key, supplier.id, record.role, copy, record.patterns.toString());
      for (const { attribute, code } of record.faults) {
        if (columns[attribute] !== '') out.error('supplier', key, columns[attribute], code);
      }
    },
  };
}

/** The vendors of the warehouse system: short names, no tax ids. */
export function wmsSupplierFeed(sources: Sources): EditableFeed<SupplierCopy> {
  const numbering = sources.numbering('wms', 'supplier');
  const fields = supplierFields('wms');
  return {
    system: 'wms',
    domain: 'supplier',
    numbering,
    files: [csvFile('vendors.csv', 'VENDOR_CODE,VENDOR_NAME,ADDR1,CITY,ST,ZIP,PHONE,DUNS,ACTIVE')],
    write(index, copy, out, change) {
      const supplier = sources.suppliers.at(index);
      const original = copySupplier(supplier, numbering.copyKey(index, copy), copy, fields, sources.dirt);
      const record = change === undefined ? original : change(original);
      const key = sources.key('wms', 'supplier', index, copy);
      const full = (record.newName === '' ? record.name.full : record.newName).toUpperCase();
      if (full.length > VENDOR_NAME_WIDTH) record.patterns.add('D11');
      const { address } = record;
      out.line(
        0,
        csvLine([
          key,
          full.slice(0, VENDOR_NAME_WIDTH),
          oneLine(address),
          address.city,
          address.state,
          address.zip,
          record.phone,
          record.duns,
          record.active ? 'Y' : 'N',
        ]),
      );
      out.record('supplier', key, supplier.id, record.role, copy, record.patterns.toString());
      for (const { attribute, code } of record.faults) {
        if (attribute === 'name') out.error('supplier', key, 'VENDOR_NAME', code);
      }
    },
  };
}
