/**
 * Price file of the purchasing organisations: a line per contract, item and tier, sorted by contract. It holds
 * records of two domains: contracts (all lines of one number) and items (lines of one catalogue number).
 */
import { contractCopy, type ContractCopy } from '../copies/contract-copy.js';
import { linePrice, type Contract, type Tier } from '../things/contract.js';
import { pipeLine } from './csv-line.js';
import { FAULTS } from '../copies/fault-codes.js';
import type { EditableFeed } from './feed.js';
import type { Item } from '../things/item.js';
import { priceFileItem, type PriceFileItem } from '../sources/price-file-item.js';
import { chance, draw, field, fold } from '../seed/random.js';
import { NOISE_RATES } from '../copies/noise-rates.js';
import type { Sources } from '../sources/sources.js';
import { money } from './spellings.js';

const MISMATCH = field('priceFile.mismatch');
const NAME_WIDTH = 35;

const HEADER =
  'REC|GPO_CODE|CONTRACT_NBR|AMEND_NBR|SUPPLIER_NAME|SUPPLIER_GLN|MFR_NAME|MFR_CATALOG_NBR|DIST_CATALOG_NBR|ITEM_DESC|GTIN|UOM|QOE|TIER_NBR|TIER_DESC|MIN_COMMIT_PCT|PRICE|CUR|PRICE_EFF_DT|PRICE_EXP_DT|UNSPSC|HCPCS|LATEX_IND\r\n';

/** `07/01/2026` */
const american = (day: string): string => `${day.slice(4, 6)}/${day.slice(6)}/${day.slice(0, 4)}`;

/** Faults of an item that make its contract's line wrong too, and what they are called there. */
const LINE_FAULTS: Readonly<Record<string, string>> = {
  [FAULTS.uomUnknown]: FAULTS.uomUnknown,
  [FAULTS.eachQoe]: FAULTS.lineEachQoe,
};

/** The quarterly price file. */
export function priceFileFeed(sources: Sources): EditableFeed<ContractCopy> {
  const numbering = sources.numbering('gpo', 'contract');
  return {
    system: 'gpo',
    domain: 'contract',
    numbering,
    files: [
      {
        name: 'price_file_2026Q3.txt',
        header: HEADER,
        lineEnd: '\r\n',
        trailer: lines => `T|${lines}\r\n`,
        alsoHolds: ['item'],
      },
    ],
    write(index, copy, out, change) {
      const contract = sources.contracts.at(index);
      const original = contractCopy(contract);
      const record = change === undefined ? original : change(original);
      const key = sources.key('gpo', 'contract', index, copy);
      let priced = false;
      const lineFaults = new Map<string, string>();
      for (let number = contract.firstItem; number < contract.endItem; number++) {
        if (!sources.contracts.covers({ index: number, key: sources.network.keyOf('item', number) }))
          continue;
        priced = true;
        const item = sources.items.at(number);
        const listed = priceFileItem(sources, item);
        for (const tier of contract.tiers)
          out.line(0, priceLine(sources, contract, record, item, listed, tier));
        out.record('item', listed.key, item.id, 'PRIMARY', 0, listed.copy.patterns.toString());
        for (const { column, code } of listed.faults) {
          out.error('item', listed.key, column, code);
          const inContract = LINE_FAULTS[code];
          if (inContract !== undefined) lineFaults.set(inContract, column);
        }
      }
      if (priced)
        out.record('contract', key, contract.id, 'PRIMARY', copy, contract.amendment > 0 ? 'D18' : '');
      for (const [code, column] of lineFaults) out.error('contract', key, column, code);
    },
  };
}

function priceLine(
  sources: Sources,
  contract: Contract,
  record: ContractCopy,
  item: Item,
  listed: PriceFileItem,
  tier: Tier,
): string {
  const price = linePrice(item.price, listed.qoe, tier);
  const lineKey = fold(item.key, tier.tier);
  // The price file and the contract system disagree on some lines, by three to ten per cent.
  const off = chance(lineKey, MISMATCH, NOISE_RATES.priceMismatch * sources.dirt)
    ? 103 + (draw(lineKey, MISMATCH) % 8)
    : 100;
  const terms =
    tier.basis === 'ACCESS' ? 'ACCESS' : `COMMIT ${tier.minPercent}% + $${tier.minSpend / 1_000}K`;
  return pipeLine([
    'D',
    contract.gpo,
    contract.number,
    String(record.amendment).padStart(2, '0'),
    sources.suppliers.coreOf(contract.supplier).toUpperCase().slice(0, NAME_WIDTH).trimEnd(),
    sources.suppliers.glnOf(contract.supplier),
    listed.maker,
    listed.copy.mpn,
    '',
    listed.copy.description.toUpperCase(),
    listed.copy.gtin,
    listed.uom,
    String(listed.qoe),
    String(tier.tier),
    terms,
    String(tier.minPercent),
    money(Math.floor((price * off) / 100), 4),
    'USD',
    american(record.effective),
    american(record.expires),
    listed.copy.unspsc,
    item.template.hcpcs,
    item.latex === 'CONTAINS_NRL' ? 'Y' : 'N',
  ]);
}
