import { EyeOff } from 'lucide-react';
import { useEffect, useState, type FormEvent } from 'react';
import { t } from '../i18n/index.js';
import { Button, IconButton } from './button.js';
import { TextField } from './field.js';
import { Identifier } from './identifier.js';
import { Popover } from './popover.js';
import './values.css';

/** How long a revealed value stays on the screen before it is masked again. */
export const revealMs = 30_000;

export interface MaskedValueProps {
  /** What may be shown to everyone: `••-•••7306`. */
  masked: string;
  /** What is masked, in words: `Tax id`. */
  label: string;
  /**
   * Asks the server for the value, with the person's reason, which goes into the audit. Absent for people
   * who may not see it. A rejection's message is shown.
   */
  onReveal?: (reason: string) => Promise<string>;
}

/** A value that the reader sees only in part, with a way to see all of it for a reason. */
export function MaskedValue({ masked, label, onReveal }: MaskedValueProps) {
  const [revealed, setRevealed] = useState<string>();
  useEffect(() => {
    if (revealed === undefined) return undefined;
    const timer = setTimeout(() => setRevealed(undefined), revealMs);
    return () => clearTimeout(timer);
  }, [revealed]);

  if (revealed !== undefined) {
    return (
      <span className="ts-masked" data-revealed>
        <Identifier>{revealed}</Identifier>
        <IconButton icon={EyeOff} label={t('masked.hide')} onPress={() => setRevealed(undefined)} />
      </span>
    );
  }
  return (
    <span className="ts-masked">
      <Identifier>{masked}</Identifier>
      <span className="ts-visually-hidden">{t('masked.masked')}</span>
      {onReveal ? (
        <Popover
          label={t('masked.title', { label })}
          trigger={<Button variant="quiet">{t('masked.reveal')}</Button>}
        >
          {close => (
            <RevealForm
              label={label}
              onReveal={async reason => {
                setRevealed(await onReveal(reason));
                close();
              }}
            />
          )}
        </Popover>
      ) : null}
    </span>
  );
}

function RevealForm({ label, onReveal }: { label: string; onReveal: (reason: string) => Promise<void> }) {
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const [pending, setPending] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === '') return setError(t('masked.reasonMissing'));
    setPending(true);
    try {
      await onReveal(reason.trim());
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : t('error.unknown'));
      setPending(false);
    }
  };

  return (
    <form className="ts-reveal" onSubmit={event => void submit(event)}>
      <TextField
        label={t('masked.reason', { label })}
        hint={t('masked.audited')}
        error={error}
        value={reason}
        onChange={setReason}
        autoFocus
      />
      <Button type="submit" variant="primary" isPending={pending}>
        {t('masked.reveal')}
      </Button>
    </form>
  );
}
