import { expect, it } from 'vitest';
import { AppModule } from '../../../src/app.module.js';
import { AccessService } from '../../../src/access/index.js';
import { createApp, listen } from '../../../src/platform/http/index.js';
import { createLogger } from '../../../src/platform/logging/index.js';
import { useHub } from '../../harness/index.js';
import { csvOf, manySuppliers } from '../write-path/supplier-network.js';

const hub = useHub({ systems: 'hub-systems' });
const ID = 'line-to-event-42';

it('one id goes from the request over log, record, quarantine, audit and golden record to the event', async () => {
  const { config, database } = hub();
  const lines: string[] = [];
  const logger = createLogger({ level: 'info', format: 'json' }, { write: line => lines.push(line) }, false);
  const app = await createApp(AppModule.forRoot({ config, logger, runsJobs: true }), logger);
  try {
    const url = await listen(app, '127.0.0.1', 0);
    const access = app.get(AccessService, { strict: false });
    const key = await access.createKey(
      { name: 'loader', roles: ['integration'], scope: {}, expiresAt: null },
      'user:test',
      'set-up',
    );
    const headers = { authorization: `Bearer ${key.secret}` };
    const [header = '', row = ''] = csvOf(manySuppliers(1)).split('\n');
    const upload = await fetch(`${url}/v1/sources/alpha/supplier/records`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'text/csv', 'x-correlation-id': ID },
      // The second row has no key, so it goes to quarantine.
      body: `${header}\n${row}\n${header.split(',').fill('').join(',')}X\n`,
    });
    expect(upload.status).toBe(202);
    expect(upload.headers.get('x-correlation-id')).toBe(ID);
    const { batchId } = (await upload.json()) as { batchId: string };

    const changes = async (): Promise<readonly { correlationid: string }[]> =>
      (
        (await (await fetch(`${url}/v1/changes?wait=5`, { headers })).json()) as {
          events: { correlationid: string }[];
        }
      ).events;
    await expect
      .poll(async () => (await changes()).map(event => event.correlationid), { timeout: 60_000 })
      .toEqual([ID]);

    const stations = await database.query<{ station: string; id: string }>(
      `SELECT 'batch' AS station, correlation_id AS id FROM batch WHERE id = $1
       UNION ALL SELECT 'record', correlation_id FROM source_record_version WHERE batch_id = $1
       UNION ALL SELECT 'quarantine', correlation_id FROM quarantine WHERE batch_id = $1
       UNION ALL SELECT 'audit', correlation_id FROM audit_event WHERE subject_id = $1::text
       UNION ALL SELECT 'golden record', correlation_id FROM golden_record_version`,
      [batchId],
    );
    expect(stations).toEqual(
      ['batch', 'record', 'quarantine', 'audit', 'golden record'].map(station => ({ station, id: ID })),
    );
    const [row_] = await database.query<{ row_number: string }>(
      'SELECT row_number FROM source_record_version WHERE batch_id = $1',
      [batchId],
    );
    expect(row_?.row_number).toBe('1');
    const logged = lines.map(
      line => JSON.parse(line) as { msg: string; correlationId?: string; batch?: string },
    );
    expect(logged.find(({ msg, batch }) => msg === 'batch done' && batch === batchId)?.correlationId).toBe(
      ID,
    );
  } finally {
    await app.close();
  }
});
