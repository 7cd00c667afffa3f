/** SAP vendors of the acquired hospital: LFA1 (general), LFB1 (company code), LFBK (bank), joined on LIFNR. */
import { csvLine } from './csv-line.js';
import { FAULTS } from '../copies/fault-codes.js';
import { csvFile, type EditableFeed, type FeedFile } from './feed.js';
import { chance, draw, field } from '../seed/random.js';
import type { Sources } from '../sources/sources.js';
import { fullZip, oneLine } from './spellings.js';
import { supplierFields } from '../copies/supplier-fields.js';
import { copySupplier, type SupplierCopy, type SupplierFaultAttribute } from '../copies/supplier-copy.js';
import type { SupplierPattern } from '../things/supplier-groups.js';
import type { PaymentTerms, Supplier } from '../things/supplier.js';

const FIELDS = supplierFields('sap');
const COLUMNS: Readonly<Record<SupplierFaultAttribute, string>> = {
  name: 'NAME1',
  tin: 'STCD1',
  gln: '',
  bank: 'BANKL',
};

/** Width of SAP's name and street fields. */
const NAME_WIDTH = 35;

const NAME_STYLE = field('sap.nameStyle');
const BAD_DATE = field('sap.badDate');

/** Share of bank accounts that are valid from a day that no calendar has. */
const BAD_DATES = 0.004;

const DELETED = field('sap.deletionFlag');

/** Names that differ in nothing but their end are not cut off: payee series, sisters, namesakes. */
const KEPT_WHOLE: ReadonlySet<SupplierPattern | undefined> = new Set(['N3', 'N4', 'N7']);

/** Marked for deletion in SAP. */
function isDeleted(supplier: Supplier, record: SupplierCopy): boolean {
  return !record.active && chance(supplier.key, DELETED, 0.3);
}

const VENDOR_FILES: readonly FeedFile[] = [
  csvFile(
    'LFA1.csv',
    'MANDT,LIFNR,KTOKK,LAND1,NAME1,NAME2,NAME3,NAME4,SORTL,STRAS,PFACH,ORT01,REGIO,PSTLZ,PSTL2,SPRAS,TELF1,STCD1,STCD2,STCEG,SPERR,SPERM,SPERZ,LOEVM,LNRZA,VBUND,ERDAT',
    'vendors by LIFNR',
  ),
  csvFile(
    'LFB1.csv',
    'MANDT,LIFNR,BUKRS,AKONT,ZTERM,ZWELS,ZAHLS,REPRF,LNRZB,QLAND,QSSKZ',
    'vendors by LIFNR',
  ),
  csvFile(
    'LFBK.csv',
    'MANDT,LIFNR,BANKS,BANKL,BANKN,BKONT,BVTYP,KOINH,EBPP_BVSTATUS,KOVON,KOBIS',
    'vendors by LIFNR',
  ),
];

