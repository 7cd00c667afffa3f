import { describe, expect, it } from 'vitest';
import { tasksTogether } from './tasks-together.js';

const task = (id: string, ...goldenRecordIds: string[]) => ({ id, goldenRecordIds });

describe('questions that belong together', () => {
  const tasks = [
    task('ab', 'a', 'b'),
    task('bc', 'b', 'c'),
    task('cd', 'c', 'd'),
    task('xy', 'x', 'y'),
    task('z', 'z'),
  ];

  it('are those that a chain of common golden records joins', () => {
    expect([...tasksTogether(tasks, new Set(['ab']))].sort()).toEqual(['ab', 'bc', 'cd']);
    expect([...tasksTogether(tasks, new Set(['cd', 'xy']))].sort()).toEqual(['ab', 'bc', 'cd', 'xy']);
  });

  it('are the question itself where nothing else is about its records', () => {
    expect([...tasksTogether(tasks, new Set(['z']))]).toEqual(['z']);
  });

  it('keeps chosen ones that are not in the list any more', () => {
    expect([...tasksTogether(tasks, new Set(['gone']))]).toEqual(['gone']);
  });
});
