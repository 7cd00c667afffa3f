/** Items of the two ERPs and the procurement suite, each in its own format. */
import { csvFile, type EditableFeed, type FeedFile } from './feed.js';
import { csvLine } from './csv-line.js';
import { copyItem, type ItemCopy, type ItemFaultAttribute } from '../copies/item-copy.js';
import { gtinOfPack, type Item, type PackLevel } from '../things/item.js';
import { NOISE_RATES } from '../copies/noise-rates.js';
import { at, chance, draw, field } from '../seed/random.js';
import type { Sources } from '../sources/sources.js';
import { money } from './spellings.js';
import { dateBetween } from '../copies/supplier-copy.js';

const UOM_STYLE = field('item.uomStyle');
const OLD_NUMBER = field('sap.oldNumber');
const UNIT = field('coupa.unit');
const VENDOR_NUMBER = field('coupa.vendorNumber');
const QUANTITY = field('item.quantity');
const DISTRIBUTED = field('coupa.distributed');

/** Other spellings of a unit that a system's clerks use beside its code; see the README for the list per system. */
const SYNONYMS: Readonly<Record<PackLevel['uom'], string>> = {
  EA: 'EACH',
  PR: 'PAIR',
  BX: 'BOX',
  CA: 'CASE',
};
const SAP_UNITS: Readonly<Record<PackLevel['uom'], string>> = { EA: 'EA', PR: 'PAA', BX: 'BX', CA: 'CS' };
const COUPA_UNITS: Readonly<Record<PackLevel['uom'], string>> = { EA: 'EA', PR: 'PR', BX: 'BX', CA: 'CS' };

/** Share of unit codes written in another way, and of pack quantities that are wrong. */
const UOM_SYNONYM = 0.25;
const QOE_WRONG = 0.015;

const ALL_FIELDS = {
  mpn: true,
  gtin: true,
  mpnRequired: false,
  uomUnknown: NOISE_RATES.uomUnknown / 2,
  unspsc: true,
} as const;

/** The catalogue of the core ERP. */
export function oracleItemFeed(sources: Sources): EditableFeed<ItemCopy> {
  const numbering = sources.numbering('oracle-fusion', 'item');
  const columns: Readonly<Record<ItemFaultAttribute, string>> = {
    description: 'DESCRIPTION',
    gtin: 'GTIN',
    uom: 'PRIMARY_UOM_CODE',
    unspsc: 'UNSPSC_CODE',
  };
  return {
    system: 'oracle-fusion',
    domain: 'item',
    numbering,
    files: [
      csvFile(
        'items.csv',
        'ORGANIZATION_CODE,ITEM_NUMBER,DESCRIPTION,INVENTORY_ITEM_STATUS_CODE,USER_ITEM_TYPE,PRIMARY_UOM_CODE,MANUFACTURER_NAME,MFG_PART_NUM,GTIN,UNSPSC_CODE,PACKAGING,LIST_PRICE,PRICE_UOM,LATEX_INDICATOR,STERILE_FLAG,IMPLANT_FLAG,LOT_CONTROL,REPLACEMENT_ITEM,CREATION_DATE',
      ),
    ],
    write(index, copy, out, change) {
      const item = sources.items.at(index);
      const copyKey = numbering.copyKey(index, copy);
      const original = copyItem(
        item,
        sources.items.makerName(item.manufacturer),
        copyKey,
        copy,
        { ...ALL_FIELDS, descriptionWidth: 240 },
        sources.dirt,
      );
      const record = change === undefined ? original : change(original);
      const key = sources.key('oracle-fusion', 'item', index, copy);
      const [base] = record.packs;
      const uom = base === undefined ? 'EA' : base.uom;
      const replacement =
        item.replacedBy >= 0 && numbering.has(item.replacedBy)
          ? sources.key('oracle-fusion', 'item', item.replacedBy, 0)
          : '';
      const created = dateBetween(copyKey, 2014, 12);
      out.line(
        0,
        csvLine([
          'NLM',
          key,
          record.description,
          record.active ? 'Active' : 'Inactive',
          item.template.implant ? 'IMPLANT' : 'STOCK',
          record.unknownUom || synonym(uom, uom, copyKey),
          record.manufacturer,
          record.mpn,
          record.gtin,
          record.unspsc,
          packagingText(record.packs),
          money(record.price * (base?.qoe ?? 1), 4),
          uom,
          item.latex === 'CONTAINS_NRL' ? 'Y' : 'N',
          item.sterile ? 'Y' : 'N',
          item.template.implant ? 'Y' : 'N',
          item.template.implant || item.sterile ? 'Y' : 'N',
          replacement,
          `${created.slice(0, 4)}/${created.slice(4, 6)}/${created.slice(6)}`,
        ]),
      );
      out.record('item', key, item.id, record.role, copy, record.patterns.toString());
      for (const { attribute, code } of record.faults) out.error('item', key, columns[attribute], code);
    },
  };
}

