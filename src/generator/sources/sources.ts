import { Contracts } from '../things/contract.js';
import { CostCenters, type CostCenter } from '../things/cost-center.js';
import { Items } from '../things/item.js';
import { Locations } from '../things/location.js';
import type { Domain, Network } from '../seed/network.js';
import { SourceNumbering } from './source-numbering.js';
import { chance, field, fold } from '../seed/random.js';
import { coverageOf } from './coverage.js';
import { priceFileKey } from './price-file-item.js';
import { Suppliers } from '../things/supplier.js';
import { SYSTEMS, type System } from '../copies/system.js';

const SYNCED = field('coupa.syncedItem');

/** Lowest number with enough digits above it for all keys of a source, so that its keys are equally long. */
function firstNumber(numbering: SourceNumbering): number {
  let first = 100_000;
  while (numbering.serialMax > first * 9) first *= 10;
  return first;
}

/** Everything that feeds share: the real things of a network, and which source knows each under which key. */
export class Sources {
  readonly network: Network;
  readonly suppliers: Suppliers;
  readonly items: Items;
  readonly locations: Locations;
  readonly costCenters: CostCenters;
  readonly contracts: Contracts;
  private readonly numberings: Partial<Record<System, Partial<Record<Domain, SourceNumbering>>>> = {};
  private readonly firstNumbers = new Map<SourceNumbering, number>();

  constructor(network: Network) {
    this.network = network;
    this.suppliers = new Suppliers(network);
    this.items = new Items(network, this.suppliers);
    this.locations = new Locations(network);
    this.costCenters = new CostCenters(network, this.locations);
    this.contracts = new Contracts(network, this.suppliers, this.items, this.locations);
    for (const system of SYSTEMS) this.addNumberings(system);
  }

  /** Factor on all noise rates. */
  get dirt(): number {
    return this.network.options.dirt;
  }

  /** Which things of a domain a system knows, and under which serial numbers. */
  numbering(system: System, domain: Domain): SourceNumbering {
    const numbering = this.numberings[system]?.[domain];
    if (numbering === undefined) throw new RangeError(`${system} sends no ${domain} records`);
    return numbering;
  }

  /** The systems that know a domain. */
  systemsOf(domain: Domain): readonly System[] {
    return SYSTEMS.filter(system => this.numberings[system]?.[domain] !== undefined);
  }

  private addNumberings(system: System): void {
    for (const domain of ['supplier', 'item', 'location', 'costCenter', 'contract'] as const) {
      const coverage = coverageOf(this, system, domain);
      if (coverage === undefined) continue;
      const expected = coverage.duplicates ? this.network.count(domain) * coverage.share : 0;
      const numbering = new SourceNumbering(this.network, domain, system, coverage.present, expected);
      (this.numberings[system] ??= {})[domain] = numbering;
      this.firstNumbers.set(numbering, firstNumber(numbering));
    }
  }

  /** Key of a source record, its parts joined by `|` as the hub joins them. */
  key(system: System, domain: Domain, index: number, copy: number): string {
    if (domain === 'supplier') return this.supplierKey(system, index, copy);
    if (domain === 'item') return this.itemKey(system, index, copy);
    if (domain === 'location') return this.locationKey(system, index);
    if (domain === 'costCenter') return costCenterKey(system, this.costCenters.at(index));
    return this.contractKey(system, index);
  }

  private number(system: System, domain: Domain, index: number, copy: number): string {
    const numbering = this.numbering(system, domain);
    return String((this.firstNumbers.get(numbering) ?? 0) + numbering.serial(index, copy));
  }

  private supplierKey(system: System, index: number, copy: number): string {
    const number = this.number(system, 'supplier', index, copy);
    return system === 'sap' ? number.padStart(10, '0') : (SUPPLIER_PREFIXES[system] ?? '') + number;
  }

  private itemKey(system: System, index: number, copy: number): string {
    if (system === 'oracle-fusion') return this.erpItemNumber(index, copy);
    if (system === 'wms') return this.erpItemNumber(index, 0);
    if (system === 'gpo') return priceFileKey(this, index);
    if (system === 'coupa' && copy === 0 && this.coupaTakesErpNumber(index)) {
      return `NLH-${this.erpItemNumber(index, 0)}`;
    }
    const number = this.number(system, 'item', index, copy);
    if (system === 'sap') return number.padStart(18, '0');
    if (system === 'billing') return `51${number}`;
    return (system === 'ehr' ? 'SUP' : 'CPA-') + number;
  }

  /** `0041127`: the core ERP's item number, which the hospital's own systems use too. */
  private erpItemNumber(index: number, copy: number): string {
    const numbering = this.numbering('oracle-fusion', 'item');
    const width = Math.max(7, String(numbering.serialMax + 10_000).length);
    return String(10_000 + numbering.serial(index, copy)).padStart(width, '0');
  }

  /** Most catalogue items of the procurement suite come from the core ERP and keep its number. */
  private coupaTakesErpNumber(index: number): boolean {
    const key = fold(this.network.keyOf('item', index), SYNCED);
    return this.numbering('oracle-fusion', 'item').has(index) && chance(key, SYNCED, 0.8);
  }

  private locationKey(system: System, index: number): string {
    if (system === 'ehr' || system === 'wms' || system === 'vms') return this.locations.at(index).code;
    if (system === 'sap') {
      return this.numbering('sap', 'location').serial(index, 0).toString(36).toUpperCase().padStart(4, '0');
    }
    return (LOCATION_PREFIXES[system] ?? '') + this.number(system, 'location', index, 0);
  }

  private contractKey(system: System, index: number): string {
    if (system === 'oracle-fusion') return `BPA-${this.number(system, 'contract', index, 0)}`;
    if (system === 'sap') return `46${this.number(system, 'contract', index, 0).padStart(8, '0')}`;
    const contract = this.contracts.at(index);
    if (system === 'gpo') return `${contract.gpo}|${contract.number}`;
    if (system === 'vms') return `RC-${contract.number}`;
    // Systems with one list of contracts for all purchasing organisations cannot hold a number twice (N14).
    return contract.namesake >= 0 ? `${contract.gpo}-${contract.number}` : contract.number;
  }
}

const SUPPLIER_PREFIXES: Readonly<Partial<Record<System, string>>> = {
  coupa: 'CS-',
  vms: 'VMS-',
  clm: 'CP-',
  wms: 'V',
};
const LOCATION_PREFIXES: Readonly<Partial<Record<System, string>>> = { gpo: 'M', coupa: 'SHIP-' };

/** Key of a cost centre: company and code, the code padded in SAP. */
function costCenterKey(system: System, center: CostCenter): string {
  if (system === 'sap') return `NL0${center.company.slice(1, 2)}|${center.code.padStart(10, '0')}`;
  return system === 'coupa' ? `${center.company}-${center.code}` : `${center.company}|${center.code}`;
}
