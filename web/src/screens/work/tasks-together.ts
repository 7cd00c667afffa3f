/** Questions that belong together, so that one decision can answer them. */

/** A question and the golden records that it is about. */
export interface TiedTask {
  readonly id: string;
  readonly goldenRecordIds: readonly string[];
}

/**
 * The questions that hang together with chosen ones: they are about a golden record that one of those is about, or that one found so is
 * about, and so on. Six physicians with the tax id of their practice are fifteen questions about six records.
 * @returns ids, the chosen ones included
 */
export function tasksTogether(tasks: readonly TiedTask[], chosen: ReadonlySet<string>): ReadonlySet<string> {
  const tasksOf = new Map<string, TiedTask[]>();
  for (const task of tasks)
    for (const id of task.goldenRecordIds) tasksOf.set(id, [...(tasksOf.get(id) ?? []), task]);
  const found = new Set(chosen);
  const reached = tasks.filter(({ id }) => chosen.has(id));
  for (let task = reached.pop(); task !== undefined; task = reached.pop()) {
    for (const id of task.goldenRecordIds) {
      for (const other of tasksOf.get(id) ?? []) {
        if (found.has(other.id)) continue;
        found.add(other.id);
        reached.push(other);
      }
    }
  }
  return found;
}
