/** Contracts: headers in the ERPs and the procurement suite, whole contracts in the contract lifecycle system. */
import { contractCopy, type ContractCopy } from '../copies/contract-copy.js';
import { linePrice, type Contract } from '../things/contract.js';
import { csvLine } from './csv-line.js';
import { csvFile, type EditableFeed } from './feed.js';
import { gtinOfPack } from '../things/item.js';
import { draw, field } from '../seed/random.js';
import type { Sources } from '../sources/sources.js';
import { money } from './spellings.js';

const STYLE = field('contract.numberStyle');
const EVENT = field('contract.event');

const dashed = (day: string): string => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
const slashed = (day: string): string => dashed(day).replaceAll('-', '/');

/** The number as another department writes it (D18). */
function otherStyle(contract: Contract): string {
  const [, initials = '', digits = ''] = contract.number.split('-');
  const styles = [
    contract.number,
    contract.number.replaceAll('-', ''),
    `${initials}-${digits} A${contract.amendment}`,
  ];
  return styles[draw(contract.key, STYLE) % styles.length] ?? contract.number;
}

/** Blanket purchase agreements of the core ERP. */
export function oracleContractFeed(sources: Sources): EditableFeed<ContractCopy> {
  const numbering = sources.numbering('oracle-fusion', 'contract');
  return {
    system: 'oracle-fusion',
    domain: 'contract',
    numbering,
    files: [
      csvFile(
        'blanket_agreements.csv',
        'AGREEMENT_NUMBER,DESCRIPTION,SUPPLIER_NUMBER,SUPPLIER_NAME,SUPPLIER_CONTRACT_NUMBER,START_DATE,END_DATE,STATUS,CURRENCY_CODE,AMENDMENT_NUMBER',
      ),
    ],
    write(index, copy, out, change) {
      const contract = sources.contracts.at(index);
      const record = change === undefined ? contractCopy(contract) : change(contractCopy(contract));
      const key = sources.key('oracle-fusion', 'contract', index, copy);
      const known = sources.numbering('oracle-fusion', 'supplier').has(contract.supplier);
      out.line(
        0,
        csvLine([
          key,
          contract.title,
          known ? sources.key('oracle-fusion', 'supplier', contract.supplier, 0) : '',
          sources.suppliers.coreOf(contract.supplier),
          otherStyle(contract),
          slashed(record.effective),
          slashed(record.expires),
          record.status === 'ACTIVE' ? 'OPEN' : record.status,
          'USD',
          String(record.amendment),
        ]),
      );
      out.record('contract', key, contract.id, 'PRIMARY', copy, 'D18');
    },
  };
}

/** Outline agreements of the acquired ERP. */
export function sapContractFeed(sources: Sources): EditableFeed<ContractCopy> {
  const numbering = sources.numbering('sap', 'contract');
  return {
    system: 'sap',
    domain: 'contract',
    numbering,
    files: [csvFile('EKKO.csv', 'MANDT,EBELN,BUKRS,BSTYP,BSART,LIFNR,KDATB,KDATE,WAERS,IHREZ,LOEKZ')],
    write(index, copy, out, change) {
      const contract = sources.contracts.at(index);
      const record = change === undefined ? contractCopy(contract) : change(contractCopy(contract));
      const key = sources.key('sap', 'contract', index, copy);
      const known = sources.numbering('sap', 'supplier').has(contract.supplier);
      const vendor = known ? sources.key('sap', 'supplier', contract.supplier, 0) : '';
      out.line(
        0,
        csvLine([
          '100',
          key,
          '2000',
          'K',
          'MK',
          vendor,
          record.effective,
          record.expires,
          'USD',
          otherStyle(contract),
          record.status === 'TERMINATED' ? 'L' : '',
        ]),
      );
      out.record('contract', key, contract.id, 'PRIMARY', copy, 'D18');
    },
  };
}

/** Contracts of the procurement suite. */
export function coupaContractFeed(sources: Sources): EditableFeed<ContractCopy> {
  const numbering = sources.numbering('coupa', 'contract');
  return {
    system: 'coupa',
    domain: 'contract',
    numbering,
    files: [
      csvFile(
        'contracts.csv',
        'Contract #,Contract Name,Content Groups,Status,Supplier,Supplier Number,Supplier Account #,Start Date,Expires,Owner Login,Currency Code,Savings %,Version,Terms Type,Minimum Value,Maximum Value',
      ),
    ],
    write(index, copy, out, change) {
      const contract = sources.contracts.at(index);
      const record = change === undefined ? contractCopy(contract) : change(contractCopy(contract));
      const key = sources.key('coupa', 'contract', index, copy);
      const known = sources.numbering('coupa', 'supplier').has(contract.supplier);
      const tiers = contract.tiers.length > 1 ? `committed tier ${contract.tiers.length}` : 'access';
      out.line(
        0,
        csvLine([
          key,
          `${contract.title.replace(' - committed program', '')} - ${tiers}`,
          'Everyone',
          record.status === 'ACTIVE' ? 'published' : 'expired',
          String(1_000 + contract.supplier),
          known ? sources.key('coupa', 'supplier', contract.supplier, 0) : '',
          `NLH-${80_000 + index}`,
          `${dashed(record.effective)}T00:00:00-05:00`,
          `${dashed(record.expires)}T23:59:59-05:00`,
          'm.santos',
          'USD',
          money(
            contract.tiers[contract.tiers.length - 1] === undefined
              ? 0
              : (contract.tiers[contract.tiers.length - 1]?.discount ?? 0) * 100,
            2,
          ),
          String(1 + record.amendment),
          contract.tiers.length > 1 ? 'Multi-tier' : 'Single',
          '',
          '',
        ]),
      );
      out.record('contract', key, contract.id, 'PRIMARY', copy, '');
    },
  };
}

