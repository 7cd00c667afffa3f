/** An item as it stands in the purchasing organisations' price file. */
import { FAULTS } from '../copies/fault-codes.js';
import { copyItem, type ItemCopy } from '../copies/item-copy.js';
import type { Item, PackLevel } from '../things/item.js';
import { chance, field } from '../seed/random.js';
import type { Sources } from './sources.js';

const WRONG_UNIT = field('priceFile.eachWithQuantity');

/**
 * Shares of items whose lines say EA and a quantity of each other than one (the classic error of price files), or
 * a unit that nobody knows. Low, because a contract stands or falls with all of its lines.
 */
const EACH_WITH_QUANTITY = 0.002;
const UNKNOWN_UNIT = 0.0015;

const NAME_WIDTH = 35;

/** What all price lines of one item in the file have in common. */
export interface PriceFileItem {
  readonly copy: ItemCopy;
  /** Manufacturer's name, capitals, cut at the column's width. */
  readonly maker: string;
  readonly uom: string;
  readonly qoe: number;
  readonly faults: readonly { readonly column: string; readonly code: string }[];
  /** `MFR_NAME|MFR_CATALOG_NBR|UOM` */
  readonly key: string;
}

/** The item's part of its price lines. */
export function priceFileItem(sources: Sources, item: Item): PriceFileItem {
  const copyKey = sources.numbering('gpo', 'item').copyKey(item.index, 0);
  const fields = {
    mpn: true,
    gtin: true,
    mpnRequired: true,
    uomUnknown: UNKNOWN_UNIT,
    unspsc: true,
    descriptionWidth: 60,
  };
  const copy = copyItem(item, sources.items.makerName(item.manufacturer), copyKey, 0, fields, sources.dirt);
  const maker = copy.manufacturer.toUpperCase().slice(0, NAME_WIDTH).trimEnd();
  const pack = orderable(item.packs);
  const wrong =
    pack.qoe > 1 && copy.unknownUom === '' && chance(copyKey, WRONG_UNIT, EACH_WITH_QUANTITY * sources.dirt);
  const uom = wrong ? 'EA' : copy.unknownUom || pack.uom;
  const columns = { description: 'ITEM_DESC', gtin: 'GTIN', uom: 'UOM', unspsc: 'UNSPSC' } as const;
  const faults = copy.faults.map(({ attribute, code }) => ({
    column: columns[attribute],
    code,
  }));
  if (wrong) faults.push({ column: 'UOM', code: FAULTS.eachQoe });
  return { copy, maker, uom, qoe: pack.qoe, faults, key: `${maker}|${copy.mpn}|${uom}` };
}

/** Price lines are for the box where there is one. */
function orderable(packs: readonly PackLevel[]): PackLevel {
  const pack = packs.find(level => level.uom === 'BX') ?? packs[0];
  if (pack === undefined) throw new RangeError('an item has at least one pack level');
  return pack;
}

/** Key of item `index` in the price file. */
export function priceFileKey(sources: Sources, index: number): string {
  return priceFileItem(sources, sources.items.at(index)).key;
}
