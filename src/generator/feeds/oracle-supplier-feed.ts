/** Oracle Fusion suppliers: three positional FBDI files that join on the supplier's name. */
import { csvField } from './csv-line.js';
import { positionalFile, type EditableFeed, type FeedOutput } from './feed.js';
import { chance, draw, field } from '../seed/random.js';
import type { Sources } from '../sources/sources.js';
import { oneLine } from './spellings.js';
import { supplierFields } from '../copies/supplier-fields.js';
import {
  copySupplier,
  websiteOf,
  type SupplierCopy,
  type SupplierFaultAttribute,
} from '../copies/supplier-copy.js';
import type { Supplier } from '../things/supplier.js';
import type { Address } from '../words/places.js';

const FIELDS = supplierFields('oracle-fusion');

/** Column names as the FBDI template documents them; the files themselves have no header. */
const COLUMNS: Readonly<Record<SupplierFaultAttribute, string>> = {
  name: 'Supplier Name',
  tin: 'Taxpayer ID',
  gln: 'Global Location Number',
  bank: 'Branch Number',
};

const TIN_STYLE = field('oracle.tinStyle');
const OWN_REMIT = field('oracle.remitSite');

const SUPPLIER_TYPES: Readonly<Record<Supplier['kind'], string>> = {
  manufacturer: 'Supplier',
  distributor: 'Supplier',
  service: 'Services',
  staffing: 'Contingent labor',
  physician: 'Physician',
  utility: 'Utility',
  landlord: 'Landlord',
  carrier: 'Freight',
  government: 'Tax authority',
  pcard: 'P-Card',
};

/** Spellings that keep the names of namesakes apart, since Oracle refuses a second supplier of the same name. */
const NAMESAKE_FORMS = { INC: [' INC', ', INC.', ' INC.'], LLC: [' LLC', ', LLC', ' L.L.C.'] } as const;

/** The suppliers of the core ERP. */
export function oracleSupplierFeed(sources: Sources): EditableFeed<SupplierCopy> {
  const numbering = sources.numbering('oracle-fusion', 'supplier');

  /** What Oracle holds in a copy's name column; different for every copy of a supplier. */
  function nameOf(supplier: Supplier, copy: number, record: SupplierCopy): string {
    const { pattern, member } = supplier.place;
    if (pattern === 'N7') {
      const forms = supplier.form?.code === 'LLC' ? NAMESAKE_FORMS.LLC : NAMESAKE_FORMS.INC;
      const name = supplier.core.toUpperCase() + (forms[member] ?? '');
      return copy === 0 ? name : `${name} - ${supplier.home.city} ${copy}`;
    }
    const taken = new Set(
      Array.from({ length: copy }, (_, earlier) => nameOf(supplier, earlier, recordOf(supplier, earlier))),
    );
    const candidates = [
      record.name.full,
      supplier.legalName,
      supplier.legalName.toUpperCase(),
      `${record.name.full} (${supplier.home.city})`,
    ];
    return candidates.find(name => !taken.has(name)) ?? `${record.name.full} ${copy + 1}`;
  }

  const recordOf = (supplier: Supplier, copy: number): SupplierCopy =>
    copySupplier(supplier, numbering.copyKey(supplier.index, copy), copy, FIELDS, sources.dirt);

  function parentName(supplier: Supplier): string {
    if (supplier.parent < 0 || !numbering.has(supplier.parent)) return '';
    const parent = sources.suppliers.at(supplier.parent);
    return nameOf(parent, 0, recordOf(parent, 0));
  }

  return {
    system: 'oracle-fusion',
    domain: 'supplier',
    numbering,
    files: [
      positionalFile('PozSuppliersInt.csv', 'suppliers by Supplier Name'),
      positionalFile('PozSupplierAddressesInt.csv', 'suppliers by Supplier Name'),
      positionalFile('IbyTempExtBankAccts.csv', 'suppliers by Account Holder Name'),
    ],
    write(index, copy, out, change) {
      const supplier = sources.suppliers.at(index);
      const original = recordOf(supplier, copy);
      const record = change === undefined ? original : change(original);
      const key = sources.key('oracle-fusion', 'supplier', index, copy);
      const name = nameOf(supplier, copy, original);
      out.line(
        0,
        supplierLine(supplier, record, {
          key,
          name,
          parent: parentName(supplier),
          website: websiteOf(sources.suppliers, supplier, record),
        }),
      );
      writeAddresses(supplier, record, name, out);
      if (record.bankAccount !== undefined) {
        const { bank, country, aba, account } = record.bankAccount;
        out.line(
          2,
          `9001,${key},1,${bank},Main,${country},${csvField(name)},${account},USD,N,2024/01/01,,,,,CHECKING,,,${aba},END`,
        );
      }
      out.record('supplier', key, supplier.id, record.role, copy, record.patterns.toString());
      for (const { attribute, code } of record.faults) out.error('supplier', key, COLUMNS[attribute], code);
    },
  };
}

