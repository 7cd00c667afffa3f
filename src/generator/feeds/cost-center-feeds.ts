/** Cost centres: the general ledgers that own them and the systems that keep copies. */
import { copyCostCenter, type CostCenterCopy, type CostCenterFields } from '../copies/cost-center-copy.js';
import type { CostCenter } from '../things/cost-center.js';
import { csvLine } from './csv-line.js';
import { csvFile, jsonArrayFile, type EditableFeed, type FeedFile, type FeedOutput } from './feed.js';
import type { Sources } from '../sources/sources.js';

interface CostCenterFormat extends CostCenterFields {
  readonly files: readonly FeedFile[];
  readonly write: (
    center: CostCenter,
    copy: CostCenterCopy,
    key: string,
    sources: Sources,
    out: FeedOutput,
  ) => void;
}

const slashed = (day: string): string =>
  day === '99991231' ? '' : `${day.slice(0, 4)}/${day.slice(4, 6)}/${day.slice(6)}`;

/** SAP's company code beside its controlling area: NL01 2000, NL02 2100, NL03 2200. */
const companyCodeOf = (area: string): string => String(1_900 + 100 * Number(area.slice(2)));

const FORMATS: readonly CostCenterFormat[] = [
  {
    system: 'oracle-fusion',
    ledger: true,
    files: [
      csvFile(
        'gl_cost_center_values.csv',
        'Value Set Code,Value,Description,Enabled Flag,Start Date,End Date,Summary Flag,Allow Posting,Parent Value,Company,Manager Email',
      ),
    ],
    write: (center, copy, _key, sources, out) => {
      const parent = center.parent < 0 ? '' : sources.costCenters.at(center.parent).code;
      // The fixtures' day is in 2026: what ends later still is open.
      const enabled = copy.validTo > '20261231';
      out.line(
        0,
        csvLine([
          'NLH_COST_CENTER',
          center.code,
          copy.longName.toUpperCase(),
          enabled ? 'Y' : 'N',
          slashed(center.validFrom),
          slashed(copy.validTo),
          center.summary ? 'Y' : 'N',
          center.summary || !enabled ? 'N' : 'Y',
          parent,
          center.company,
          `${center.manager.toLowerCase()}@example.org`,
        ]),
      );
    },
  },
  {
    system: 'sap',
    ledger: true,
    files: [
      csvFile(
        'CSKS.csv',
        'MANDT,KOKRS,KOSTL,DATBI,DATAB,BKZKP,PKZKP,BUKRS,GSBER,KOSAR,VERAK,WAERS,PRCTR,WERKS,KHINR,ABTEI',
        'cost centers by KOKRS, KOSTL, DATBI',
      ),
      csvFile('CSKT.csv', 'MANDT,SPRAS,KOKRS,KOSTL,DATBI,KTEXT,LTEXT', 'cost centers by KOKRS, KOSTL, DATBI'),
    ],
    write: (center, copy, key, _sources, out) => {
      const [area = '', code = ''] = key.split('|');
      const locked = copy.validTo === '99991231' ? '' : 'X';
      const [short = ''] = copy.name.split(' ');
      out.line(
        0,
        csvLine([
          '100',
          area,
          code,
          copy.validTo,
          center.validFrom,
          locked,
          '',
          companyCodeOf(area),
          '',
          'F',
          center.manager.toUpperCase(),
          'USD',
          `P${center.code}`,
          '2010',
          'H_CLIN',
          short.slice(0, 12),
        ]),
      );
      out.line(
        1,
        csvLine([
          '100',
          'E',
          area,
          code,
          copy.validTo,
          copy.name.toUpperCase().slice(0, 20),
          copy.longName.slice(0, 40),
        ]),
      );
    },
  },
  {
    system: 'coupa',
    ledger: false,
    files: [csvFile('cost_centers.csv', 'Lookup,Name,External Ref Num,Parent External Ref Num,Active')],
    write: (center, copy, key, sources, out) => {
      const parent = center.parent < 0 ? '' : sources.key('coupa', 'costCenter', center.parent, 0);
      out.line(
        0,
        csvLine(['Cost Center', copy.name, key, parent, copy.validTo === '99991231' ? 'Yes' : 'No']),
      );
    },
  },
  {
    system: 'vms',
    ledger: false,
    files: [jsonArrayFile('cost_centers.json')],
    write: (center, copy, _key, sources, out) => {
      const facility = sources.locations.facilityCode(center.facility);
      out.line(
        0,
        JSON.stringify({
          costCenter: center.code,
          company: center.company,
          name: copy.longName,
          facility,
          active: copy.validTo === '99991231',
        }),
      );
    },
  },
  {
    system: 'ehr',
    ledger: false,
    files: [csvFile('cost_centers.csv', 'COMPANY,COST_CENTER_ID,COST_CENTER_NAME,FACILITY_CODE,ACTIVE')],
    write: (center, copy, _key, sources, out) => {
      out.line(
        0,
        csvLine([
          center.company,
          center.code,
          copy.name,
          sources.locations.facilityCode(center.facility),
          copy.validTo === '99991231' ? 'Y' : 'N',
        ]),
      );
    },
  },
];

/** One feed per system that lists cost centres. */
export function costCenterFeeds(sources: Sources): readonly EditableFeed<CostCenterCopy>[] {
  return FORMATS.map(format => {
    const numbering = sources.numbering(format.system, 'costCenter');
    return {
      system: format.system,
      domain: 'costCenter' as const,
      numbering,
      files: format.files,
      write(index, copy, out, change) {
        const center = sources.costCenters.at(index);
        const original = copyCostCenter(center, numbering.copyKey(index, copy), format, sources.dirt);
        const key = sources.key(format.system, 'costCenter', index, copy);
        format.write(center, change === undefined ? original : change(original), key, sources, out);
        out.record('costCenter', key, center.id, 'PRIMARY', copy, original.patterns.toString());
      },
    } satisfies EditableFeed<CostCenterCopy>;
  });
}
