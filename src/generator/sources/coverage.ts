/** How likely each source system knows each thing: the coverage table of the generator specification (5.3). */
import type { Domain } from '../seed/network.js';
import type { LocationType } from '../things/location.js';
import type { Sources } from './sources.js';
import { supplierPlace, type SupplierKind } from '../things/supplier-groups.js';
import type { System } from '../copies/system.js';

/** Coverage of one domain by one system. */
interface Coverage {
  /** Expected share of all things of the domain. */
  readonly share: number;
  /** Probability that thing `index` is known. */
  readonly present: (index: number) => number;
  /** Whether the system's own list has duplicates. */
  readonly duplicates: boolean;
}

type SupplierOdds = (kind: SupplierKind, single: boolean) => number;

const SUPPLIERS: Readonly<Partial<Record<System, { readonly share: number; readonly odds: SupplierOdds }>>> =
  {
    'oracle-fusion': { share: 0.9, odds: () => 0.9 },
    // Every maker of items must be known, because material records point at its number.
    sap: { share: 0.35, odds: (kind, single) => (kind === 'manufacturer' && single ? 1 : 0.19) },
    coupa: { share: 0.45, odds: () => 0.45 },
    vms: { share: 0.08, odds: kind => (kind === 'staffing' ? 0.85 : kind === 'service' ? 0.045 : 0) },
    clm: {
      share: 0.3,
      odds: kind =>
        kind === 'manufacturer' ? 0.6 : kind === 'distributor' ? 0.5 : kind === 'staffing' ? 0.4 : 0.02,
    },
    wms: { share: 0.1, odds: kind => (kind === 'manufacturer' || kind === 'distributor' ? 0.22 : 0) },
  };

/** Systems that number items after the core ERP know only what it knows; hence conditional odds. */
const ITEMS: Readonly<
  Partial<Record<System, { readonly share: number; readonly odds: number; readonly ofErp: boolean }>>
> = {
  'oracle-fusion': { share: 0.85, odds: 0.85, ofErp: false },
  sap: { share: 0.4, odds: 0.4, ofErp: false },
  coupa: { share: 0.5, odds: 0.5, ofErp: false },
  wms: { share: 0.4, odds: 0.47, ofErp: true },
  ehr: { share: 0.3, odds: 0.353, ofErp: true },
  billing: { share: 0.2, odds: 0.235, ofErp: true },
};

const COST_CENTERS: Readonly<Partial<Record<System, number>>> = {
  'oracle-fusion': 1,
  sap: 0.25,
  coupa: 0.8,
  vms: 0.7,
  ehr: 0.6,
};
const CONTRACTS: Readonly<Partial<Record<System, number>>> = {
  'oracle-fusion': 0.3,
  sap: 0.1,
  coupa: 0.6,
  clm: 1,
};

/** Coverage of `domain` by `system`, or `undefined` where the system does not hold the domain. */
export function coverageOf(sources: Sources, system: System, domain: Domain): Coverage | undefined {
  return COVERAGE[domain](sources, system);
}

const COVERAGE: Readonly<Record<Domain, (sources: Sources, system: System) => Coverage | undefined>> = {
  supplier: supplierCoverage,
  item: itemCoverage,
  location: locationCoverage,
  costCenter: costCenterCoverage,
  contract: contractCoverage,
};

function supplierCoverage(_sources: Sources, system: System): Coverage | undefined {
  const known = SUPPLIERS[system];
  if (known === undefined) return undefined;
  const present = (index: number): number => {
    const { kind, groupSize } = supplierPlace(index);
    return known.odds(kind, groupSize === 1);
  };
  return { share: known.share, duplicates: true, present };
}

function itemCoverage(sources: Sources, system: System): Coverage | undefined {
  if (system === 'gpo') return priceFileItems(sources);
  const known = ITEMS[system];
  if (known === undefined) return undefined;
  const { share, odds, ofErp } = known;
  const present = ofErp
    ? (index: number): number => (sources.numbering('oracle-fusion', 'item').has(index) ? odds : 0)
    : (): number => odds;
  return { share, duplicates: !ofErp, present };
}

/** Items of the purchasing organisations' price file: those that a contract of theirs prices. */
function priceFileItems(sources: Sources): Coverage {
  const present = (index: number): number => {
    const contract = sources.contracts.contractOfItem(index);
    const key = sources.network.keyOf('item', index);
    return sources.contracts.typeOf(contract) === 'GPO' && sources.contracts.covers({ index, key }) ? 1 : 0;
  };
  return { share: 0.45, duplicates: false, present };
}

type LocationOdds = (type: LocationType, acquired: boolean) => number;

const isStock = (type: LocationType): boolean => type === 'STOCK_LOCATION' || type === 'DOCK';

const LOCATIONS: Readonly<Partial<Record<System, { readonly share: number; readonly odds: LocationOdds }>>> =
  {
    // Everything that money is booked on; rooms are the patient record system's.
    'oracle-fusion': { share: 0.76, odds: type => (type === 'ROOM' ? 0 : 1) },
    sap: { share: 0.25, odds: (_type, acquired) => (acquired ? 1 : 0.14) },
    coupa: { share: 0.6, odds: type => (type === 'ROOM' ? 0 : 0.79) },
    vms: { share: 0.6, odds: type => (type === 'STOCK_LOCATION' || type === 'ROOM' ? 0.34 : 1) },
    gpo: {
      share: 0.4,
      odds: type => (type === 'FACILITY' || type === 'WAREHOUSE' || type === 'DEPARTMENT' ? 1 : 0),
    },
    ehr: { share: 0.64, odds: type => (isStock(type) ? 0 : 1) },
    wms: { share: 0.36, odds: type => (isStock(type) ? 1 : 0) },
  };

function locationCoverage({ locations }: Sources, system: System): Coverage | undefined {
  const known = LOCATIONS[system];
  if (known === undefined) return undefined;
  const present = (index: number): number => known.odds(locations.typeOf(index), locations.isAcquired(index));
  return { share: known.share, duplicates: false, present };
}

function costCenterCoverage(_sources: Sources, system: System): Coverage | undefined {
  const share = COST_CENTERS[system];
  return share === undefined ? undefined : { share, duplicates: false, present: () => share };
}

function contractCoverage(sources: Sources, system: System): Coverage | undefined {
  const type = (index: number): string => sources.contracts.typeOf(index);
  if (system === 'gpo')
    return { share: 0.7, duplicates: false, present: index => (type(index) === 'GPO' ? 1 : 0) };
  if (system === 'vms') {
    // A rate card is part of its supplier's record: no supplier, no card.
    const present = (index: number): number =>
      type(index) === 'STAFFING_RATE' &&
      sources.numbering('vms', 'supplier').has(sources.contracts.at(index).supplier)
        ? 1
        : 0;
    return { share: 0.1, duplicates: false, present };
  }
  const share = CONTRACTS[system];
  return share === undefined ? undefined : { share, duplicates: false, present: () => share };
}
