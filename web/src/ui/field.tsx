import type { ReactNode } from 'react';
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components';
import './field.css';

/** What surrounds every field: its label, a hint and what is wrong with the value. */
export interface FieldText {
  label: string;
  /** Says what is expected, before anything is wrong. */
  hint?: ReactNode;
  /** Says what is wrong and what would be right. Marks the field as invalid. */
  error?: string | undefined;
  /** Hides the label from the eyes only, where the place already says it. */
  hideLabel?: boolean;
}

/** The label of a field, above it. */
export function FieldLabel({ label, hideLabel = false }: Pick<FieldText, 'label' | 'hideLabel'>) {
  return <Label className={hideLabel ? 'ts-visually-hidden' : 'ts-field-label'}>{label}</Label>;
}

/** The hint and the error of a field, below it. */
export function FieldNotes({ hint, error }: Pick<FieldText, 'hint' | 'error'>) {
  return (
    <>
      {hint ? (
        <Text slot="description" className="ts-field-hint">
          {hint}
        </Text>
      ) : null}
      <FieldError className="ts-field-error">{error}</FieldError>
    </>
  );
}

export interface TextFieldProps
  extends Omit<AriaTextFieldProps, 'children' | 'className' | 'style' | 'isInvalid'>, FieldText {
  placeholder?: string;
  /** More than one line: the number of lines to start with. */
  rows?: number;
  /** Identifiers and codes, where every character counts. */
  mono?: boolean;
}

/** A line (or, with `rows`, several lines) of text to type. */
export function TextField({
  label,
  hint,
  error,
  hideLabel,
  placeholder,
  rows,
  mono = false,
  ...props
}: TextFieldProps) {
  const look = { className: 'ts-input', placeholder, 'data-mono': mono || undefined, dir: 'auto' };
  return (
    <AriaTextField
      {...props}
      className="ts-field"
      isInvalid={error !== undefined}
      // The browser's own way would not let a form be sent again while the field is marked.
      validationBehavior="aria"
    >
      <FieldLabel label={label} hideLabel={hideLabel ?? false} />
      {rows === undefined ? <Input {...look} /> : <TextArea {...look} rows={rows} />}
      <FieldNotes hint={hint} error={error} />
    </AriaTextField>
  );
}
