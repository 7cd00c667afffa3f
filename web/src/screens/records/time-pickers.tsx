import { useState } from 'react';
import { formatInstant, t } from '../../i18n/index.js';
import { Button, TextField } from '../../ui/index.js';

/** The two times of a history. ISO 8601 with a zone; none means now. */
export interface Times {
  /** When it held in the business. */
  readonly asOf: string | undefined;
  /** When the hub knew it. */
  readonly knownAt: string | undefined;
}

export interface TimePickersProps {
  times: Times | undefined;
  onTimes: (times: Times | undefined) => void;
}

/** Asks for the two times that a record is looked at from. */
export function TimePickers({ times, onTimes }: TimePickersProps) {
  const [asOf, setAsOf] = useState(localTime(times?.asOf));
  const [knownAt, setKnownAt] = useState(localTime(times?.knownAt));
  return (
    <form
      className="ts-times"
      onSubmit={event => {
        event.preventDefault();
        onTimes({ asOf: chosenInstant(asOf, times?.asOf), knownAt: chosenInstant(knownAt, times?.knownAt) });
      }}
    >
      <TextField
        type="datetime-local"
        label={t('record.asOf')}
        hint={t('record.asOf.hint')}
        value={asOf}
        onChange={setAsOf}
      />
      <TextField
        type="datetime-local"
        label={t('record.knownAt')}
        hint={t('record.knownAt.hint')}
        value={knownAt}
        onChange={setKnownAt}
      />
      <Button type="submit" isDisabled={asOf === '' && knownAt === ''}>
        {t('record.compareTimes')}
      </Button>
      {times ? <Button onPress={() => onTimes(undefined)}>{t('record.back')}</Button> : null}
    </form>
  );
}

/** The two times in a sentence. */
export function timesWords({ asOf, knownAt }: Times): string {
  const words = (instant: string | undefined) =>
    instant === undefined ? t('record.times.now') : formatInstant(new Date(instant));
  return t('record.times', { asOf: words(asOf), knownAt: words(knownAt) });
}

/** An instant as the field shows it: in the reader's zone, to the minute; empty for now. */
export function localTime(instant: string | undefined): string {
  if (instant === undefined) return '';
  const date = new Date(instant);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/**
 * The instant that a field stands for. A field that nobody has touched keeps the instant that it was opened with: to the
 * minute it would mean a moment before what happened in that minute.
 */
export function chosenInstant(typed: string, before: string | undefined): string | undefined {
  if (typed === localTime(before)) return before;
  const date = new Date(typed);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
