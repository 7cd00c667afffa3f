import { useRef, useState, type ReactNode } from 'react';
import { t } from '../i18n/index.js';
import { Progress } from '../ui/index.js';
import { ReasonDialog } from './reason-dialog.js';
import type { Refusal } from './refusal.js';
import './several.css';

export interface SeveralDialogProps<Item> {
  title: string;
  /** The words on the button that does it. */
  confirm: string;
  /** Under which a typed reason is kept until it has been used. */
  draft: string;
  isDanger?: boolean;
  items: readonly Item[];
  idOf: (item: Item) => string;
  nameOf: (item: Item) => string;
  /** Changes one. @returns why it was not carried out; nothing when it was */
  change: (item: Item, reason: string) => Promise<Refusal | undefined>;
  /** Those that were changed, once a run has ended or was left. */
  onDone: (items: readonly Item[]) => void;
  /** @param left those that have not been changed */
  onClose: (left: readonly Item[]) => void;
  children?: ReactNode;
}

/**
 * One decision about several things, carried out one after the other: each is a change of its own, so one that is refused stops none of the
 * others. It stays here with the hub's words, and can be tried again.
 */
export function SeveralDialog<Item>(props: SeveralDialogProps<Item>) {
  const { idOf, nameOf } = props;
  const [left, setLeft] = useState(props.items);
  const [refused, setRefused] = useState<ReadonlyMap<string, Refusal>>(new Map());
  const [progress, setProgress] = useState<{ readonly done: number; readonly total: number }>();
  const hasLeft = useRef(false);
  // Closing asks in the midst of a run, too, of which a render knows nothing yet.
  const unchanged = useRef(props.items);

  const carryOut = async (reason: string) => {
    const changed: Item[] = [];
    const refusals = new Map<string, Refusal>();
    for (const [at, item] of left.entries()) {
      // Closing stops before the next one; what is done is done.
      if (hasLeft.current) break;
      setProgress({ done: at, total: left.length });
      const refusal = await props.change(item, reason);
      if (refusal) {
        refusals.set(idOf(item), refusal);
        continue;
      }
      changed.push(item);
      unchanged.current = unchanged.current.filter(each => idOf(each) !== idOf(item));
    }
    setProgress(undefined);
    setRefused(refusals);
    setLeft(left.filter(item => refusals.has(idOf(item))));
    props.onDone(changed);
    return refusals.size === 0;
  };

  return (
    <ReasonDialog
      title={props.title}
      confirm={refused.size > 0 ? t('several.again', { count: left.length }) : props.confirm}
      draft={props.draft}
      isDanger={props.isDanger ?? false}
      onConfirm={carryOut}
      onClose={() => {
        hasLeft.current = true;
        props.onClose(unchanged.current);
      }}
    >
      {refused.size > 0 ? (
        <div role="alert">
          <p>{t('several.refused', { count: refused.size })}</p>
          <ul className="ts-several-refused">
            {left.map(item => (
              <li key={idOf(item)}>
                <bdi>{nameOf(item)}</bdi>: {refusalWords(refused.get(idOf(item)))}
              </li>
            ))}
          </ul>
        </div>
      ) : (
        props.children
      )}
      {progress ? (
        <Progress label={t('several.running')} done={progress.done} total={progress.total} />
      ) : null}
    </ReasonDialog>
  );
}

function refusalWords(refusal: Refusal | undefined): string {
  return refusal === undefined ? '' : refusal.detail || refusal.title;
}
