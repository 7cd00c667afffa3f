/** Items as the hospital's own systems know them: bins, supply lists and charge codes, numbered after the core ERP. */
import { csvLine } from './csv-line.js';
import { csvFile, type EditableFeed } from './feed.js';
import { copyItem, type ItemCopy } from '../copies/item-copy.js';
import { warehouseName } from '../copies/location-copy.js';
import { FACILITY_BLOCK } from '../things/location.js';
import { at, below, chance, draw, field } from '../seed/random.js';
import type { Sources } from '../sources/sources.js';
import { money } from './spellings.js';

const BIN = field('wms.bin');
const ROWS = field('wms.rows');
const PLACE = field('wms.place');
const PAR = field('wms.par');
const COUNTED = field('wms.counted');
const UNMAPPED = field('ehr.unmapped');
const CHARGE_STYLE = field('billing.itemStyle');

const NO_IDENTIFIERS = { mpn: false, gtin: false, mpnRequired: false, uomUnknown: 0, unspsc: false } as const;

/** Warehouse system: an item in each bin that holds it. */
export function wmsItemFeed(sources: Sources): EditableFeed<ItemCopy> {
  const numbering = sources.numbering('wms', 'item');
  const { locations } = sources;
  const places = sources.numbering('wms', 'location');
  const blocks = Math.floor(locations.count / FACILITY_BLOCK);
  return {
    system: 'wms',
    domain: 'item',
    numbering,
    files: [
      csvFile(
        'item_locations.csv',
        'LOC_CODE,LOC_NAME,FACILITY_GLN,BIN,ITEM_NO,ITEM_DESC,STK_UOM,PAR_LEVEL,REORDER_PT,ORDER_UOM,ORDER_UOM_QTY,LOT_TRACKED,EXP_TRACKED,CONSIGNMENT,LAST_COUNT_DT',
      ),
    ],
    write(index, copy, out, change) {
      const item = sources.items.at(index);
      const copyKey = numbering.copyKey(index, copy);
      const original = copyItem(
        item,
        '',
        copyKey,
        copy,
        { ...NO_IDENTIFIERS, descriptionWidth: 40 },
        sources.dirt,
      );
      const record = change === undefined ? original : change(original);
      const key = sources.key('wms', 'item', index, copy);
      const [base] = record.packs;
      const largest = record.packs[record.packs.length - 1];
      const rows = 1 + (draw(copyKey, ROWS) % 2);
      for (let row = 0; row < rows; row++) {
        // Stock locations are offsets 10 to 18 of a facility's block.
        const block = below(copyKey, PLACE + row, blocks);
        const location = locations.at(block * FACILITY_BLOCK + 10 + (draw(copyKey, PLACE + row) % 9));
        const par = 10 * (1 + below(copyKey, PAR + row, 30));
        const counted = draw(copyKey, COUNTED + row);
        const bin = `${String.fromCharCode(65 + (counted % 8))}-${String(1 + (counted % 20)).padStart(2, '0')}-${String(1 + (draw(copyKey, BIN) % 12)).padStart(2, '0')}`;
        const day = `${String(1 + (counted % 9)).padStart(2, '0')}/${String(1 + (counted % 28)).padStart(2, '0')}/2026`;
        out.line(
          0,
          csvLine([
            location.code,
            warehouseName(location, locations, places.copyKey(location.index, 0), sources.dirt),
            locations.glnOf(location.facility),
            bin,
            key,
            record.description,
            base?.uom ?? 'EA',
            String(par),
            String(Math.floor(par / 2)),
            largest?.uom ?? 'EA',
            String(largest?.qoe ?? 1),
            item.template.implant ? 'Y' : 'N',
            item.sterile ? 'Y' : 'N',
            item.template.implant ? 'Y' : 'N',
            day,
          ]),
        );
      }
      out.record('item', key, item.id, record.role, copy, record.patterns.toString());
      for (const { attribute, code } of record.faults) {
        if (attribute === 'description') out.error('item', key, 'ITEM_DESC', code);
      }
    },
  };
}

