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
    const task = {
      id: 't',
      subjectKey: 'duplicate:g1+g2',
      goldenIds: ['g1', 'g2'],
      recordIds: ['1', '2'],
      score: 5,
    };
    expect(planTasks([pair('1', '2', 5)], [], [task])).toEqual({ open: [], refresh: [], obsolete: [] });
  });

  it('refreshes a task when another pair has become the best one', () => {
    const task = {
      id: 't',
      subjectKey: 'duplicate:g1+g2',
      goldenIds: ['g1', 'g2'],
      recordIds: ['1', '2'],
      score: 5,
    };
    expect(planTasks([pair('1', '2', 7)], [], [task]).refresh.map(each => each.id)).toEqual(['t']);
  });

  it('closes a task whose question has gone', () => {
    const task = {
      id: 't',
      subjectKey: 'duplicate:g1+g2',
      goldenIds: ['g1', 'g2'],
      recordIds: ['1', '2'],
      score: 5,
    };
    expect(planTasks([], [], [task]).obsolete).toEqual(['t']);
  });

  it('gives the same plan for any order of pairs', () => {
    const pairs = [pair('1', '2', 5), { ...pair('9', '8', 5), leftGolden: 'g1', rightGolden: 'g2' }];
    expect(planTasks(pairs, [], [])).toEqual(planTasks([...pairs].reverse(), [], []));
  });

  describe('of a record that fits several golden records', () => {
    const candidate = (goldenId: string, recordId: string, score: number) => ({
      goldenId,
      recordId,
      score,
      reason: `same name as ${goldenId}`,
    });
    const ambiguous = (...candidates: ReturnType<typeof candidate>[]) => ({
      kind: 'ambiguous' as const,
      records: ['7'],
      goldens: ['g7'],
      label: 'different tax id',
      score: 9,
      candidates,
    });
    const two = ambiguous(candidate('g1', '1', 9), candidate('g2', '2', 8));

    it('shows the candidates with it, best first, and why it fits each', () => {
      expect(planTasks([], [two], []).open).toMatchObject([
        {
          kind: 'ambiguous',
          goldenIds: ['g7', 'g1', 'g2'],
          recordIds: ['7', '1', '2'],
          reasons: ['same name as g1', 'same name as g2'],
        },
      ]);
    });

    it('stays the same task when its candidates change, and shows them', () => {
      const [draft] = planTasks([], [two], []).open;
      if (draft === undefined) throw new Error('no task');
      const task = { id: 't', ...draft };
      expect(planTasks([], [two], [task])).toEqual({ open: [], refresh: [], obsolete: [] });
      const [refreshed] = planTasks(
        [],
        [ambiguous(candidate('g1', '1', 9), candidate('g3', '3', 8))],
        [task],
      ).refresh;
      expect(refreshed).toMatchObject({ id: 't', draft: { goldenIds: ['g7', 'g1', 'g3'] } });
    });
  });
});
