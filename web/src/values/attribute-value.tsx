import { useState } from 'react';
import { t } from '../i18n/index.js';
import { Button, Identifier, MaskedValue } from '../ui/index.js';
import { valueLines, type ValueShape } from './value-lines.js';
import './values.css';

/** How many elements of a list are shown before the reader asks for all of them. */
const shownAtFirst = 4;

/** What stands where a value is that the reader may not see. Its length says nothing about the value's. */
export const maskedText = '••••••';

export interface AttributeValueProps {
  attribute: ValueShape & { readonly group?: string };
  value: unknown;
  isMasked?: boolean;
}

/** A value of any attribute of any domain, as the rules describe it. */
export function AttributeValue({ attribute, value, isMasked = false }: AttributeValueProps) {
  const [all, setAll] = useState(false);
  if (isMasked) return <MaskedValue masked={maskedText} label={attribute.label} />;
  const lines = valueLines(attribute, value);
  if (lines.length === 0) {
    return (
      <span className="ts-no-value">
        <span aria-hidden>—</span>
        <span className="ts-visually-hidden">{t('value.none')}</span>
      </span>
    );
  }
  const shown = all ? lines : lines.slice(0, shownAtFirst);
  const exact = attribute.group === 'identifiers' && attribute.type === 'string';
  return (
    <span className="ts-value" dir="auto">
      {shown.map((line, index) => (
        <span key={index} className="ts-value-line">
          {exact ? <Identifier>{line}</Identifier> : line}
        </span>
      ))}
      {lines.length > shown.length ? (
        <Button variant="quiet" onPress={() => setAll(true)}>
          {t('value.more', { count: lines.length - shown.length })}
        </Button>
      ) : null}
    </span>
  );
}
