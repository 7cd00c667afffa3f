import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { execute } from '../../api/index.js';
import { useDraft } from '../../drafts/index.js';
import { useSystemLabel } from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { useMay } from '../../session/index.js';
import { Button, Identifier, showToast, Status, TextField } from '../../ui/index.js';
import { membersOf } from '../../values/index.js';
import { ReasonDialog } from '../reason-dialog.js';
import { changed } from '../refusal.js';
import { correctDocument, discardDocument, type QuarantinedRecord } from './quarantine.js';
import { correctedRaw, editKey, fieldText, rawRows, type RawRow } from './raw-rows.js';

/** A row that could not be accepted: what is wrong, what came, and the fields to put it right in place. */
export function QuarantinedRow({ row, onSettled }: { row: QuarantinedRecord; onSettled: () => void }) {
  const [discarding, setDiscarding] = useState(false);
  const mayRepair = useMay('quarantine.repair');
  const queries = useQueryClient();
  const systemLabel = useSystemLabel();
  const refresh = () => {
    for (const queryKey of [['quarantine'], ['open-work'], ['records']])
      void queries.invalidateQueries({ queryKey });
  };
  return (
    <section className="ts-panel" aria-label={t('quarantine.row')}>
      <h2>
        {systemLabel(row.system)} {row.key === null ? null : <Identifier>{row.key}</Identifier>}
      </h2>
      <ul className="ts-form">
        {row.causes.map((cause, index) => (
          <li key={index}>
            <Status meaning={cause.severity === 'error' ? 'different' : 'review'}>
              {cause.field ?? cause.code}
            </Status>{' '}
            {cause.message} {cause.fix}
          </li>
        ))}
      </ul>
      {row.raw === null ? (
        <p>{t('quarantine.hidden')}</p>
      ) : (
        <RawFields
          row={row}
          isReadOnly={!mayRepair}
          onSettled={() => {
            refresh();
            onSettled();
          }}
          onDiscard={() => setDiscarding(true)}
        />
      )}
      {discarding ? (
        <ReasonDialog
          title={t('quarantine.discard.title')}
          confirm={t('quarantine.discard')}
          draft={`discard-${row.id}`}
          isDanger
          onConfirm={reason =>
            changed(
              execute(discardDocument, { id: row.id, version: row.version, reason }).then(
                ({ discardQuarantined }) => discardQuarantined,
              ),
              () => {
                showToast({ title: t('quarantine.discarded'), meaning: 'info' });
                refresh();
                onSettled();
              },
            )
          }
          onClose={() => setDiscarding(false)}
        >
          <p>{t('quarantine.discard.body')}</p>
        </ReasonDialog>
      ) : null}
    </section>
  );
}

interface RawFieldsProps {
  row: QuarantinedRecord;
  isReadOnly: boolean;
  onSettled: () => void;
  onDiscard: () => void;
}

function RawFields({ row, isReadOnly, onSettled, onDiscard }: RawFieldsProps) {
  const rows = rawRows(row.raw);
  const [draft, setDraft, discardDraft] = useDraft(`correct-${row.id}-${row.version}`, '{}');
  const [pending, setPending] = useState(false);
  const [left, setLeft] = useState<readonly { message: string; field: string | null }[]>([]);
  const edits = membersOf(parsed(draft));
  const faultOf = (name: string) => [...left, ...row.causes].find(cause => cause.field === name)?.message;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    const corrected = correctedRaw(row.raw, edits);
    await changed(
      execute(correctDocument, { id: row.id, version: row.version, raw: corrected }).then(
        ({ correctQuarantined }) => correctQuarantined,
      ),
      result => {
        if (result.__typename !== 'RecordOutcome') return;
        if (result.outcome === 'quarantined') {
          setLeft(result.causes);
          showToast({
            title: t('quarantine.still'),
            detail: result.causes.map(cause => cause.message).join(' '),
            meaning: 'review',
          });
          return;
        }
        discardDraft();
        showToast({ title: t('quarantine.corrected'), meaning: 'ok' });
        onSettled();
      },
    );
    setPending(false);
  };
  return (
    <form className="ts-form" onSubmit={event => void submit(event)}>
      {rows.map(each => (
        <fieldset key={each.id} className="ts-raw-row">
          {rows.length > 1 ? <legend>{rowWords(each)}</legend> : null}
          {Object.entries(each.fields).map(([name, value]) => (
            <TextField
              key={name}
              label={name}
              mono
              isReadOnly={isReadOnly}
              value={fieldText(edits[editKey(each.id, name)] ?? value)}
              error={faultOf(name)}
              onChange={text => setDraft(JSON.stringify({ ...edits, [editKey(each.id, name)]: text }))}
              {...(isStructure(value) ? { rows: 3 } : {})}
            />
          ))}
        </fieldset>
      ))}
      {isReadOnly ? (
        <p>{t('quarantine.readOnly')}</p>
      ) : (
        <div className="ts-page-head">
          <Button type="submit" variant="primary" isPending={pending}>
            {t('quarantine.correct')}
          </Button>
          <Button onPress={onDiscard}>{t('quarantine.discardAsk')}</Button>
        </div>
      )}
    </form>
  );
}

function isStructure(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function rowWords({ file, place }: RawRow): string {
  const words = t('quarantine.part', { place });
  return file === undefined ? words : `${file}, ${words}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
