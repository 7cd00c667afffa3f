/** Locations in each system that lists them. Every system has its own code for a place and its own idea of its name. */
import { withWrongCheckDigit } from '../words/check-digits.js';
import { csvLine, pipeLine } from './csv-line.js';
import { FAULTS } from '../copies/fault-codes.js';
import { csvFile, jsonArrayFile, type EditableFeed, type FeedFile, type FeedOutput } from './feed.js';
import {
  copyLocation,
  WAREHOUSE_NAME_WIDTH,
  type LocationCopy,
  type LocationFields,
} from '../copies/location-copy.js';
import type { Location } from '../things/location.js';
import { chance, field } from '../seed/random.js';
import type { Sources } from '../sources/sources.js';
import { oneLine } from './spellings.js';
import type { System } from '../copies/system.js';

const BAD_NPI = field('location.badNpi');

/** Share of planted check digit errors in NPIs, per copy. */
const BAD_NPI_SHARE = 0.02;

const isStocked = ({ type }: Location): boolean => type === 'STOCK_LOCATION' || type === 'DOCK';

/** How a system's list of locations is made: what it has of them, where names and GLNs go, and one line of it. */
interface LocationFormat extends LocationFields {
  readonly system: System;
  readonly file: FeedFile;
  /** Column (or path) of the name and of the GLN; empty where the format has none. */
  readonly nameColumn: string;
  readonly glnColumn: string;
  readonly line: (
    location: Location,
    copy: LocationCopy,
    key: string,
    sources: Sources,
    npi: string,
  ) => string;
  /** Column of the NPI, where the format has one. */
  readonly npiColumn?: string;
}

const FORMATS: readonly LocationFormat[] = [
  {
    system: 'oracle-fusion',
    file: csvFile(
      'locations.csv',
      'LOCATION_CODE,LOCATION_NAME,LOCATION_TYPE,PARENT_LOCATION_CODE,ADDRESS_LINE_1,ADDRESS_LINE_2,TOWN_OR_CITY,REGION_2,POSTAL_CODE,COUNTRY,TELEPHONE_NUMBER_1,GLN,SHIP_TO_SITE_FLAG,BILL_TO_SITE_FLAG,RECEIVING_SITE_FLAG,WMS_LOCATION_CODE,EHR_DEPARTMENT_ID,LEGAL_ENTITY,ACTIVE_STATUS,EFFECTIVE_START_DATE',
    ),
    glnShare: 0.9,
    nameWidth: 240,
    nameColumn: 'LOCATION_NAME',
    glnColumn: 'GLN',
    line: (location, copy, key, sources) => {
      const { address } = copy;
      const stocked = isStocked(location);
      const parent = location.parent < 0 ? '' : sources.key('oracle-fusion', 'location', location.parent, 0);
      return csvLine([
        key,
        copy.name,
        location.type,
        parent,
        address.street,
        address.unit,
        address.city,
        address.state,
        address.zip,
        'US',
        copy.phone,
        copy.gln,
        stocked || location.index === location.facility ? 'Y' : 'N',
        location.index === location.facility ? 'Y' : 'N',
        stocked ? 'Y' : 'N',
        stocked ? location.code : '',
        stocked ? '' : location.code,
        `NLH LE${1 + (location.facility % 3)}`,
        copy.active ? 'A' : 'I',
        '2015/07/01',
      ]);
    },
  },
  {
    system: 'sap',
    file: csvFile('T001W.csv', 'MANDT,WERKS,NAME1,NAME2,STRAS,PSTLZ,ORT01,REGIO,LAND1,KOKRS,BUKRS,TELF1,GLN'),
    glnShare: 0.5,
    nameWidth: 30,
    nameColumn: 'NAME1',
    glnColumn: 'GLN',
    line: (location, { name, address, phone, gln }, key, sources) =>
      csvLine([
        '100',
        key,
        name,
        location.index === location.facility
          ? ''
          : sources.locations.facilityName(location.facility).name.short,
        oneLine(address).slice(0, 35),
        address.zip,
        address.city,
        address.state,
        'US',
        'NL01',
        '2000',
        phone.replaceAll(/\D/g, ''),
        gln,
      ]),
  },
  {
    system: 'coupa',
    file: csvFile(
      'addresses.csv',
      'Name,Location Code,Street 1,Street 2,City,State,Postal Code,Country Code,Attention,GLN,Active',
    ),
    glnShare: 0.5,
    nameWidth: 100,
    nameColumn: 'Name',
    glnColumn: 'GLN',
    line: (location, { name, address, gln, active }, key) =>
      csvLine([
        name,
        key,
        address.street,
        address.unit,
        address.city,
        address.state,
        address.zip,
        'US',
        isStocked(location) ? location.code : '',
        gln,
        active ? 'Yes' : 'No',
      ]),
  },
  {
    system: 'vms',
    file: jsonArrayFile('facilities.json'),
    glnShare: 0,
    nameWidth: 200,
    nameColumn: 'facilityName',
    glnColumn: '',
    line: (location, { name, address, active }, key) =>
      JSON.stringify({
        facilityCode: key,
        facilityName: name,
        type: location.type,
        address: { line1: oneLine(address), city: address.city, state: address.state, zip: address.zip },
        active,
      }),
  },
  {
    system: 'ehr',
    file: csvFile(
      'locations.csv',
      'DEPARTMENT_ID,DEPARTMENT_NAME,LOCATION_TYPE,FACILITY_CODE,FACILITY_NAME,PARENT_ID,NPI,ADDRESS,CITY,STATE,ZIP,PHONE,GLN,ACTIVE',
    ),
    glnShare: 0.6,
    nameWidth: 100,
    nameColumn: 'DEPARTMENT_NAME',
    glnColumn: 'GLN',
    npiColumn: 'NPI',
    line: (location, { name, address, phone, gln, active }, key, sources, npi) =>
      csvLine([
        key,
        name,
        location.type,
        sources.locations.facilityCode(location.facility),
        sources.locations.facilityName(location.facility).name.full,
        location.parent < 0 ? '' : sources.locations.at(location.parent).code,
        npi,
        oneLine(address),
        address.city,
        address.state,
        address.zip,
        phone,
        gln,
        active ? 'Y' : 'N',
      ]),
  },
  {
    system: 'wms',
    file: csvFile('locations.csv', 'LOC_CODE,LOC_NAME,FACILITY_GLN,LOC_TYPE,ACTIVE'),
    glnShare: 0,
    nameWidth: WAREHOUSE_NAME_WIDTH,
    nameRequired: true,
    nameColumn: 'LOC_NAME',
    glnColumn: '',
    line: (location, { name, active }, key, sources) =>
      csvLine([key, name, sources.locations.glnOf(location.facility), location.type, active ? 'Y' : 'N']),
  },
];

