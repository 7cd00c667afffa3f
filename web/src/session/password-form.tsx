import { useState, type FormEvent, type ReactNode } from 'react';
import { RequestFailure } from '../api/request-failure.js';
import { useDraft } from '../drafts/index.js';
import { t } from '../i18n/index.js';
import { Button, TextField } from '../ui/index.js';
import { signIn } from './session.js';

export interface PasswordFormProps {
  /** Who signs in, where that is settled. */
  fixedName?: string;
  onSignedIn?: () => void;
  /** A second way out, beside the button. */
  otherWay?: ReactNode;
}

/** Name and password. What was typed stays after a failure, except the password. */
export function PasswordForm({ fixedName, onSignedIn, otherWay }: PasswordFormProps) {
  const [typedName, setName] = useDraft('login-name');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<{ name?: string; password?: string }>({});
  const [pending, setPending] = useState(false);
  const name = fixedName ?? typedName.trim();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name === '' || password === '') {
      setFaults({
        ...(name === '' ? { name: t('session.needName') } : {}),
        ...(password === '' ? { password: t('session.needPassword') } : {}),
      });
      return;
    }
    setPending(true);
    setFaults({});
    try {
      await signIn(name, password);
      onSignedIn?.();
    } catch (failure) {
      setPassword('');
      setFaults({ password: inWords(failure) });
    } finally {
      setPending(false);
    }
  };

  return (
    <form className="ts-login-form" noValidate onSubmit={event => void submit(event)}>
      <TextField
        label={t('session.name')}
        value={fixedName ?? typedName}
        onChange={setName}
        error={faults.name}
        isReadOnly={fixedName !== undefined}
        autoComplete="username"
        autoFocus={name === ''}
        autoCorrect="off"
        spellCheck="false"
      />
      <TextField
        label={t('session.password')}
        type="password"
        value={password}
        onChange={setPassword}
        error={faults.password}
        autoComplete="current-password"
        autoFocus={name !== ''}
      />
      <div className="ts-login-actions">
        <Button type="submit" variant="primary" isPending={pending}>
          {t('session.signIn')}
        </Button>
        {otherWay}
      </div>
    </form>
  );
}

function inWords(failure: unknown): string {
  if (!(failure instanceof RequestFailure)) return t('error.unknown');
  if (failure.kind === 'signed-out') return t('session.wrong');
  return failure.kind === 'unreachable' ? failure.message : t('session.failed', { reason: failure.message });
}
