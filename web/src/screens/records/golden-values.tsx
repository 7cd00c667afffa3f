import { Pin, PinOff } from 'lucide-react';
import { useState } from 'react';
import {
  useActorName,
  useReasonWords,
  useSystemLabel,
  type AttributeInfo,
  type DomainInfo,
} from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { useMay } from '../../session/index.js';
import { IconButton, ProvenanceChip, Status, type Offer } from '../../ui/index.js';
import { AttributeValue, groupWords, membersOf } from '../../values/index.js';
import { PinDialog, UnpinDialog } from './pin-dialog.js';
import type { GoldenRecord, Provenance } from './record.js';

/** The golden values under the groups of the rules, each with where it comes from. */
export function GoldenValues({ record, domain }: { record: GoldenRecord; domain: DomainInfo }) {
  const [pinning, setPinning] = useState<{ attribute: AttributeInfo; action: 'pin' | 'unpin' }>();
  const mayPin = useMay('golden-record.pin');
  const values = membersOf(record.attributes);
  const present = domain.attributes.filter(({ name }) =>
    values[name] !== undefined && values[name] !== null ? true : record.masked.includes(name),
  );
  const groups = [...new Set(present.map(({ group }) => group))];
  return (
    <section className="ts-golden" aria-label={t('record.values')}>
      {groups.map(group => (
        <section key={group}>
          <h2>{groupWords(group)}</h2>
          <dl>
            {present
              .filter(attribute => attribute.group === group)
              .map(attribute => (
                <GoldenValue
                  key={attribute.name}
                  attribute={attribute}
                  record={record}
                  onPin={
                    mayPin && attribute.readable ? action => setPinning({ attribute, action }) : undefined
                  }
                />
              ))}
          </dl>
        </section>
      ))}
      {pinning?.action === 'pin' ? (
        <PinDialog record={record} attribute={pinning.attribute} onClose={() => setPinning(undefined)} />
      ) : null}
      {pinning?.action === 'unpin' ? (
        <UnpinDialog record={record} attribute={pinning.attribute} onClose={() => setPinning(undefined)} />
      ) : null}
    </section>
  );
}

interface GoldenValueProps {
  attribute: AttributeInfo;
  record: GoldenRecord;
  onPin: ((action: 'pin' | 'unpin') => void) | undefined;
}

function GoldenValue({ attribute, record, onPin }: GoldenValueProps) {
  const provenance = record.provenance.find(each => each.attribute === attribute.name);
  const pin = provenance?.pin;
  const actorName = useActorName();
  return (
    <div className="ts-golden-row">
      <dt title={attribute.description ?? undefined}>{attribute.label}</dt>
      <dd>
        <AttributeValue
          attribute={attribute}
          value={membersOf(record.attributes)[attribute.name]}
          isMasked={record.masked.includes(attribute.name)}
        />
        <span className="ts-golden-why" data-pinned={pin ? true : undefined}>
          {pin ? (
            <span title={t('record.pinned.by', { by: actorName(pin.by), reason: pin.reason })}>
              <Status meaning="gold">{t('record.pinned')}</Status>
            </span>
          ) : null}
          {provenance ? <Chip attribute={attribute} record={record} provenance={provenance} /> : null}
          {onPin ? (
            <IconButton
              icon={pin ? PinOff : Pin}
              label={t(pin ? 'record.unpin' : 'record.pin', { attribute: attribute.label })}
              onPress={() => onPin(pin ? 'unpin' : 'pin')}
            />
          ) : null}
        </span>
      </dd>
    </div>
  );
}

interface ChipProps {
  attribute: AttributeInfo;
  record: GoldenRecord;
  provenance: Provenance;
}

function Chip({ attribute, record, provenance }: ChipProps) {
  const systemLabel = useSystemLabel();
  const reasonWords = useReasonWords();
  const isMasked = record.masked.includes(attribute.name);
  const winner = provenance.winner ?? provenance.elements?.[0]?.winner;
  if (!winner) return null;
  const offer = (
    source: { recordId: string; system: string; key: string },
    value: unknown,
    reason: string,
  ): Offer => {
    const known = record.sources.find(({ recordId }) => recordId === source.recordId);
    return {
      source: systemLabel(source.system),
      sourceKey: source.key,
      asOf: known?.effectiveAt ?? known?.recordedAt ?? record.recordedAt,
      value: <AttributeValue attribute={attribute} value={value} isMasked={isMasked} />,
      reason: reasonWords(reason),
    };
  };
  return (
    <ProvenanceChip
      attribute={attribute.label}
      survivor={offer(winner, membersOf(record.attributes)[attribute.name], provenance.reason)}
      losers={provenance.losers.map(loser => offer(loser.source, loser.value, loser.because))}
      rule={provenance.decidedBy}
    />
  );
}
