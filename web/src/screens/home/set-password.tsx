import { useState, type FormEvent } from 'react';
import { t } from '../../i18n/index.js';
import { setPassword } from '../../session/index.js';
import { Button, showToast, TextField } from '../../ui/index.js';
import { failureWords } from '../query-failure.js';

/** Asks somebody who came by a one-time link for a password, because the link does not work twice. */
export function SetPassword() {
  const [password, change] = useState('');
  const [again, changeAgain] = useState('');
  const [fault, setFault] = useState<string>();
  const [pending, setPending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (password !== again) return setFault(t('home.password.differs'));
    setPending(true);
    setFault(undefined);
    try {
      await setPassword(password);
      showToast({ title: t('home.password.done'), meaning: 'ok' });
    } catch (failure) {
      setFault(failureWords(failure));
    }
    setPending(false);
  };
  return (
    <form
      className="ts-panel ts-set-password"
      onSubmit={event => void submit(event)}
      aria-label={t('home.password')}
    >
      <div>
        <h2>{t('home.password')}</h2>
        <p className="ts-page-facts">{t('home.password.why')}</p>
      </div>
      <TextField
        label={t('session.password')}
        type="password"
        autoComplete="new-password"
        hint={t('home.password.hint')}
        value={password}
        onChange={change}
        error={fault}
      />
      <TextField
        label={t('home.password.again')}
        type="password"
        autoComplete="new-password"
        value={again}
        onChange={changeAgain}
      />
      <div>
        <Button type="submit" variant="primary" isPending={pending} isDisabled={password === ''}>
          {t('home.password.set')}
        </Button>
      </div>
    </form>
  );
}