const MATERIAL_COLUMNS: Readonly<Record<ItemFaultAttribute, string>> = {
  description: 'MAKTX',
  gtin: 'EAN11',
  uom: 'MEINS',
  unspsc: 'EXTWG',
};

const MATERIAL_FILES: readonly FeedFile[] = [
  csvFile(
    'MARA.csv',
    'MANDT,MATNR,MTART,MATKL,MEINS,EAN11,NUMTP,MFRPN,MFRNR,BISMT,LVORM,MSTAE,MHDRZ,XCHPF,EXTWG,ERSDA',
    'materials by MATNR',
  ),
  csvFile('MAKT.csv', 'MANDT,MATNR,SPRAS,MAKTX', 'materials by MATNR'),
  csvFile('MARM.csv', 'MANDT,MATNR,MEINH,UMREZ,UMREN,EAN11', 'materials by MATNR'),
];

/** Materials of the acquired ERP: general data, text and units, joined on MATNR. */
export function sapItemFeed(sources: Sources): EditableFeed<ItemCopy> {
  const numbering = sources.numbering('sap', 'item');
  const erp = sources.numbering('oracle-fusion', 'item');
  return {
    system: 'sap',
    domain: 'item',
    numbering,
    files: MATERIAL_FILES,
    write(index, copy, out, change) {
      const item = sources.items.at(index);
      const copyKey = numbering.copyKey(index, copy);
      const original = copyItem(
        item,
        '',
        copyKey,
        copy,
        { ...ALL_FIELDS, descriptionWidth: 40 },
        sources.dirt,
      );
      const record = change === undefined ? original : change(original);
      const key = sources.key('sap', 'item', index, copy);
      const [base] = record.packs;
      const unit = record.unknownUom || (base === undefined ? 'EA' : SAP_UNITS[base.uom]);
      const gtin = record.gtin.startsWith('0') ? record.gtin.slice(1) : record.gtin;
      const oldNumber =
        erp.has(index) && chance(copyKey, OLD_NUMBER, 0.25)
          ? `NLH-${sources.key('oracle-fusion', 'item', index, 0)}`
          : '';
      const maker = sources.key('sap', 'supplier', item.manufacturer, 0);
      out.line(
        0,
        csvLine([
          '100',
          key,
          'HAWA',
          item.unspsc,
          unit,
          gtin,
          gtin === '' ? '' : 'HE',
          record.mpn,
          maker,
          oldNumber,
          '',
          record.active ? '' : '01',
          '0',
          item.template.implant ? 'X' : '',
          record.unspsc,
          dateBetween(copyKey, 2014, 12),
        ]),
      );
      out.line(1, csvLine(['100', key, 'E', record.description]));
      const wrong = chance(copyKey, QUANTITY, QOE_WRONG * sources.dirt);
      record.packs.forEach((pack, level) => {
        const meinh = level === 0 ? unit : SAP_UNITS[pack.uom];
        const quantity = wrong && level > 0 ? pack.qoe * 10 : pack.qoe;
        const ean = record.gtin === '' || level === 0 ? (level === 0 ? gtin : '') : gtinOfPack(item, pack);
        out.line(2, `100,${key},${meinh},${quantity},1,${ean}`);
      });
      out.record('item', key, item.id, record.role, copy, record.patterns.toString());
      for (const { attribute, code } of record.faults)
        out.error('item', key, MATERIAL_COLUMNS[attribute], code);
    },
  };
}

