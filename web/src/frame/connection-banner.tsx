import { Unplug } from 'lucide-react';
import { useState } from 'react';
import { askAgain, useReachable } from '../api/index.js';
import { t } from '../i18n/index.js';
import { Button } from '../ui/index.js';
import './frame.css';

/** Says that the hub does not answer, what happens to typed text, and what to press. Goes by itself. */
export function ConnectionBanner() {
  const reachable = useReachable();
  const [asking, setAsking] = useState(false);
  const retry = async () => {
    setAsking(true);
    await askAgain();
    setAsking(false);
  };
  return (
    <div role="status" className="ts-connection">
      {reachable ? null : (
        <div className="ts-connection-banner" data-meaning="review">
          <Unplug aria-hidden size={16} />
          <p>
            <strong>{t('connection.gone')}</strong> {t('connection.kept')}
          </p>
          <Button isPending={asking} onPress={() => void retry()}>
            {t('connection.retry')}
          </Button>
        </div>
      )}
    </div>
  );
}
