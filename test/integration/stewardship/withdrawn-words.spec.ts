import { beforeEach, describe, expect, it } from 'vitest';
import { PairJudgements } from '../../../src/golden-records/index.js';
import { StewardshipService, TaskRepository } from '../../../src/stewardship/index.js';
import { useHub } from '../../harness/index.js';
import { emptyHub } from '../write-path/empty-hub.js';
import { submitSuppliers } from '../write-path/submit-suppliers.js';
import { supplierFields } from '../write-path/supplier-network.js';

const hub = useHub({ systems: 'hub-systems' });
const STEWARD = { id: 'user:steward', correlationId: 'withdrawn-words' };
const ACT = { actor: STEWARD.id, correlationId: STEWARD.correlationId, reason: 'one of us looked' };

beforeEach(async () => emptyHub(hub().database));

/** Source keys by golden record, each list and all lists in order. */
async function clusters(): Promise<string[][]> {
  const rows = await hub().database.query<{ keys: string[] }>(
    `SELECT array_agg(s.source_key ORDER BY s.source_key) AS keys FROM link l JOIN source_record s ON s.id = l.source_record_id
      WHERE l.until IS NULL GROUP BY l.golden_record_id ORDER BY 1`,
  );
  return rows.map(row => row.keys);
}

/** What holds of which records, in the order of their coming. */
async function words(): Promise<{ left: string; right: string; verdict: string }[]> {
  return hub().database.query(
    `SELECT l.source_key AS left, r.source_key AS right, verdict FROM judgement j JOIN source_record l ON l.id = left_id
       JOIN source_record r ON r.id = right_id WHERE withdrawn_at IS NULL ORDER BY 1, 2`,
  );
}

async function recordOf(key: string): Promise<string> {
  const [row] = await hub().database.query<{ id: string }>(
    `SELECT id FROM source_record WHERE source_key = $1`,
    [key],
  );
  return row?.id ?? 'nobody';
}

async function judge(left: string, right: string, verdict: 'same' | 'different'): Promise<void> {
  const pair = [await recordOf(left), await recordOf(right)] as const;
  await hub().get(PairJudgements).judge(pair, { verdict, relation: null }, ACT);
}

describe('a word that is taken back', () => {
  it('takes everything apart that it joined, not only the records that it was said of', async () => {
    await submitSuppliers(
      hub(),
      'alpha',
      { ...supplierFields(1), ID: 'A1' },
      { ...supplierFields(1), ID: 'A2' },
    );
    await submitSuppliers(hub(), 'beta', { ...supplierFields(55), ID: 'B1' });
    const before = [['A1', 'A2'], ['B1']];
    expect(await clusters()).toEqual(before);
    await judge('A2', 'B1', 'same');
    expect(await clusters()).toEqual([['A1', 'A2', 'B1']]);
    await hub()
      .get(PairJudgements)
      .withdraw([await recordOf('B1'), await recordOf('A2')], ACT);
    expect(await clusters()).toEqual(before);
  });

  it('as the answer to a task gives those back whose place it took', async () => {
    const rows = [1, 22, 55].map((index, place) => ({ ...supplierFields(index), ID: `A${place}` }));
    await submitSuppliers(hub(), 'alpha', ...rows);
    await judge('A0', 'A1', 'same');
    await judge('A1', 'A2', 'same');
    await judge('A0', 'A2', 'different');
    const before = { words: await words(), clusters: await clusters() };
    const [task] = await hub()
      .get(TaskRepository)
      .list({ states: ['open'], kind: 'conflict' }, 1, null);
    if (task === undefined) throw new Error('words that exclude each other raise no question');
    const stewardship = hub().get(StewardshipService);
    const done = await stewardship.judge(task.id, task.version, { verdict: 'same' }, STEWARD);
    expect(await clusters()).toEqual([['A0', 'A1', 'A2']]);
    const undone = await stewardship.undo(done.id, done.version, STEWARD);
    expect({ words: await words(), clusters: await clusters() }).toEqual(before);
    expect(undone.state).toBe('open');
  });
});