/** The catalogue of the procurement suite: one line per orderable item, with supplier, contract and price. */
export function coupaItemFeed(sources: Sources): EditableFeed<ItemCopy> {
  const numbering = sources.numbering('coupa', 'item');
  const columns: Readonly<Record<ItemFaultAttribute, string>> = {
    description: 'Name',
    gtin: '',
    uom: 'UOM code',
    unspsc: 'UNSPSC',
  };
  return {
    system: 'coupa',
    domain: 'item',
    numbering,
    files: [
      csvFile(
        'items.csv',
        'Name,Description,UOM code,Active,Item Number,Image URL,Commodity,Tags,Require Receiving,Manufacturer Name,Manufacturer Part Number,UNSPSC,Supplier Name,Supplier Part Number,Contract Number,Price,Currency,Pack Size',
      ),
    ],
    write(index, copy, out, change) {
      const item = sources.items.at(index);
      const copyKey = numbering.copyKey(index, copy);
      const fields = { ...ALL_FIELDS, gtin: false, descriptionWidth: 255 };
      const original = copyItem(
        item,
        sources.items.makerName(item.manufacturer),
        copyKey,
        copy,
        fields,
        sources.dirt,
      );
      const record = change === undefined ? original : change(original);
      const key = sources.key('coupa', 'item', index, copy);
      const pack = at(record.packs, draw(copyKey, UNIT) % 2);
      const contract = sources.contracts.contractOfItem(index);
      const covered = sources.contracts.covers(item);
      const tags = [item.latex === 'NOT_MADE_WITH_NRL' ? 'latex-free' : '', item.sterile ? 'sterile' : '']
        .filter(tag => tag !== '')
        .join(';');
      out.line(
        0,
        csvLine([
          record.description === '' ? '' : shortName(item),
          record.description,
          record.unknownUom || synonym(COUPA_UNITS[pack.uom], pack.uom, copyKey),
          record.active ? 'Yes' : 'No',
          key,
          '',
          item.template.noun.full,
          tags,
          'Yes',
          record.manufacturer,
          record.mpn,
          record.unspsc,
          ...vendorOf(sources, item, copyKey),
          covered ? contractNumber(sources, contract) : '',
          money(record.price * pack.qoe, 2),
          'USD',
          String(pack.qoe),
        ]),
      );
      out.record('item', key, item.id, record.role, copy, record.patterns.toString());
      for (const { attribute, code } of record.faults) {
        if (columns[attribute] !== '') out.error('item', key, columns[attribute], code);
      }
    },
  };
}

/** The code of a unit, or now and then another word for it. */
function synonym(code: string, uom: PackLevel['uom'], copyKey: number): string {
  return chance(copyKey, UOM_STYLE, UOM_SYNONYM) ? SYNONYMS[uom] : code;
}

/** `50 PR/BX 4 BX/CA` */
function packagingText(packs: readonly PackLevel[]): string {
  const parts: string[] = [];
  for (let level = 1; level < packs.length; level++) {
    const [child, parent] = [packs[level - 1], packs[level]];
    if (child !== undefined && parent !== undefined)
      parts.push(`${parent.qoe / child.qoe} ${child.uom}/${parent.uom}`);
  }
  return parts.join(' ');
}

/** `Glove, surgical, size 7.5` */
function shortName(item: Item): string {
  return `${item.template.noun.full}, ${item.template.modifiers[0]?.full ?? ''}, ${item.size}`;
}

/** Who sells it and under which number: the maker under its own number, or a distributor under another. */
function vendorOf(sources: Sources, item: Item, copyKey: number): readonly [string, string] {
  if (!chance(copyKey, DISTRIBUTED, 0.35))
    return [sources.items.makerName(item.manufacturer), item.mpn.replaceAll(/[^A-Z0-9]/g, '')];
  const { supplier } = sources.contracts.at(sources.contracts.contractOfItem(item.index));
  return [sources.suppliers.coreOf(supplier), String(1_000_000 + (draw(copyKey, VENDOR_NUMBER) % 9_000_000))];
}

function contractNumber(sources: Sources, contract: number): string {
  return sources.key('coupa', 'contract', contract, 0);
}