/** Amendment events of the contract lifecycle system: the newest amendment of every contract, one JSON per line. */
export function clmContractFeed(sources: Sources): EditableFeed<ContractCopy> {
  const numbering = sources.numbering('clm', 'contract');
  return {
    system: 'clm',
    domain: 'contract',
    numbering,
    files: [{ name: 'contract_amendments.ndjson', header: '', lineEnd: '\n' }],
    write(index, copy, out, change) {
      const contract = sources.contracts.at(index);
      const record = change === undefined ? contractCopy(contract) : change(contractCopy(contract));
      const key = sources.key('clm', 'contract', index, copy);
      out.line(0, JSON.stringify(amendmentEvent(sources, contract, record, key)));
      out.record('contract', key, contract.id, 'PRIMARY', copy, '');
    },
  };
}

function amendmentEvent(
  sources: Sources,
  contract: Contract,
  record: ContractCopy,
  contractNumber: string,
): object {
  const hex = draw(contract.key, EVENT + record.amendment)
    .toString(16)
    .padStart(8, '0');
  const decided = contract.backdated
    ? Number(record.effective.slice(0, 4)) + 1
    : Number(record.effective.slice(0, 4));
  return {
    eventId: `0197b6f0-7d3e-7c11-9a55-${String(record.amendment).padStart(4, '0')}${hex}`,
    eventType: 'contract.amendment.approved',
    specVersion: '1.0',
    time: `${decided}-06-15T13:05:22Z`,
    contract: {
      contractNumber,
      gpo: contract.type === 'GPO' ? contract.gpo : null,
      supplier: {
        name: sources.suppliers.coreOf(contract.supplier),
        gln: sources.suppliers.glnOf(contract.supplier),
      },
      amendmentNumber: record.amendment,
      supersedes: record.amendment === 0 ? null : record.amendment - 1,
      status: record.status === 'ACTIVE' ? 'APPROVED' : record.status,
      effectiveDate: dashed(record.effective),
      expiryDate: dashed(record.expires),
      tiers: contract.tiers.map(({ tier, basis, minPercent, minSpend }) =>
        basis === 'ACCESS'
          ? { tier, basis }
          : { tier, basis, minPercent, minAnnualSpend: { amount: `${minSpend}.00`, currency: 'USD' } },
      ),
      rebates:
        contract.tiers.length > 1
          ? [{ basis: 'TIERED_VOLUME', period: 'QUARTER', from: '250000.00', percent: '2.50' }]
          : [],
      eligibility: contract.members.map(({ facility, tier }) => ({
        facilityGln: sources.locations.glnOf(facility),
        tier,
        from: dashed(record.effective),
        to: null,
      })),
      priceLines: [...priceLines(sources, contract), ...unknownLine(record.unknownItem)],
    },
  };
}

function priceLines(sources: Sources, contract: Contract): readonly object[] {
  const lines: object[] = [];
  for (let index = contract.firstItem; index < contract.endItem; index++) {
    if (!sources.contracts.covers({ index, key: sources.network.keyOf('item', index) })) continue;
    const item = sources.items.at(index);
    const pack = item.packs.find(level => level.uom === 'BX') ?? item.packs[0];
    if (pack === undefined) continue;
    for (const tier of contract.tiers) {
      lines.push({
        line: lines.length + 1,
        mfrCatalogNumber: item.mpn,
        gtin: gtinOfPack(item, pack),
        uom: pack.uom,
        qoe: pack.qoe,
        tier: tier.tier,
        price: { amount: money(linePrice(item.price, pack.qoe, tier), 4), currency: 'USD' },
      });
    }
  }
  return lines;
}

function unknownLine(mfrCatalogNumber: string): readonly object[] {
  if (mfrCatalogNumber === '') return [];
  const price = { amount: '10.0000', currency: 'USD' };
  return [{ line: 9_999, mfrCatalogNumber, gtin: null, uom: 'EA', qoe: 1, tier: 1, price }];
}
