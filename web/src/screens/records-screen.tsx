import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { usePlaces } from '../frame/index.js';
import { useDomains } from '../hub/index.js';
import { formatNumber, t } from '../i18n/index.js';
import { Kbd, Skeleton } from '../ui/index.js';
import './records-screen.css';

/** The domains of records that this hub has, one line each. */
export function RecordsScreen() {
  const { records } = usePlaces();
  const domains = useDomains();
  const countOf = (id: string) => domains?.find(domain => domain.id === id)?.goldenRecords ?? 0;
  return (
    <div className="ts-page">
      <h1>{t('nav.records')}</h1>
      {domains ? null : <Skeleton label={t('records.loading')} lines={5} />}
      <ul className="ts-domains">
        {records.map(({ id, link, label, icon: Icon, key }) => (
          <li key={id}>
            <Link {...link}>
              <Icon aria-hidden size={18} strokeWidth={1.8} />
              <span>{label}</span>
              <span className="ts-domains-count">{formatNumber(countOf(id))}</span>
              {key === undefined ? <span /> : <Kbd keys={`g ${key}`} />}
              <ChevronRight aria-hidden size={15} className="ts-domains-arrow" />
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
