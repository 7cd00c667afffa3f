import { useEffect } from 'react';
import { t } from '../i18n/index.js';
import { Button, Dialog } from '../ui/index.js';
import { PasswordForm } from './password-form.js';
import { loadSession, signOut } from './session.js';
import { useSession } from './session-store.js';
import './session.css';

/**
 * Lies over the screen when the session has ended, and goes when the same person has signed in again, here
 * or in another tab of this browser.
 */
export function SessionDialog() {
  const session = useSession();
  const expired = session.kind === 'expired';
  useEffect(() => {
    if (!expired) return undefined;
    // Still signed out, or no answer: the dialog stays, which says it all.
    const look = () => void loadSession().catch(() => undefined);
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [expired]);

  if (session.kind !== 'expired') return null;
  return (
    <Dialog title={t('session.expired')} isOpen mustAnswer onClose={() => undefined}>
      <p>{t('session.expired.body')}</p>
      <PasswordForm
        fixedName={session.user.name}
        otherWay={
          <Button variant="quiet" onPress={() => void signOut()}>
            {t('session.signOut')}
          </Button>
        }
      />
    </Dialog>
  );
}
