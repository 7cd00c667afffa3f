import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SubmitRecordsService } from '../../src/ingestion/index.js';
import { SourceRecordRepository } from '../../src/ingestion/source-record.repository.js';
import { useHub } from '../harness/index.js';
import { emptyHub } from '../integration/write-path/empty-hub.js';
import { supplierFields } from '../integration/write-path/supplier-network.js';

const hub = useHub({ systems: 'hub-systems' });
const WRITERS = 32;
/** Real suppliers in the storm: few, so that every writer meets every other one. */
const SUPPLIERS = 3;

/** What a writer sends of a supplier: a third the very same record, a third one in other words, a third one without phone. */
function variant(
  writer: number,
  supplier: number,
): { system: 'alpha' | 'beta'; fields: Record<string, string> } {
  const own = supplierFields(supplier);
  const id = `${writer}-${supplier}`;
  if (writer % 3 === 0) return { system: 'alpha', fields: { ...own, ID: `same-${supplier}` } };
  if (writer % 3 === 1)
    return {
      system: 'beta',
      fields: { ...own, ID: id, NAME: (own['NAME'] ?? '').toUpperCase().replace(',', '') },
    };
  return { system: 'alpha', fields: { ...own, ID: id, PHONE: '', EIN: (own['EIN'] ?? '').replace('-', '') } };
}

/** All writers start at once, each with every supplier in an order of its own. */
async function storm(): Promise<readonly PromiseSettledResult<unknown>[]> {
  const submissions = hub().get(SubmitRecordsService);
  const write = async (writer: number): Promise<void> => {
    for (let turn = 0; turn < SUPPLIERS; turn += 1) {
      const { system, fields } = variant(writer, (writer + turn) % SUPPLIERS);
      await submissions.submit({
        system,
        domain: 'supplier',
        rows: [{ fields }],
        actor: 'machine',
        correlationId: `writer-${writer}`,
      });
    }
  };
  return Promise.allSettled(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
}

async function count(sql: string): Promise<number> {
  const [row] = await hub().database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`);
  return row?.n ?? Number.NaN;
}

const RECORDS = new Set(
  Array.from({ length: WRITERS * SUPPLIERS }, (_, at) => {
    const { system, fields } = variant(Math.floor(at / SUPPLIERS), at % SUPPLIERS);
    return `${system} ${fields['ID'] ?? ''}`;
  }),
).size;

describe(`${WRITERS} writers of identical and near-identical records at once`, { timeout: 180_000 }, () => {
  beforeEach(() => emptyHub(hub().database));
  afterEach(() => vi.restoreAllMocks());

  it('make exactly one golden record per real supplier, link every record, and tell of every version once, in order', async () => {
    const results = await storm();
    expect(results.filter(each => each.status === 'rejected')).toEqual([]);
    expect(await count('source_record')).toBe(RECORDS);
    expect(await count('link WHERE until IS NULL')).toBe(RECORDS);
    expect(await count(`golden_record WHERE status <> 'MERGED'`)).toBe(SUPPLIERS);
    expect(
      await count(
        '(SELECT 1 FROM source_record_version WHERE NOT stale GROUP BY source_record_id HAVING count(*) > 1) v',
      ),
    ).toBe(0);
    expect(await count('outbox')).toBe(await count('golden_record_version'));
    const numbered =
      'SELECT version, row_number() OVER (PARTITION BY record_id ORDER BY seq) AS n FROM outbox';
    expect(await count(`(${numbered}) o WHERE version <> n`)).toBe(0);
  });

  it('would make duplicates or fail without the lock on the domain, so this test can fail', async () => {
    const records = hub().get(SourceRecordRepository);
    vi.spyOn(records, 'lockDomain').mockResolvedValue();
    const results = await storm();
    const failed = results.filter(each => each.status === 'rejected').length;
    const goldens = await count(`golden_record WHERE status <> 'MERGED'`);
    const stored = await count('source_record');
    expect({ failed: failed > 0, duplicates: goldens > SUPPLIERS, lost: stored < RECORDS }).not.toEqual({
      failed: false,
      duplicates: false,
      lost: false,
    });
  });
});
