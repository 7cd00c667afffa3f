import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useOpenWork } from '../../hub/index.js';
import { formatNumber, t } from '../../i18n/index.js';
import { Badge } from '../../ui/index.js';
import '../page.css';
import './sync.css';

/** The heading of the sync screens, and the way between them. */
export function SyncFrame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const { quarantined: open } = useOpenWork();
  return (
    <div className="ts-page ts-page-fill">
      <header className="ts-page-head">
        <h1>{t('nav.sync')}</h1>
        {actions}
      </header>
      <nav className="ts-places" aria-label={t('nav.sync')}>
        <Link to="/sync" activeOptions={{ exact: true, includeSearch: false }}>
          {t('sync.batches')}
        </Link>
        <Link to="/sync/quarantine" search={{}} activeOptions={{ includeSearch: false }}>
          {t('sync.quarantine')} {open > 0 ? <Badge meaning="review">{formatNumber(open)}</Badge> : null}
        </Link>
        <Link to="/sync/feed">{t('sync.feed')}</Link>
      </nav>
      {children}
    </div>
  );
}
