import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { execute } from '../../api/index.js';
import { useSystemLabel, type AttributeInfo } from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { Select, showToast, TextField } from '../../ui/index.js';
import { membersOf, valueText } from '../../values/index.js';
import { ReasonDialog } from '../reason-dialog.js';
import { changed } from '../refusal.js';
import { pinDocument, unpinDocument, type GoldenRecord } from './record.js';

interface PinDialogProps {
  record: GoldenRecord;
  attribute: AttributeInfo;
  onClose: () => void;
}

const dayMs = 24 * 60 * 60_000;
const expiries = [30, 90, 365] as const;
const otherValue = 'other';
const composite = new Set(['object', 'address']);

/** Holds an attribute to one value: one that a source has said, or one that the steward knows better. */
export function PinDialog({ record, attribute, onClose }: PinDialogProps) {
  const queries = useQueryClient();
  const systemLabel = useSystemLabel();
  const offers = offersOf(record, attribute);
  const mayType = !attribute.multi && !composite.has(attribute.type);
  const [chosen, setChosen] = useState('0');
  const [typed, setTyped] = useState('');
  const [days, setDays] = useState('90');
  const value = chosen === otherValue ? typedValue(attribute, typed) : offers[Number(chosen)]?.value;

  const pin = (reason: string) =>
    changed(
      execute(pinDocument, {
        id: record.id,
        attribute: attribute.name,
        value,
        reason,
        expiresAt: days === 'never' ? null : new Date(Date.now() + Number(days) * dayMs).toISOString(),
      }).then(({ pinAttribute }) => pinAttribute),
      () => {
        showToast({ title: t('record.saved'), meaning: 'ok' });
        void queries.invalidateQueries();
      },
    );

  return (
    <ReasonDialog
      title={t('record.pin.title', { attribute: attribute.label })}
      confirm={t('action.confirm')}
      draft={`pin-${record.id}-${attribute.name}`}
      isIncomplete={value === undefined}
      onConfirm={pin}
      onClose={onClose}
    >
      <Select
        label={t('record.pin.value')}
        value={chosen}
        onChange={setChosen}
        choices={[
          ...offers.map(({ value: offered, system }, index) => ({
            value: String(index),
            label: valueText(attribute, offered),
            ...(system === undefined
              ? {}
              : { detail: t('record.pin.from', { source: systemLabel(system) }) }),
          })),
          ...(mayType ? [{ value: otherValue, label: t('record.pin.other') }] : []),
        ]}
      />
      {chosen === otherValue ? (
        <TextField label={t('record.pin.otherLabel')} value={typed} onChange={setTyped} />
      ) : null}
      <Select
        label={t('record.pin.expires')}
        value={days}
        onChange={setDays}
        choices={[
          ...expiries.map(count => ({
            value: String(count),
            label: t('record.pin.expires.days', { count }),
          })),
          { value: 'never', label: t('record.pin.expires.never') },
        ]}
      />
    </ReasonDialog>
  );
}

/** Lets an attribute survive by the rules again. */
export function UnpinDialog({ record, attribute, onClose }: PinDialogProps) {
  const queries = useQueryClient();
  return (
    <ReasonDialog
      title={t('record.unpin.title', { attribute: attribute.label })}
      confirm={t('action.confirm')}
      draft={`unpin-${record.id}-${attribute.name}`}
      onConfirm={reason =>
        changed(
          execute(unpinDocument, { id: record.id, attribute: attribute.name, reason }).then(
            ({ unpinAttribute }) => unpinAttribute,
          ),
          () => void queries.invalidateQueries(),
        )
      }
      onClose={onClose}
    >
      <p>{t('record.unpin.body')}</p>
    </ReasonDialog>
  );
}

interface ValueOffer {
  value: unknown;
  system: string | undefined;
}

/** The values that there are to choose from, the present one first, each once. */
function offersOf(record: GoldenRecord, attribute: AttributeInfo): readonly ValueOffer[] {
  const provenance = record.provenance.find(each => each.attribute === attribute.name);
  const all: ValueOffer[] = [
    { value: membersOf(record.attributes)[attribute.name], system: provenance?.winner?.system },
    ...(provenance?.losers ?? []).map(loser => ({ value: loser.value, system: loser.source.system })),
  ];
  const seen = new Set<string>();
  return all.filter(({ value }) => {
    const text = valueText(attribute, value);
    if (text === '' || seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

/** What was typed, in the attribute's own type; `undefined` while it is none. */
function typedValue(attribute: AttributeInfo, typed: string): unknown {
  const text = typed.trim();
  if (text === '') return undefined;
  switch (attribute.type) {
    case 'integer':
      return /^-?\d+$/.test(text) ? Number(text) : undefined;
    case 'boolean':
      return text === t('value.yes') || text === 'true'
        ? true
        : text === t('value.no') || text === 'false'
          ? false
          : undefined;
    default:
      return text;
  }
}
