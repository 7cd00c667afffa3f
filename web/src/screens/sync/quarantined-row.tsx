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
import { codeWords } from './quarantine-words.js';
import {
  correctDocument,
  discardDocument,
  useRefreshQuarantine,
  type QuarantinedRecord,
} from './quarantine.js';
import { correctedRaw, editKey, fieldText, rawRows, type RawRow } from './raw-rows.js';

/** The entry that a correction waits as when something is still wrong. */
export interface Replacement {
  readonly id: string | undefined;
  readonly codes: readonly string[];
}

interface QuarantinedRowProps {
  row: QuarantinedRecord;
  /** The row is accepted or discarded. */
  onSettled: () => void;
  onReplaced: (by: Replacement) => void;
}

/** A row that could not be accepted: what is wrong, what came, and the fields to put it right in place. */
export function QuarantinedRow({ row, onSettled, onReplaced }: QuarantinedRowProps) {
  const [discarding, setDiscarding] = useState(false);
  const mayRepair = useMay('quarantine.repair');
  const systemLabel = useSystemLabel();
  const refresh = useRefreshQuarantine();
  return (
    <section className="ts-panel" aria-label={t('quarantine.row')}>
      <h2>
        {systemLabel(row.system)} {row.key === null ? null : <Identifier>{row.key}</Identifier>}
      </h2>
      <ul className="ts-causes">
        {saidOnce(row.causes).map(cause => (
          <li key={`${cause.code} ${cause.message}`}>
            <Status meaning={cause.severity === 'error' ? 'different' : 'review'}>
              {codeWords(cause.code)}
            </Status>
            <span>
              {cause.message}
              {cause.fix === null ? null : <strong> {cause.fix}</strong>}
            </span>
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
          onReplaced={by => {
            refresh();
            onReplaced(by);
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

/** One column may be at fault in several attributes: what is said is the same. */
function saidOnce(causes: QuarantinedRecord['causes']): QuarantinedRecord['causes'] {
  return causes.filter(
    ({ code, message }, place) =>
      causes.findIndex(each => each.code === code && each.message === message) === place,
  );
}

interface RawFieldsProps {
  row: QuarantinedRecord;
  isReadOnly: boolean;
  onSettled: () => void;
  onReplaced: (by: Replacement) => void;
  onDiscard: () => void;
}

function RawFields({ row, isReadOnly, onSettled, onReplaced, onDiscard }: RawFieldsProps) {
  const rows = rawRows(row.raw);
  const [draft, setDraft, discardDraft] = useDraft(`correct-${row.id}-${row.version}`, '{}');
  const [pending, setPending] = useState(false);
  const edits = membersOf(parsed(draft));
  const faultOf = (name: string): FieldFault | undefined => {
    const cause = row.causes.find(each => each.field === name);
    return cause && { message: cause.message, isError: cause.severity === 'error' };
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // What is typed while the hub answers would be typed into an entry that is about to be gone.
    setPending(true);
    const corrected = correctedRaw(row.raw, edits);
    const sent = await changed(
      execute(correctDocument, { id: row.id, version: row.version, raw: corrected }).then(
        ({ correctQuarantined }) => correctQuarantined,
      ),
      result => {
        if (result.__typename !== 'RecordOutcome') return;
        if (result.outcome === 'quarantined') {
          showToast({
            title: t('quarantine.still'),
            detail: result.causes.map(cause => cause.message).join(' '),
            meaning: 'review',
          });
          // What was sent waits as an entry of its own, with what is still wrong.
          discardDraft();
          onReplaced({ id: result.quarantineId ?? undefined, codes: result.causes.map(({ code }) => code) });
          return;
        }
        discardDraft();
        showToast({ title: t('quarantine.corrected'), meaning: 'ok' });
        onSettled();
      },
    );
    if (!sent) setPending(false);
  };
  return (
    <form className="ts-form" onSubmit={event => void submit(event)}>
      {rows.map(each => (
        <RawFieldset
          key={each.id}
          row={each}
          legend={rows.length > 1 ? rowWords(each) : undefined}
          isReadOnly={isReadOnly || pending}
          textOf={(name, value) => fieldText(edits[editKey(each.id, name)] ?? value)}
          faultOf={faultOf}
          onEdit={(name, text) => setDraft(JSON.stringify({ ...edits, [editKey(each.id, name)]: text }))}
        />
      ))}
      {row.withheld.length > 0 ? (
        <p className="ts-page-facts">{t('quarantine.withheld', { columns: row.withheld.join(', ') })}</p>
      ) : null}
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

/** What is wrong with a field; without `isError` the row is accepted all the same. */
interface FieldFault {
  message: string;
  isError: boolean;
}

interface RawFieldsetProps {
  row: RawRow;
  legend: string | undefined;
  isReadOnly: boolean;
  textOf: (name: string, value: unknown) => string;
  faultOf: (name: string) => FieldFault | undefined;
  onEdit: (name: string, text: string) => void;
}

/** The fields of one row: what is to be put right first, then the others, folded away as long as there is something to put right. */
function RawFieldset({ row, legend, isReadOnly, textOf, faultOf, onEdit }: RawFieldsetProps) {
  const names = Object.keys(row.fields);
  // Which fields are at fault is settled when the row opens: a field must not jump away from under the hands.
  const [faulty] = useState(() => names.filter(name => faultOf(name) !== undefined));
  const others = names.filter(name => !faulty.includes(name));
  const fieldOf = (name: string) => {
    const value = row.fields[name];
    const fault = faultOf(name);
    return (
      <TextField
        key={name}
        label={name}
        mono
        isReadOnly={isReadOnly}
        value={textOf(name, value)}
        error={fault?.isError ? fault.message : undefined}
        hint={fault?.isError === false ? fault.message : undefined}
        onChange={text => onEdit(name, text)}
        {...(isStructure(value) ? { rows: 3 } : {})}
      />
    );
  };
  return (
    <fieldset className="ts-raw-row">
      {legend === undefined ? null : <legend>{legend}</legend>}
      {faulty.map(fieldOf)}
      {faulty.length === 0 ? (
        others.map(fieldOf)
      ) : others.length > 0 ? (
        <details>
          <summary>{t('quarantine.others', { count: others.length })}</summary>
          <div className="ts-raw-row">{others.map(fieldOf)}</div>
        </details>
      ) : null}
    </fieldset>
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
