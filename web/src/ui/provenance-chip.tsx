import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { t } from '../i18n/index.js';
import { Identifier } from './identifier.js';
import { Popover } from './popover.js';
import { RelativeTime } from './relative-time.js';
import { MeaningGlyph } from './status.js';
import './provenance-chip.css';

/** A value that was offered, and by whom. */
export interface Offer {
  /** The source system's name, as people say it: `Oracle ERP`. */
  source: string;
  /** The record's key in that system, so that a person can open it there. */
  sourceKey: string;
  /** When the source last said so, ISO 8601 with a zone. */
  asOf: string;
  value: ReactNode;
  /** Why it lost; for the survivor why it won. */
  reason: string;
}

export interface ProvenanceChipProps {
  /** The attribute's name in words. */
  attribute: string;
  survivor: Offer;
  losers: readonly Offer[];
  /** The survivorship rule in words: `authority of the source, then the newest`. */
  rule: string;
}

/** Where a golden value comes from: source and age. Opens the values that lost and the rule that decided. */
export function ProvenanceChip({ attribute, survivor, losers, rule }: ProvenanceChipProps) {
  return (
    <Popover
      label={t('provenance.title', { attribute })}
      trigger={
        <AriaButton className="ts-chip">
          <span className="ts-visually-hidden">{t('provenance.open', { attribute })}</span>
          <span className="ts-chip-source">{survivor.source}</span>
          <RelativeTime instant={survivor.asOf} style="narrow" />
          <ChevronDown aria-hidden size={11} />
        </AriaButton>
      }
    >
      <div className="ts-provenance">
        <h3>{t('provenance.title', { attribute })}</h3>
        <ul>
          <OfferLine offer={survivor} survives />
          {losers.map(loser => (
            <OfferLine key={`${loser.source} ${loser.sourceKey}`} offer={loser} />
          ))}
        </ul>
        <p className="ts-provenance-rule">{t('provenance.rule', { rule })}</p>
      </div>
    </Popover>
  );
}

function OfferLine({ offer, survives = false }: { offer: Offer; survives?: boolean }) {
  return (
    <li data-meaning={survives ? 'gold' : 'neutral'}>
      <span className="ts-provenance-mark">
        <MeaningGlyph meaning={survives ? 'gold' : 'neutral'} />
        <span className="ts-visually-hidden">{t(survives ? 'provenance.won' : 'provenance.lost')}</span>
      </span>
      <span className="ts-provenance-value" dir="auto">
        {offer.value}
      </span>
      <span className="ts-provenance-from">
        {offer.source} <Identifier>{offer.sourceKey}</Identifier> · <RelativeTime instant={offer.asOf} /> ·{' '}
        {offer.reason}
      </span>
    </li>
  );
}
