import { AlarmClock, Check, EqualNot, MessageSquare, Spline, UserCheck, CircleHelp } from 'lucide-react';
import { useState } from 'react';
import { useDraft } from '../../drafts/index.js';
import { t } from '../../i18n/index.js';
import { useShortcuts } from '../../keyboard/index.js';
import { Button, Dialog, Select, TextField } from '../../ui/index.js';
import type { Answer, Verdict } from './decide.js';
import './decision-bar.css';

/** A decision that has been chosen and not yet confirmed. */
export type Chosen = Verdict | 'snooze';

export interface DecisionBarProps {
  /** Of the task, under which typed text is kept. */
  taskId: string;
  /** How many source records would become one. */
  records: number;
  comment: string;
  /** Of a question with several candidates: how many, and the name of the chosen one. */
  candidates?: { readonly count: number; readonly chosen: string | undefined };
  /** @returns whether the hub took the answer */
  onAnswer: (answer: Answer) => Promise<boolean>;
  onSnooze: (until: Date) => void;
  onAssign: () => void;
  /** @returns whether the comment was saved */
  onComment: (comment: string) => Promise<boolean>;
}

const relations = ['parent', 'remitsVia', 'replacedBy', 'affiliate', 'other'] as const;
const snoozeDays = [1, 3, 7, 30] as const;
const dayMs = 24 * 60 * 60_000;

/** The keys of a decision. A key only chooses; Enter confirms, after the screen has said what will happen. */
export function DecisionBar(props: DecisionBarProps) {
  const [chosen, setChosen] = useState<Chosen>();
  const [commenting, setCommenting] = useState(false);
  const choose = (to: Chosen) => () => setChosen(to);
  const group = t('review.decide');
  // A key in the dialog must not choose an answer behind it.
  useShortcuts(
    commenting
      ? []
      : [
          { keys: 'm', label: t('review.do.same'), group, run: choose('same') },
          { keys: 'n', label: t('review.do.different'), group, run: choose('different') },
          { keys: 'r', label: t('review.do.related'), group, run: choose('related') },
          { keys: 'u', label: t('review.do.unsure'), group, run: choose('unsure') },
          { keys: 's', label: t('review.do.snooze'), group, run: choose('snooze') },
          { keys: 'a', label: t('review.do.assign'), group, run: props.onAssign },
          { keys: 'c', label: t('review.do.comment'), group, run: () => setCommenting(true) },
        ],
  );
  return (
    <div className="ts-decision" role="group" aria-label={group}>
      {chosen ? (
        <Confirmation key={chosen} {...props} chosen={chosen} onBack={() => setChosen(undefined)} />
      ) : (
        <div className="ts-decision-keys">
          <Button variant="primary" icon={Check} keys="m" onPress={choose('same')}>
            {t('review.do.same')}
          </Button>
          <Button icon={EqualNot} keys="n" onPress={choose('different')}>
            {t('review.do.different')}
          </Button>
          <Button icon={Spline} keys="r" onPress={choose('related')}>
            {t('review.do.related')}
          </Button>
          <Button icon={CircleHelp} keys="u" onPress={choose('unsure')}>
            {t('review.do.unsure')}
          </Button>
          <Button variant="quiet" icon={AlarmClock} keys="s" onPress={choose('snooze')}>
            {t('review.do.snooze')}
          </Button>
          <Button variant="quiet" icon={UserCheck} keys="a" onPress={props.onAssign}>
            {t('review.do.assign')}
          </Button>
          <Button variant="quiet" icon={MessageSquare} keys="c" onPress={() => setCommenting(true)}>
            {t('review.do.comment')}
          </Button>
        </div>
      )}
      {commenting ? <CommentDialog {...props} onClose={() => setCommenting(false)} /> : null}
    </div>
  );
}

interface ConfirmationProps extends DecisionBarProps {
  chosen: Chosen;
  onBack: () => void;
}

/** What the chosen decision means, and the key that carries it out. */
function Confirmation(props: ConfirmationProps) {
  const { chosen, taskId, candidates, onAnswer, onSnooze, onBack } = props;
  // Nobody can be merged with several records that cannot be one.
  const mustChoose = chosen === 'same' && candidates !== undefined && candidates.chosen === undefined;
  const [reason, setReason, discard] = useDraft(`answer-${taskId}`);
  const [relation, setRelation] = useState<(typeof relations)[number]>('parent');
  const [days, setDays] = useState('1');
  const confirm = () => {
    if (mustChoose) return;
    if (chosen === 'snooze') return onSnooze(new Date(Date.now() + Number(days) * dayMs));
    const answer = {
      verdict: chosen,
      reason: reason.trim(),
      relation: chosen === 'related' ? relation : undefined,
    };
    // A refused answer leaves what was typed where it was.
    const answering = async () => {
      if (await onAnswer(answer)) discard();
    };
    void answering();
  };
  const group = t('review.decide');
  useShortcuts([
    { keys: 'Enter', label: t('review.confirm'), group, run: confirm },
    { keys: 'Mod+Enter', label: t('review.confirm'), group, whileTyping: true, run: confirm },
    { keys: 'Escape', label: t('review.cancel'), group, whileTyping: true, run: onBack },
  ]);
  return (
    <div className="ts-decision-sure" data-verdict={chosen}>
      <p role="status">
        <strong>{sureWords(props)}</strong>
      </p>
      {chosen === 'related' ? (
        <Select
          label={t('review.relation')}
          hideLabel
          value={relation}
          onChange={setRelation}
          choices={relations.map(value => ({ value, label: t(`review.relation.${value}`) }))}
        />
      ) : null}
      {chosen === 'snooze' ? (
        <Select
          label={t('review.snooze.until')}
          hideLabel
          value={days}
          onChange={setDays}
          choices={snoozeDays.map(count => ({
            value: String(count),
            label: t('review.snooze.days', { count }),
          }))}
        />
      ) : (
        <TextField
          label={t('review.reason')}
          hideLabel
          placeholder={t('review.reason')}
          value={reason}
          onChange={setReason}
        />
      )}
      <span className="ts-decision-do">
        <Button variant="primary" keys="Enter" isDisabled={mustChoose} onPress={confirm}>
          {t('review.confirm')}
        </Button>
        <Button keys="Escape" onPress={onBack}>
          {t('review.cancel')}
        </Button>
      </span>
    </div>
  );
}

/** What the chosen decision would mean, as a question. */
function sureWords({ chosen, records, candidates }: DecisionBarProps & { chosen: Chosen }): string {
  if (candidates !== undefined && (chosen === 'same' || chosen === 'different' || chosen === 'related')) {
    return candidates.chosen === undefined
      ? t(`review.sure.${chosen}.all`, { count: candidates.count })
      : t(`review.sure.${chosen}.one`, { name: candidates.chosen });
  }
  return t(`review.sure.${chosen}`, { count: records });
}

function CommentDialog({ taskId, comment, onComment, onClose }: DecisionBarProps & { onClose: () => void }) {
  const [text, setText, discard] = useDraft(`comment-${taskId}`, comment);
  const [pending, setPending] = useState(false);
  const save = async () => {
    setPending(true);
    const saved = await onComment(text.trim());
    setPending(false);
    if (!saved) return;
    discard();
    onClose();
  };
  return (
    <Dialog
      title={t('review.comment.title')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button
            variant="primary"
            isPending={pending}
            isDisabled={text.trim() === ''}
            onPress={() => void save()}
          >
            {t('review.confirm')}
          </Button>
        </>
      }
    >
      <TextField label={t('review.comment')} rows={4} value={text} onChange={setText} autoFocus />
    </Dialog>
  );
}