/** Supply list of the patient record system, with the manufacturer's number and mostly the ERP's. */
export function ehrItemFeed(sources: Sources): EditableFeed<ItemCopy> {
  const numbering = sources.numbering('ehr', 'item');
  return {
    system: 'ehr',
    domain: 'item',
    numbering,
    files: [
      csvFile(
        'supply_list.csv',
        'SUPPLY_ID,SUPPLY_NAME,ERP_ITEM_NO,MANUFACTURER,MFR_CATALOG_NO,DEVICE_IDENTIFIER,LATEX_IND,STERILE_IND,IMPLANT_IND,CHARGEABLE,ACTIVE',
      ),
    ],
    write(index, copy, out, change) {
      const item = sources.items.at(index);
      const copyKey = numbering.copyKey(index, copy);
      const fields = {
        mpn: true,
        gtin: true,
        mpnRequired: false,
        uomUnknown: 0,
        unspsc: false,
        descriptionWidth: 100,
      };
      const original = copyItem(
        item,
        sources.items.makerName(item.manufacturer),
        copyKey,
        copy,
        fields,
        sources.dirt,
      );
      const record = change === undefined ? original : change(original);
      const key = sources.key('ehr', 'item', index, copy);
      const erpNumber = chance(copyKey, UNMAPPED, 0.08) ? '' : sources.key('oracle-fusion', 'item', index, 0);
      const flag = (value: boolean): string => (value ? 'Y' : 'N');
      out.line(
        0,
        csvLine([
          key,
          record.description,
          erpNumber,
          record.manufacturer,
          record.mpn,
          record.gtin,
          flag(item.latex === 'CONTAINS_NRL'),
          flag(item.sterile),
          flag(item.template.implant),
          flag(item.template.hcpcs !== ''),
          flag(record.active),
        ]),
      );
      out.record('item', key, item.id, record.role, copy, record.patterns.toString());
      for (const { attribute, code } of record.faults)
        out.error('item', key, attribute === 'gtin' ? 'DEVICE_IDENTIFIER' : 'SUPPLY_NAME', code);
    },
  };
}

/** Charge master of the billing system: what a used item is charged as. */
export function billingItemFeed(sources: Sources): EditableFeed<ItemCopy> {
  const numbering = sources.numbering('billing', 'item');
  return {
    system: 'billing',
    domain: 'item',
    numbering,
    files: [
      csvFile(
        'charge_master.csv',
        'CHARGE_CODE,CHARGE_DESC,REV_CODE,HCPCS,NDC,ITEM_NO,COST_CENTER,GROSS_CHARGE,EFF_DT,TERM_DT',
      ),
    ],
    write(index, copy, out, change) {
      const item = sources.items.at(index);
      const copyKey = numbering.copyKey(index, copy);
      const original = copyItem(
        item,
        '',
        copyKey,
        copy,
        { ...NO_IDENTIFIERS, descriptionWidth: 30 },
        sources.dirt,
      );
      const record = change === undefined ? original : change(original);
      const key = sources.key('billing', 'item', index, copy);
      const erpNumber = sources.key('oracle-fusion', 'item', index, 0);
      const itemNumber = at([erpNumber, `NLH-${erpNumber}`], draw(copyKey, CHARGE_STYLE) % 2);
      const center = sources.costCenters.at(draw(copyKey, CHARGE_STYLE) % sources.costCenters.count).code;
      const markup = 3 + (draw(copyKey, CHARGE_STYLE) % 5);
      out.line(
        0,
        csvLine([
          key,
          record.description.toUpperCase(),
          item.template.implant ? '0278' : '0270',
          item.template.hcpcs,
          '',
          itemNumber,
          center,
          money(record.price * markup, 2),
          '20260101',
          record.active ? '' : '20261231',
        ]),
      );
      out.record('item', key, item.id, record.role, copy, record.patterns.toString());
      for (const { attribute, code } of record.faults) {
        if (attribute === 'description') out.error('item', key, 'CHARGE_DESC', code);
      }
    },
  };
}