function supplierLine(
  supplier: Supplier,
  record: SupplierCopy,
  names: { readonly key: string; readonly name: string; readonly parent: string; readonly website: string },
): string {
  const reportable =
    supplier.kind === 'physician' ? 'Y,MISC6' : supplier.kind === 'staffing' ? 'Y,NEC1' : 'N,';
  const organisation =
    supplier.kind === 'physician'
      ? 'Individual'
      : (supplier.form?.classification ??
        (supplier.kind === 'government' ? 'Government Agency' : 'Corporation'));
  const alias =
    record.role === 'REMIT' ? `${supplier.core.split(' ')[0]?.toUpperCase().replaceAll(',', '')} REMIT` : '';
  const inactive = record.active ? '' : '2025/12/31';
  const action = record.newName === '' ? 'CREATE' : 'UPDATE';
  return (
    `${action},${csvField(names.name)},${csvField(record.newName)},${names.key},${csvField(record.dba)},${organisation},${SUPPLIER_TYPES[supplier.kind]},${inactive},` +
    `SPEND_AUTHORIZED,${csvField(names.parent)},${alias},${record.duns},N,,,,${names.website},,,,US,${taxId(supplier, record)},${reportable},,,,,,,END`
  );
}

function taxId(supplier: Supplier, record: SupplierCopy): string {
  const { tin } = record;
  if (tin === '' || draw(supplier.key, TIN_STYLE) % 10 >= 7) return tin;
  return supplier.tinType === 'EIN'
    ? `${tin.slice(0, 2)}-${tin.slice(2)}`
    : `${tin.slice(0, 3)}-${tin.slice(3, 5)}-${tin.slice(5)}`;
}

function writeAddresses(supplier: Supplier, record: SupplierCopy, name: string, out: FeedOutput): void {
  const quoted = csvField(name);
  if (record.role === 'REMIT') {
    out.line(
      1,
      addressLine(
        quoted,
        `REMIT-${record.address.city.slice(0, 3).toUpperCase()}`,
        record.address,
        record,
        'N,N,Y',
      ),
    );
    return;
  }
  const remitsElsewhere = chance(supplier.key, OWN_REMIT, 0.4);
  out.line(1, addressLine(quoted, 'HQ', record.address, record, remitsElsewhere ? 'N,Y,N' : 'N,Y,Y'));
  if (remitsElsewhere) {
    const box = { ...record, gln: '', phone: '' };
    out.line(1, addressLine(quoted, 'REMIT', supplier.remit, box, 'N,N,Y'));
  }
}

/** Columns 1–41; flags are RFQ, ordering, pay. */
function addressLine(
  name: string,
  site: string,
  address: Address,
  record: { readonly gln: string; readonly phone: string },
  flags: string,
): string {
  const phone = record.phone.replaceAll(/\D/g, '').slice(-10);
  const dialled = phone === '' ? ',' : `${phone.slice(0, 3)},${phone.slice(3, 6)}-${phone.slice(6)}`;
  return (
    `CREATE,${name},${site},,US,${csvField(oneLine(address))},,,,,,,,,,,,${csvField(address.city)},${address.state},,,${address.zip},${address.zip4},,` +
    `${record.gln},US,,1,${dialled},,,,,${flags},,,,END`
  );
}
