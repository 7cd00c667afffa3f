import { LockKeyhole } from 'lucide-react';
import { t } from '../i18n/index.js';
import { EmptyState } from '../ui/index.js';

/** Stands in the place of something that the reader's roles do not open, and says whom to ask. */
export function NotPermitted() {
  return (
    <EmptyState icon={LockKeyhole} title={t('permission.missing')}>
      {t('permission.ask')}
    </EmptyState>
  );
}
