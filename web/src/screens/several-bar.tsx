import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../i18n/index.js';
import { Button } from '../ui/index.js';
import './several.css';

export interface SeveralBarProps {
  /** How many are chosen; without any there is no bar. */
  count: number;
  onClear: () => void;
  /** What can be done to them. */
  children: ReactNode;
}

/** What can be done to the things that are chosen in a list, at its foot. */
export function SeveralBar({ count, onClear, children }: SeveralBarProps) {
  if (count === 0) return null;
  const chosen = t('several.chosen', { count });
  return (
    <div className="ts-several" role="group" aria-label={chosen}>
      <strong role="status">{chosen}</strong>
      {children}
      <Button variant="quiet" icon={X} onPress={onClear}>
        {t('several.clear')}
      </Button>
    </div>
  );
}
