import { Check, EqualNot, Network, UserCheck } from 'lucide-react';
import { useRef, useState } from 'react';
import { useCallerId } from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { useShortcuts } from '../../keyboard/index.js';
import { Button, showToast } from '../../ui/index.js';
import { refusalOf } from '../refusal.js';
import { SeveralBar } from '../several-bar.js';
import { SeveralDialog } from '../several-dialog.js';
import { isObsolete, sendAnswer, sendAssignment, sendUndo, useRefreshTasks } from './decide.js';
import type { QueuedTask } from './task.js';
import { tasksTogether } from './tasks-together.js';

/** What several questions can be answered with at once: whatever needs no further choice. */
type SharedVerdict = 'same' | 'different';

export interface SeveralTasksProps {
  /** All questions that are here, chosen or not. */
  tasks: readonly QueuedTask[];
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
}

/** One answer to several questions: those of a practice whose physicians share its tax id, names that differ by a full stop. */
export function SeveralTasks({ tasks, selected, onSelect }: SeveralTasksProps) {
  const [answering, setAnswering] = useState<SharedVerdict>();
  const caller = useCallerId();
  const refresh = useRefreshTasks();
  const chosen = tasks.filter(({ id }) => selected.has(id));
  const together = tasksTogether(tasks, selected);
  const more = tasks.filter(({ id }) => together.has(id)).length - chosen.length;
  const mergeable = chosen.filter(isMergeable);
  const clear = () => onSelect(new Set());
  const answerSame = () => {
    if (mergeable.length > 0) setAnswering('same');
  };

  const assign = async (assignee: string) => {
    let given = 0;
    for (const task of chosen) {
      const refusal = await refusalOf(sendAssignment(task, assignee), () => given++);
      if (refusal) showToast({ ...refusal, meaning: 'different' });
    }
    refresh();
    if (given > 0) showToast({ title: t('several.assigned', { count: given }), meaning: 'ok' });
    clear();
  };
  const assignToMe = () => {
    if (caller !== undefined) void assign(caller);
  };

  const group = t('review.decide');
  useShortcuts(
    // A key in the dialog must not turn its question into another one.
    chosen.length === 0 || answering !== undefined
      ? []
      : [
          { keys: 'm', label: t('several.same'), group, run: answerSame },
          { keys: 'n', label: t('several.different'), group, run: () => setAnswering('different') },
          { keys: 'a', label: t('review.do.assign'), group, run: assignToMe },
        ],
  );
  return (
    <>
      <SeveralBar count={chosen.length} onClear={clear}>
        {more > 0 ? (
          <Button icon={Network} onPress={() => onSelect(together)}>
            {t('several.together', { count: more })}
          </Button>
        ) : null}
        <Button icon={Check} keys="m" isDisabled={mergeable.length === 0} onPress={answerSame}>
          {t('several.same')}
        </Button>
        <Button icon={EqualNot} keys="n" onPress={() => setAnswering('different')}>
          {t('several.different')}
        </Button>
        <Button variant="quiet" icon={UserCheck} keys="a" onPress={assignToMe}>
          {t('review.do.assign')}
        </Button>
      </SeveralBar>
      {answering === undefined || chosen.length === 0 ? null : (
        <AnswerDialog
          verdict={answering}
          tasks={answering === 'same' ? mergeable : chosen}
          newest={id => tasks.find(task => task.id === id)}
          leftOut={answering === 'same' ? chosen.length - mergeable.length : 0}
          onClose={left => {
            setAnswering(undefined);
            onSelect(left);
          }}
        />
      )}
    </>
  );
}

/** Whether “the same” says everything: of several candidates one must be chosen, and a contradiction is not about merging. */
function isMergeable({ kind }: QueuedTask): boolean {
  return kind === 'duplicate';
}

interface AnswerDialogProps {
  verdict: SharedVerdict;
  tasks: readonly QueuedTask[];
  /** A question as the hub told it last: another try must not be refused as stale once more. */
  newest: (id: string) => QueuedTask | undefined;
  /** Chosen ones that this answer cannot be given to. */
  leftOut: number;
  /** @param left those that are still open */
  onClose: (left: ReadonlySet<string>) => void;
}

function AnswerDialog({ verdict, tasks, newest, leftOut, onClose }: AnswerDialogProps) {
  const refresh = useRefreshTasks();
  const [asked] = useState(tasks);
  /** Versions of the answered ones, with which they can be taken back. */
  const answered = useRef(new Map<string, number>());

  const undo = async (taken: readonly (readonly [string, number])[]) => {
    let back = 0;
    for (const [id, version] of taken) {
      const refusal = await refusalOf(sendUndo(id, version), () => back++);
      if (refusal) showToast({ ...refusal, meaning: 'different' });
    }
    refresh();
    showToast({ title: t('several.undone', { count: back }), meaning: 'info' });
  };

  return (
    <SeveralDialog
      title={t(`several.${verdict}.title`, { count: asked.length })}
      confirm={t(`several.${verdict}`)}
      draft={`several-${verdict}`}
      items={asked}
      idOf={task => task.id}
      nameOf={task => task.title}
      change={async (task, reason) => {
        const refusal = await refusalOf(sendAnswer(newest(task.id) ?? task, { verdict, reason }), result => {
          if (result.__typename === 'Task') answered.current.set(task.id, result.version);
        });
        // Of three records that are one, the third question has gone once the first two are answered.
        return refusal && verdict === 'same' && (await isObsolete(task.id)) ? undefined : refusal;
      }}
      onDone={done => {
        refresh();
        const taken = done.flatMap(({ id }) => {
          const version = answered.current.get(id);
          return version === undefined ? [] : [[id, version] as const];
        });
        if (taken.length === 0) return;
        showToast({
          title: t(`several.${verdict}.done`, { count: taken.length }),
          meaning: 'ok',
          onUndo: () => void undo(taken),
        });
      }}
      onClose={left => onClose(new Set(left.map(({ id }) => id)))}
    >
      <p>{t(`several.${verdict}.body`)}</p>
      {leftOut > 0 ? <p className="ts-page-facts">{t('several.leftOut', { count: leftOut })}</p> : null}
      <ul className="ts-several-sample">
        {asked.slice(0, SAMPLE).map(task => (
          <li key={task.id}>
            <bdi>{task.title}</bdi>
          </li>
        ))}
      </ul>
      {asked.length > SAMPLE ? (
        <p className="ts-page-facts">{t('several.more', { count: asked.length - SAMPLE })}</p>
      ) : null}
    </SeveralDialog>
  );
}

/** Questions that are shown by name before they are answered. */
const SAMPLE = 5;
