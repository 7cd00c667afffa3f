import { useEffect, useState, type ReactNode } from 'react';
import { RequestFailure } from '../api/request-failure.js';
import { t } from '../i18n/index.js';
import { ButtonLink, ErrorState, Mark, Skeleton, ThemeToggle } from '../ui/index.js';
import { PasswordForm } from './password-form.js';
import { signInWithLink } from './session.js';
import './session.css';

export interface LoginScreenProps {
  /** Of a one-time link; signs in without a question. */
  token?: string | undefined;
  onSignedIn: () => void;
}

/** The door. */
export function LoginScreen({ token, onSignedIn }: LoginScreenProps) {
  return (
    <main className="ts-login">
      <div className="ts-login-card">
        <header>
          <Mark size={28} />
          <h1>{t('session.title')}</h1>
          <ThemeToggle />
        </header>
        {token === undefined ? (
          <>
            <PasswordForm onSignedIn={onSignedIn} />
            <p className="ts-login-hint">{t('session.link.hint')}</p>
          </>
        ) : (
          <LinkSignIn token={token} onSignedIn={onSignedIn} />
        )}
      </div>
    </main>
  );
}

function LinkSignIn({ token, onSignedIn }: { token: string; onSignedIn: () => void }): ReactNode {
  const [failure, setFailure] = useState<RequestFailure>();
  useEffect(() => {
    signInWithLink(token).then(onSignedIn, (reason: unknown) =>
      setFailure(
        reason instanceof RequestFailure ? reason : new RequestFailure('refused', t('error.unknown')),
      ),
    );
  }, [token, onSignedIn]);

  if (!failure) {
    return (
      <>
        <p>{t('session.link.checking')}</p>
        <Skeleton label={t('session.link.checking')} lines={2} />
      </>
    );
  }
  return (
    <ErrorState
      title={failure.kind === 'unreachable' ? failure.message : t('session.link.failed')}
      kept={t('session.link.again')}
      correlationId={failure.correlationId}
      actions={
        <ButtonLink href="/login" variant="primary">
          {t('session.withPassword')}
        </ButtonLink>
      }
    >
      {failure.kind === 'unreachable' ? null : failure.message}
    </ErrorState>
  );
}
