import { beforeAll, describe, expect, it, vi } from 'vitest';
import { DomainError } from '../../../src/core/model/index.js';
import { SubmitRecordsService } from '../../../src/ingestion/index.js';
import { Database } from '../../../src/platform/database/index.js';
import { csvOf, supplierFields } from '../write-path/supplier-network.js';
import { useApi, type Caller } from './use-api.js';

const api = useApi();
let steward: Caller;

interface Replayed {
  readonly accepted: number;
  readonly waiting: number;
  readonly gone: number;
  readonly endCursor: string | null;
}

beforeAll(async () => {
  steward = await api().signIn('stefan', 'steward');
});

/** Sends a page of quarantine again. */
async function replay(filter: string): Promise<Replayed> {
  const { data, body } = await api().ask(
    steward,
    `mutation { replayQuarantined(${filter}) { accepted waiting gone endCursor } }`,
  );
  expect(body).not.toContain('errors');
  return (data as { replayQuarantined: Replayed }).replayQuarantined;
}

/** Sends a file and waits until it is loaded. */
async function upload(rows: readonly Readonly<Record<string, string>>[]): Promise<void> {
  const answer = await fetch(`${api().url}/v1/sources/alpha/supplier/records`, {
    method: 'POST',
    headers: { ...steward.headers, 'content-type': 'text/csv' },
    body: csvOf(rows),
  });
  const { batchId } = (await answer.json()) as { batchId: string };
  await vi.waitFor(
    async () => {
      const { data } = await api().ask(steward, `{ batch(id: "${batchId}") { state } }`);
      expect(data).toEqual({ batch: { state: 'done' } });
    },
    { timeout: 30_000, interval: 100 },
  );
}

/** State and resolution of every entry of a key, oldest first. */
async function entriesOf(key: string): Promise<readonly string[]> {
  const rows = await api().app.get(Database).query<{
    said: string;
  }>(`SELECT concat_ws(': ', state, resolution) AS said FROM quarantine WHERE source_key = $1 ORDER BY created_at, id`, [key]);
  return rows.map(({ said }) => said);
}

/** Where the rows without a name came from, by key. */
async function placesOf(state: string): Promise<readonly unknown[]> {
  return await api()
    .app.get(Database)
    .query(
      `SELECT source_key, batch_id, row_number FROM quarantine
        WHERE state = $1 AND source_key LIKE 'N%' AND batch_id IS NOT NULL ORDER BY source_key`,
      [state],
    );
}

describe('rows in quarantine that are sent again as they came', () => {
  it('become records where nothing is wrong any more; the newest row of a record answers the older ones', async () => {
    const row = { ...supplierFields(501), ID: 'R1' };
    await upload([
      { ...row, NAME: 'Amberly Imaging' },
      { ...row, NAME: 'Amberley Imaging' },
      { ...row, NAME: 'Amberlea Imaging' },
    ]);
    expect(await entriesOf('R1')).toEqual(['open', 'open']);
    expect(await replay('system: "alpha", code: "KEY_CONTRADICTION"')).toEqual({
      accepted: 1,
      waiting: 0,
      gone: 1,
      endCursor: null,
    });
    expect(await entriesOf('R1')).toEqual([
      'superseded: a later version of the record was accepted',
      'resubmitted: accepted: updated',
    ]);
    const { data } = await api().ask(
      steward,
      '{ resolve(system: "alpha", domain: "supplier", key: "R1") { title } }',
    );
    expect(data).toEqual({ resolve: { title: 'Amberlea Imaging' } });
  });

  it('are not held up by one of a system that the rules know no more', async () => {
    await upload([
      { ...supplierFields(520), ID: 'S1', NAME: 'Birchline Optics' },
      { ...supplierFields(520), ID: 'S1', NAME: 'Birchlane Optics' },
    ]);
    // Newer than the other, so that it comes first.
    await api()
      .app.get(Database)
      .query(
        `INSERT INTO quarantine (id, system, domain, source_key, raw, causes, codes, correlation_id)
         VALUES (gen_random_uuid(), 'gone-erp', 'supplier', 'G1', '{"fields": {}}', '[]', '{KEY_CONTRADICTION}', 'c')`,
      );
    expect(await replay('code: "KEY_CONTRADICTION"')).toMatchObject({ accepted: 1, waiting: 1 });
    expect(await entriesOf('G1')).toEqual(['open']);
    expect(await entriesOf('S1')).toEqual(['resubmitted: accepted: updated']);
  });

  it('are not said to wait when the hub could not look at them', async () => {
    await upload([
      { ...supplierFields(530), ID: 'D1', NAME: 'Cinderpath Supply' },
      { ...supplierFields(530), ID: 'D1', NAME: 'Cinderpath Supplies' },
    ]);
    const away = new DomainError('DATABASE.UNAVAILABLE', 'the database is away', { retry: 'later' });
    const submissions = vi.spyOn(api().app.get(SubmitRecordsService, { strict: false }), 'submitIn');
    submissions.mockRejectedValueOnce(away);
    const { errors } = await api().ask(
      steward,
      'mutation { replayQuarantined(code: "KEY_CONTRADICTION", domain: "supplier", system: "alpha") { waiting } }',
    );
    submissions.mockRestore();
    expect(errors.map(({ extensions }) => extensions)).toMatchObject([
      { code: 'DATABASE.UNAVAILABLE', retry: 'later' },
    ]);
    expect(await entriesOf('D1')).toEqual(['open']);
    await replay('code: "KEY_CONTRADICTION", system: "alpha"');
  });

  it('wait again with their causes where something is, page by page, each once', async () => {
    const nameless = ['N1', 'N2', 'N3'].map((id, place) => ({
      ...supplierFields(510 + place),
      ID: id,
      NAME: '',
    }));
    await upload(nameless);
    const places = await placesOf('open');
    const pages: Replayed[] = [];
    let after: string | null = null;
    do {
      const page: Replayed = await replay(
        `code: "LEGAL_NAME_MISSING", first: 2${after === null ? '' : `, after: "${after}"`}`,
      );
      pages.push(page);
      after = page.endCursor;
    } while (after !== null && pages.length < 9);
    expect(pages.map(({ accepted, waiting }) => [accepted, waiting])).toEqual([
      [0, 2],
      [0, 1],
    ]);
    for (const { ID } of nameless)
      expect(await entriesOf(ID)).toEqual(['resubmitted: sent again, but not accepted yet', 'open']);
    // They are still those lines of that delivery.
    expect(await placesOf('open')).toEqual(places);
    expect(places).toHaveLength(3);
  });
});
