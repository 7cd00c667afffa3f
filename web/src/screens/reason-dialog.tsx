import { useState, type ReactNode } from 'react';
import { useDraft } from '../drafts/index.js';
import { t } from '../i18n/index.js';
import { useShortcuts } from '../keyboard/index.js';
import { Button, Dialog, TextField } from '../ui/index.js';
import './page.css';

export interface ReasonDialogProps {
  title: string;
  /** The words on the button that does it. */
  confirm: string;
  /** Under which a typed reason is kept until it has been used. */
  draft: string;
  isDanger?: boolean;
  isWide?: boolean;
  /** Not everything that is needed is there yet. */
  isIncomplete?: boolean;
  /** Does it. @returns whether it was done; the dialog stays open when not */
  onConfirm: (reason: string) => Promise<boolean>;
  onClose: () => void;
  children?: ReactNode;
}

/** What is about to happen, why it should, and the button. A reason is always asked for: it stays in the audit. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, confirm, draft, isDanger = false, isWide = false, isIncomplete = false, onClose } = props;
  const [reason, setReason, discard] = useDraft(draft);
  const [fault, setFault] = useState<string>();
  const [pending, setPending] = useState(false);
  const submit = async () => {
    if (isIncomplete || pending) return;
    if (reason.trim() === '') return setFault(t('action.reason.missing'));
    setPending(true);
    const done = await props.onConfirm(reason.trim());
    setPending(false);
    if (!done) return;
    discard();
    onClose();
  };
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      size={isWide ? 'wide' : 'narrow'}
      actions={
        <>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button
            variant={isDanger ? 'danger' : 'primary'}
            keys="Mod+Enter"
            isPending={pending}
            isDisabled={isIncomplete}
            onPress={() => void submit()}
          >
            {confirm}
          </Button>
        </>
      }
    >
      <div className="ts-form">
        <SubmitKey label={confirm} onSubmit={() => void submit()} />
        {props.children}
        <TextField
          label={t('action.reason')}
          hint={t('action.reason.hint')}
          error={fault}
          rows={2}
          value={reason}
          onChange={text => {
            setReason(text);
            setFault(undefined);
          }}
          autoFocus
        />
      </div>
    </Dialog>
  );
}

function SubmitKey({ label, onSubmit }: { label: string; onSubmit: () => void }) {
  useShortcuts([
    { keys: 'Mod+Enter', label, group: t('keys.group.everywhere'), whileTyping: true, run: onSubmit },
  ]);
  return null;
}