/** The vendors of the acquired ERP. */
export function sapSupplierFeed(sources: Sources): EditableFeed<SupplierCopy> {
  const numbering = sources.numbering('sap', 'supplier');
  const recordOf = (supplier: Supplier, copy: number): SupplierCopy =>
    copySupplier(supplier, numbering.copyKey(supplier.index, copy), copy, FIELDS, sources.dirt);

  /** LIFNR of the supplier's own remit-to record, or empty. */
  function remitVendor(supplier: Supplier): string {
    const copies = numbering.copies(supplier.index);
    for (let copy = 1; copy < copies; copy++) {
      if (recordOf(supplier, copy).role === 'REMIT')
        return sources.key('sap', 'supplier', supplier.index, copy);
    }
    return '';
  }

  return {
    system: 'sap',
    domain: 'supplier',
    numbering,
    files: VENDOR_FILES,
    write(index, copy, out, change) {
      const supplier = sources.suppliers.at(index);
      const original = recordOf(supplier, copy);
      const record = change === undefined ? original : change(original);
      const key = sources.key('sap', 'supplier', index, copy);
      const badDate =
        record.bankAccount !== undefined &&
        chance(numbering.copyKey(index, copy), BAD_DATE, BAD_DATES * sources.dirt);
      const factor =
        supplier.factor >= 0 && numbering.has(supplier.factor)
          ? sources.key('sap', 'supplier', supplier.factor, 0)
          : '';
      const payee = record.role === 'REMIT' ? sources.key('sap', 'supplier', index, 0) : factor;
      out.line(
        0,
        vendorLine(supplier, record, {
          key,
          payee,
          style: draw(numbering.copyKey(index, copy), NAME_STYLE) % 20,
        }),
      );
      out.line(
        1,
        `100,${key},2000,0000211000,${termsCode(supplier.terms)},TC,${record.hold === '' ? '' : 'B'},X,${copy === 0 ? remitVendor(supplier) : ''},US,`,
      );
      if (record.bankAccount !== undefined) {
        const { country, aba, account } = record.bankAccount;
        out.line(
          2,
          csvLine([
            '100',
            key,
            country,
            aba,
            account,
            '01',
            '0001',
            supplier.legalName.slice(0, 60).toUpperCase(),
            '',
            badDate ? '20241345' : '20240101',
            '99991231',
          ]),
        );
      }
      out.record('supplier', key, supplier.id, record.role, copy, record.patterns.toString());
      // A record that SAP has marked as deleted is not checked any more.
      if (!isDeleted(supplier, record))
        for (const { attribute, code } of record.faults) out.error('supplier', key, COLUMNS[attribute], code);
      if (badDate && !isDeleted(supplier, record)) out.error('supplier', key, 'KOVON', FAULTS.dateFormat);
    },
  };
}

function vendorLine(
  supplier: Supplier,
  record: SupplierCopy,
  cells: { readonly key: string; readonly payee: string; readonly style: number },
): string {
  const { address } = record;
  const [name1, name2] = splitName(record, KEPT_WHOLE.has(supplier.place.pattern) ? 12 : cells.style);
  const remit = record.role === 'REMIT';
  const box = /(?:Lockbox|PO Box) (\d+)/i.exec(address.street)?.[1] ?? '';
  const newName = record.newName === '' ? undefined : record.newName.slice(0, NAME_WIDTH);
  return csvLine([
    '100',
    cells.key,
    remit ? 'KRED' : supplier.kind === 'manufacturer' ? 'MNFR' : 'LIEF',
    'US',
    newName ?? name1,
    remit ? `c/o ${address.street}` : newName === undefined ? name2 : '',
    supplier.dba !== '' && cells.style % 2 === 0 ? `DBA ${supplier.dba}`.slice(0, NAME_WIDTH) : '',
    '',
    name1.slice(0, 10).toUpperCase(),
    oneLine(address).slice(0, NAME_WIDTH),
    box,
    address.city,
    address.state,
    address.zip4 !== '' && cells.style % 3 === 0 ? fullZip(address) : address.zip,
    box === '' ? '' : fullZip(address),
    'EN',
    record.phone.replaceAll(/\D/g, '').slice(-10),
    record.tin,
    '',
    '',
    record.hold === 'LEGAL' ? 'X' : '',
    record.hold === 'QUALITY' ? 'X' : '',
    record.hold === 'W9' ? 'X' : '',
    isDeleted(supplier, record) ? 'X' : '',
    cells.payee,
    '',
    record.createdOn,
  ]);
}

/** Name over NAME1 and NAME2: the form in a field of its own, cut off at the field's end, or carried over. */
function splitName(record: SupplierCopy, style: number): readonly [string, string] {
  const { core, form, full } = record.name;
  if (style < 12 && core.length <= NAME_WIDTH) return [core, form];
  if (full.length <= NAME_WIDTH) return [full, ''];
  if (style < 17) {
    const cut = full.lastIndexOf(' ', NAME_WIDTH);
    return cut > 0
      ? [full.slice(0, cut), full.slice(cut + 1, cut + 1 + NAME_WIDTH)]
      : [full.slice(0, NAME_WIDTH), full.slice(NAME_WIDTH, 2 * NAME_WIDTH)];
  }
  record.patterns.add('D11');
  return [full.slice(0, NAME_WIDTH), ''];
}

/** `N030` net 30, `2030` 2 % discount, net 30. */
function termsCode(terms: PaymentTerms): string {
  return (
    (terms.discountPercent === 0 ? 'N' : String(terms.discountPercent)) +
    String(terms.netDays).padStart(3, '0')
  );
}
