import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { execute, graphql, type VariablesOf } from '../../api/index.js';
import { t } from '../../i18n/index.js';
import { showToast } from '../../ui/index.js';
import { changed } from '../refusal.js';
import type { queueQuery, Task } from './task.js';

/** What every change of a task answers: the task as it is then, or why not. */
const taskOutcome = graphql(`
  fragment TaskOutcome on TaskResult @_unmask {
    __typename
    ... on Task {
      id
      version
    }
    ... on StaleVersion {
      message
    }
    ... on Refused {
      message
    }
  }
`);

const judgeDocument = graphql(
  `
    mutation JudgeTask(
      $id: ID!
      $version: Int!
      $verdict: TaskVerdict!
      $candidateId: ID
      $relation: String
      $reason: String
    ) {
      judgeTask(
        id: $id
        version: $version
        verdict: $verdict
        candidateId: $candidateId
        relation: $relation
        reason: $reason
      ) {
        ...TaskOutcome
      }
    }
  `,
  [taskOutcome],
);

const undoDocument = graphql(
  `
    mutation UndoTask($id: ID!, $version: Int!) {
      undoTask(id: $id, version: $version) {
        ...TaskOutcome
      }
    }
  `,
  [taskOutcome],
);

const snoozeDocument = graphql(
  `
    mutation SnoozeTask($id: ID!, $version: Int!, $until: DateTime!) {
      snoozeTask(id: $id, version: $version, until: $until) {
        ...TaskOutcome
      }
    }
  `,
  [taskOutcome],
);

const assignDocument = graphql(
  `
    mutation AssignTask($id: ID!, $version: Int!, $assignee: String) {
      assignTask(id: $id, version: $version, assignee: $assignee) {
        ...TaskOutcome
      }
    }
  `,
  [taskOutcome],
);

const commentDocument = graphql(
  `
    mutation CommentTask($id: ID!, $version: Int!, $comment: String!) {
      commentTask(id: $id, version: $version, comment: $comment) {
        ...TaskOutcome
      }
    }
  `,
  [taskOutcome],
);

/** A person's answer. */
export type Verdict = VariablesOf<typeof judgeDocument>['verdict'];

/** An answer with what goes with it. */
export interface Answer {
  readonly verdict: Verdict;
  /** Of a question with several candidates: the one that the answer is about; none for all of them. */
  readonly candidateId?: string | undefined;
  readonly relation?: string | undefined;
  readonly reason?: string | undefined;
}

/** Sends an answer. */
export function sendAnswer({ id, version }: Decidable, { verdict, candidateId, relation, reason }: Answer) {
  return execute(judgeDocument, {
    id,
    version,
    verdict,
    candidateId: candidateId ?? null,
    relation: relation ?? null,
    reason: reason === undefined || reason === '' ? null : reason,
  }).then(({ judgeTask }) => judgeTask);
}

const stateDocument = graphql(`
  query TaskState($id: ID!) {
    task(id: $id) {
      state
    }
  }
`);

/** Whether a question has gone because its records have changed; not where the hub does not say. */
export async function isObsolete(id: string): Promise<boolean> {
  try {
    const { task } = await execute(stateDocument, { id });
    return task?.state === 'obsolete';
  } catch {
    return false;
  }
}

/** Takes an answer back. @param version that of the answered task */
export function sendUndo(id: string, version: number) {
  return execute(undoDocument, { id, version }).then(({ undoTask }) => undoTask);
}

/** Gives a task to somebody. */
export function sendAssignment({ id, version }: Decidable, assignee: string) {
  return execute(assignDocument, { id, version, assignee }).then(({ assignTask }) => assignTask);
}

/** What shows tasks, and what they are about, asks the hub again. */
export function useRefreshTasks() {
  const queries = useQueryClient();
  return () => {
    for (const queryKey of [['tasks'], ['task'], ['open-work'], ['record'], ['records']]) {
      void queries.invalidateQueries({ queryKey });
    }
  };
}

/** The part of a task that a decision needs. */
export type Decidable = Pick<Task, 'id' | 'version' | 'title'>;

type Queue = InfiniteData<
  Awaited<ReturnType<NonNullable<Exclude<ReturnType<typeof queueQuery>['queryFn'], symbol>>>>
>;

/**
 * What can be done to a task. An answer takes it off every list at once; when the hub refuses, the lists are asked
 * for again and the task is back. Each resolves to whether the hub carried it out.
 */
export function useDecisions() {
  const queries = useQueryClient();
  const refresh = useRefreshTasks();
  const takeOff = (id: string) =>
    queries.setQueriesData<Queue>({ queryKey: ['tasks'] }, queue => queue && withoutTask(queue, id));
  const settle = async (change: Promise<boolean>) => {
    const done = await change;
    refresh();
    return done;
  };

  // A question that comes back must be the newest one, or the next answer to it would be refused as stale.
  const renew = (task: Decidable) => queries.refetchQueries({ queryKey: ['task', task.id] });

  const undo = (task: Decidable, version: number, onUndone: () => void) =>
    settle(
      changed(sendUndo(task.id, version), () => {
        showToast({ title: t('review.undone', { title: task.title }), meaning: 'info' });
        void renew(task).then(onUndone);
      }),
    );

  return {
    /** @param onBack runs when the question is there again: its answer was refused, or the person has taken it back */
    async judge(task: Decidable, answer: Answer, onBack: () => void): Promise<boolean> {
      const { verdict } = answer;
      takeOff(task.id);
      const taken = await settle(
        changed(sendAnswer(task, answer), result => {
          const done = t(`review.done.${verdict}`, { title: task.title });
          // `unsure` leaves the question open: there is no answer to take back.
          if (verdict === 'unsure' || result.__typename !== 'Task')
            showToast({ title: done, meaning: 'info' });
          else
            showToast({
              title: done,
              meaning: 'ok',
              onUndo: () => void undo(task, result.version, onBack),
            });
        }),
      );
      if (!taken) void renew(task).then(onBack);
      return taken;
    },
    snooze(task: Decidable, until: Date): Promise<boolean> {
      takeOff(task.id);
      return settle(
        changed(
          execute(snoozeDocument, { id: task.id, version: task.version, until: until.toISOString() }).then(
            ({ snoozeTask }) => snoozeTask,
          ),
          () => showToast({ title: t('review.snoozed', { title: task.title }), meaning: 'info' }),
        ),
      );
    },
    assign(task: Decidable, assignee: string): Promise<boolean> {
      return settle(
        changed(sendAssignment(task, assignee), () =>
          showToast({ title: t('review.assigned'), meaning: 'ok' }),
        ),
      );
    },
    comment(task: Decidable, comment: string): Promise<boolean> {
      return settle(
        changed(
          execute(commentDocument, { id: task.id, version: task.version, comment }).then(
            ({ commentTask }) => commentTask,
          ),
          () => showToast({ title: t('review.comment.saved'), meaning: 'ok' }),
        ),
      );
    },
  };
}

export type Decisions = ReturnType<typeof useDecisions>;

function withoutTask(queue: Queue, id: string): Queue {
  return {
    ...queue,
    pages: queue.pages.map(page => ({
      ...page,
      tasks: { ...page.tasks, nodes: page.tasks.nodes.filter(task => task.id !== id) },
    })),
  };
}
