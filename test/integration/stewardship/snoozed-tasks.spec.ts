import { beforeEach, describe, expect, it } from 'vitest';
import { StewardshipService, TaskRepository, type Task } from '../../../src/stewardship/index.js';
import { useHub } from '../../harness/index.js';
import { emptyHub } from '../write-path/empty-hub.js';
import { submitSuppliers } from '../write-path/submit-suppliers.js';
import { supplierFields } from '../write-path/supplier-network.js';

const hub = useHub({ systems: 'hub-systems' });
const STEWARD = { id: 'user:steward', correlationId: 'snoozed-tasks' };
const HOUR_MS = 3_600_000;

beforeEach(async () => {
  await emptyHub(hub().database);
  const base = { ...supplierFields(77), NAME: 'Oakhollow Linen, Inc.', EIN: '' };
  await submitSuppliers(hub(), 'alpha', { ...base, ID: 'T1' });
  await submitSuppliers(hub(), 'beta', { ...base, ID: 'T2', NAME: 'Oakhollow Linen LLC' });
});

async function snoozed(): Promise<Task> {
  const [task] = await hub()
    .get(TaskRepository)
    .list({ states: ['open'] }, 1, null);
  if (task === undefined) throw new Error('the two suppliers raise no question');
  const until = new Date(Date.now() + HOUR_MS);
  return hub().get(StewardshipService).snooze(task.id, task.version, until, STEWARD);
}

describe('a task that sleeps', () => {
  it('wakes when its time comes, also when somebody commented on it or took it over meanwhile', async () => {
    const { id, version, snoozedUntil } = await snoozed();
    const service = hub().get(StewardshipService);
    const commented = await service.comment(id, version, 'ask their accountant', STEWARD);
    const assigned = await service.assign(id, commented.version, STEWARD.id, STEWARD);
    expect(assigned).toMatchObject({ state: 'snoozed', snoozedUntil });
    const tasks = hub().get(TaskRepository);
    expect(await tasks.wake(new Date(Date.now() + 2 * HOUR_MS))).toBe(1);
    expect(await tasks.find(null, id)).toMatchObject({ state: 'open', assignee: STEWARD.id });
  });

  it('is awake for others once somebody was unsure about it', async () => {
    const { id, version } = await snoozed();
    const answer = { verdict: 'unsure' as const };
    const task = await hub().get(StewardshipService).judge(id, version, answer, STEWARD);
    expect(task).toMatchObject({ state: 'open', snoozedUntil: null });
  });
});
