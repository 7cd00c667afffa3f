import { beforeAll, describe, expect, it } from 'vitest';
import { supplierFields } from '../write-path/supplier-network.js';
import { useApi, type Answer, type Caller } from './use-api.js';

const api = useApi();
let steward: Caller;

interface AmbiguousTask {
  readonly id: string;
  readonly version: number;
  readonly candidates: readonly {
    readonly goldenRecord: { readonly id: string };
    readonly sourceRecord: { readonly key: string };
    readonly explanation: { readonly summary: string };
    readonly preview: { readonly summary: readonly string[] };
  }[];
}

/** Two suppliers of one name and address with different tax ids, and a record without one that fits both. */
async function threeAlike(number: number): Promise<void> {
  const base = { ...supplierFields(number), PHONE: '', CHANGED: '2026-01-05' };
  await api().submit('alpha', { ...base, ID: `L${number}`, EIN: `84-${2_000_000 + number}` });
  await api().submit('beta', { ...base, ID: `R${number}`, EIN: `87-${3_000_000 + number}` });
  await api().submit('alpha', { ...base, ID: `W${number}`, EIN: '' });
}

async function idOf(system: string, key: string): Promise<string> {
  const { data } = await api().ask(
    steward,
    `{ resolve(system: "${system}", domain: "supplier", key: "${key}") { id } }`,
  );
  return (data as { resolve: { id: string } }).resolve.id;
}

async function taskOf(goldenId: string): Promise<AmbiguousTask> {
  const { data, errors } = await api().ask(
    steward,
    `{ tasks(kind: "ambiguous", goldenRecordId: "${goldenId}") { nodes { id version label reasons sourceRecords { key }
       candidates { goldenRecord { id } sourceRecord { key } explanation { summary } preview { summary } } } } }`,
  );
  expect(errors).toEqual([]);
  const [task] = (data as { tasks: { nodes: AmbiguousTask[] } }).tasks.nodes;
  if (task === undefined) throw new Error('no ambiguous task');
  return task;
}

async function judge(task: Pick<AmbiguousTask, 'id' | 'version'>, answer: string): Promise<Answer['data']> {
  const { data, errors } = await api().ask(
    steward,
    `mutation { judgeTask(id: "${task.id}", version: ${task.version}, ${answer}) {
       __typename ... on Task { version state } ... on Refused { code } ... on StaleVersion { code } } }`,
  );
  expect(errors).toEqual([]);
  return data;
}

beforeAll(async () => {
  steward = await api().signIn('stefan', 'steward');
}, 180_000);

describe('a record that fits two suppliers', () => {
  it('is a task that shows both, with why it fits each and what joining it would change', async () => {
    await threeAlike(1);
    const own = await idOf('alpha', 'W1');
    const both = [await idOf('alpha', 'L1'), await idOf('beta', 'R1')];
    expect(new Set([own, ...both]).size).toBe(3);
    const { candidates } = await taskOf(own);
    expect(candidates.map(each => each.goldenRecord.id).sort()).toEqual(both.sort());
    expect(candidates.map(each => each.sourceRecord.key).sort()).toEqual(['L1', 'R1']);
    for (const { explanation, preview } of candidates) {
      expect(explanation.summary).not.toBe('');
      expect(preview.summary.join(' ')).toContain('Merges');
    }
  });

  it('joins the one that a steward chooses, and undoing gives the question back', async () => {
    await threeAlike(2);
    const [own, left, right] = [
      await idOf('alpha', 'W2'),
      await idOf('alpha', 'L2'),
      await idOf('beta', 'R2'),
    ];
    const task = await taskOf(own);
    expect(await judge(task, 'verdict: same')).toMatchObject({
      judgeTask: { __typename: 'Refused', code: 'TASK.CHOOSE_CANDIDATE' },
    });
    const judged = await judge(task, `verdict: same, candidateId: "${right}"`);
    expect(judged).toMatchObject({ judgeTask: { __typename: 'Task', state: 'done' } });
    expect([await idOf('alpha', 'W2'), await idOf('alpha', 'L2')]).toEqual([await idOf('beta', 'R2'), left]);
    const { version } = (judged as { judgeTask: { version: number } }).judgeTask;
    await api().ask(steward, `mutation { undoTask(id: "${task.id}", version: ${version}) { __typename } }`);
    expect([await idOf('alpha', 'W2'), await idOf('alpha', 'L2'), await idOf('beta', 'R2')]).toEqual([
      own,
      left,
      right,
    ]);
    expect((await taskOf(own)).candidates).toHaveLength(2);
  });

  it('goes to the other one when a steward says that it is not the first', async () => {
    await threeAlike(3);
    const [left, right] = [await idOf('alpha', 'L3'), await idOf('beta', 'R3')];
    await judge(await taskOf(await idOf('alpha', 'W3')), `verdict: different, candidateId: "${left}"`);
    expect([await idOf('alpha', 'W3'), await idOf('alpha', 'L3')]).toEqual([right, left]);
  });

  it('stays by itself when it is neither', async () => {
    await threeAlike(4);
    const own = await idOf('alpha', 'W4');
    expect(await judge(await taskOf(own), 'verdict: different')).toMatchObject({
      judgeTask: { state: 'done' },
    });
    expect(await idOf('alpha', 'W4')).toBe(own);
    const { data } = await api().ask(steward, `{ tasks(goldenRecordId: "${own}") { nodes { kind } } }`);
    expect(data).toEqual({ tasks: { nodes: [] } });
  });
});
