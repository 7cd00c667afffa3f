import { compareRecordIds } from '../core/model/index.js';
import type { OpenConflict, OpenPair } from '../golden-records/index.js';

/** What a task is about, before it has an id. */
export interface TaskDraft {
  /** One open task per subject key. */
  readonly subjectKey: string;
  readonly kind: 'duplicate' | 'ambiguous' | 'conflict';
  readonly goldenIds: readonly string[];
  readonly recordIds: readonly string[];
  readonly score: number;
  readonly label: string;
  readonly reasons: readonly string[];
}

/** An open task as planning needs it. */
export interface OpenTask {
  readonly id: string;
  readonly subjectKey: string;
  readonly goldenIds: readonly string[];
  readonly recordIds: readonly string[];
  readonly score: number;
}

/** What to change about the open tasks so that they say what is open now. */
export interface TaskPlan {
  readonly open: readonly TaskDraft[];
  readonly refresh: readonly { readonly id: string; readonly draft: TaskDraft }[];
  readonly obsolete: readonly string[];
}

/**
 * Compares what is open around some golden records with their open tasks. Pairs between the same two golden records are one
 * task, shown by the best pair. A task whose question has gone (merged, judged, corrected at the source) becomes obsolete.
 * The result is a function of the records and judgements, not of the order in which they came.
 */
export function planTasks(
  pairs: readonly OpenPair[],
  conflicts: readonly OpenConflict[],
  openTasks: readonly OpenTask[],
): TaskPlan {
  const drafts = new Map<string, TaskDraft>();
  for (const draft of [...pairs.map(duplicateTask), ...conflicts.map(conflictTask)]) {
    const other = drafts.get(draft.subjectKey);
    if (other === undefined || isBetter(draft, other)) drafts.set(draft.subjectKey, draft);
  }
  const present = new Map(openTasks.map(task => [task.subjectKey, task]));
  const refresh: { id: string; draft: TaskDraft }[] = [];
  const open: TaskDraft[] = [];
  for (const draft of drafts.values()) {
    const task = present.get(draft.subjectKey);
    if (task === undefined) open.push(draft);
    else if (!showsTheSame(task, draft)) refresh.push({ id: task.id, draft });
  }
  const obsolete = openTasks.filter(task => !drafts.has(task.subjectKey)).map(task => task.id);
  return { open, refresh, obsolete };
}

function duplicateTask(pair: OpenPair): TaskDraft {
  const goldenIds = [pair.leftGolden, pair.rightGolden].sort();
  return {
    subjectKey: `duplicate:${goldenIds.join('+')}`,
    kind: 'duplicate',
    goldenIds,
    recordIds: [pair.left, pair.right],
    score: pair.score,
    label: 'possible duplicate',
    reasons: pair.reasons,
  };
}

/**
 * What fits several golden records comes with them, best first, each with its record to compare: without them nobody could
 * decide. The task is about the golden record that waits, whatever the candidates are: new ones do not make a new task.
 */
function conflictTask(conflict: OpenConflict): TaskDraft {
  const own = [...new Set(conflict.goldens)].sort();
  const { candidates } = conflict;
  return {
    subjectKey: `${conflict.kind}:${own.join('+')}`,
    kind: conflict.kind,
    goldenIds: [...new Set([...own, ...candidates.map(each => each.goldenId)])],
    recordIds: [...[...conflict.records].sort(compareRecordIds), ...candidates.map(each => each.recordId)],
    score: conflict.score,
    label: conflict.label,
    reasons: [...new Set(candidates.map(each => each.reason).filter(reason => reason !== ''))],
  };
}

/** The higher score; between equals the pair with the smaller record ids, so that the choice is always the same. */
function isBetter(draft: TaskDraft, other: TaskDraft): boolean {
  if (draft.score !== other.score) return draft.score > other.score;
  return draft.recordIds.join() < other.recordIds.join();
}

function showsTheSame(task: OpenTask, draft: TaskDraft): boolean {
  return (
    task.score === draft.score &&
    sameMembers(task.recordIds, draft.recordIds) &&
    sameMembers(task.goldenIds, draft.goldenIds)
  );
}

function sameMembers(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every(id => right.includes(id));
}
