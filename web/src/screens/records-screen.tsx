import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { places } from '../frame/index.js';
import { t } from '../i18n/index.js';
import { Kbd } from '../ui/index.js';
import './records-screen.css';

/** The domains of records, one line each. */
export function RecordsScreen() {
  return (
    <div className="ts-page">
      <h1>{t('nav.records')}</h1>
      <ul className="ts-domains">
        {places.records.map(({ link, label, icon: Icon, key }) => (
          <li key={label}>
            <Link {...link}>
              <Icon aria-hidden size={18} strokeWidth={1.8} />
              <span>{t(label)}</span>
              <Kbd keys={`g ${key}`} />
              <ChevronRight aria-hidden size={15} className="ts-domains-arrow" />
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