/** One feed per system that lists locations; the roster of purchasing organisations is {@link rosterFeed}. */
export function locationFeeds(sources: Sources): readonly EditableFeed<LocationCopy>[] {
  return FORMATS.map(format => ({
    system: format.system,
    domain: 'location' as const,
    numbering: sources.numbering(format.system, 'location'),
    files: [format.file],
    write(index, copy, out, change) {
      const key = sources.key(format.system, 'location', index, copy);
      const location = sources.locations.at(index);
      const made = makeCopy(sources, format, location, key, out);
      const record = change === undefined ? made : change(made);
      const copyKey = sources.numbering(format.system, 'location').copyKey(index, copy);
      const badNpi =
        format.npiColumn !== undefined && location.npi !== '' && chance(copyKey, BAD_NPI, BAD_NPI_SHARE);
      if (badNpi) out.error('location', key, format.npiColumn ?? '', FAULTS.npiCheckDigit);
      out.line(
        0,
        format.line(
          location,
          record,
          key,
          sources,
          badNpi ? withWrongCheckDigit(location.npi) : location.npi,
        ),
      );
      out.record('location', key, location.id, 'PRIMARY', copy, made.patterns.toString());
    },
  }));
}

/** The copy of a location that a system has; its planted errors go to `out`. */
function makeCopy(
  sources: Sources,
  format: LocationFormat,
  location: Location,
  key: string,
  out: FeedOutput,
): LocationCopy {
  const copyKey = sources.numbering(format.system, 'location').copyKey(location.index, 0);
  const made = copyLocation(location, sources.locations, copyKey, format, sources.dirt);
  for (const { attribute, code } of made.faults) {
    out.error('location', key, attribute === 'name' ? format.nameColumn : format.glnColumn, code);
  }
  return made;
}

/** Members of the purchasing organisations: a line per facility or department and contract it may buy on. */
export function rosterFeed(sources: Sources): EditableFeed<LocationCopy> {
  const numbering = sources.numbering('gpo', 'location');
  const format: LocationFormat = {
    system: 'gpo',
    file: {
      name: 'member_roster.txt',
      header:
        'MEMBER_ID|PARENT_ID|FACILITY_NAME|GLN|HIN|DEA|ADDR1|CITY|ST|ZIP|CLASS_OF_TRADE|CONTRACT_NBR|TIER_NBR|ELIG_START|ELIG_END|STATUS\r\n',
      lineEnd: '\r\n',
    },
    glnShare: 1,
    nameWidth: 60,
    nameColumn: 'FACILITY_NAME',
    glnColumn: 'GLN',
    line: () => '',
  };
  return {
    system: 'gpo',
    domain: 'location',
    numbering,
    files: [format.file],
    write(index, copy, out, change) {
      const key = sources.key('gpo', 'location', index, copy);
      const location = sources.locations.at(index);
      const made = makeCopy(sources, format, location, key, out);
      const record = change === undefined ? made : change(made);
      const { address } = record;
      const parent =
        location.index === location.facility
          ? 'M000000'
          : sources.key('gpo', 'location', location.facility, 0);
      const contract = sources.contracts.at((location.facility * 7 + index) % sources.contracts.count);
      out.line(
        0,
        pipeLine([
          key,
          parent,
          record.name.toUpperCase(),
          record.gln,
          location.hin,
          '',
          oneLine(address).toUpperCase(),
          address.city.toUpperCase(),
          address.state,
          address.zip,
          location.classOfTrade,
          contract.number,
          String(contract.tiers.length),
          contract.effective,
          contract.expires,
          record.active ? 'A' : 'T',
        ]),
      );
      out.record('location', key, location.id, 'PRIMARY', copy, made.patterns.toString());
    },
  };
}
