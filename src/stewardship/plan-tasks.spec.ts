import { describe, expect, it } from 'vitest';
import { planTasks } from './plan-tasks.js';

const pair = (left: string, right: string, score: number) => ({
  left,
  right,
  leftGolden: `g${left}`,
  rightGolden: `g${right}`,
  score,
  reasons: [],
});

describe('planTasks', () => {
  it('opens one task per pair of golden records and shows the best pair', () => {
    const weak = { ...pair('3', '4', 2), leftGolden: 'g1', rightGolden: 'g2' };
    const plan = planTasks([weak, pair('1', '2', 5)], [], []);
    expect(plan.open).toHaveLength(1);
    expect(plan.open[0]).toMatchObject({ recordIds: ['1', '2'], score: 5 });
  });

  it('leaves a task alone while its question is the same', () => {
    const task = { id: 't', subjectKey: 'duplicate:g1+g2', recordIds: ['1', '2'], score: 5 };
    expect(planTasks([pair('1', '2', 5)], [], [task])).toEqual({ open: [], refresh: [], obsolete: [] });
  });

  it('refreshes a task when another pair has become the best one', () => {
    const task = { id: 't', subjectKey: 'duplicate:g1+g2', recordIds: ['1', '2'], score: 5 };
    expect(planTasks([pair('1', '2', 7)], [], [task]).refresh.map(each => each.id)).toEqual(['t']);
  });

  it('closes a task whose question has gone', () => {
    const task = { id: 't', subjectKey: 'duplicate:g1+g2', recordIds: ['1', '2'], score: 5 };
    expect(planTasks([], [], [task]).obsolete).toEqual(['t']);
  });

  it('gives the same plan for any order of pairs', () => {
    const pairs = [pair('1', '2', 5), { ...pair('9', '8', 5), leftGolden: 'g1', rightGolden: 'g2' }];
    expect(planTasks(pairs, [], [])).toEqual(planTasks([...pairs].reverse(), [], []));
  });
});
