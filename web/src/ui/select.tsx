import { Check, ChevronsUpDown } from 'lucide-react';
import {
  Button as AriaButton,
  ListBox,
  ListBoxItem,
  Popover as AriaPopover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components';
import { FieldLabel, FieldNotes, type FieldText } from './field.js';
import './menu.css';
import './select.css';

/** One of the values that a select offers. */
export interface Choice<Value extends string> {
  value: Value;
  label: string;
  /** A second line that tells similar choices apart. */
  detail?: string;
}

export interface SelectProps<Value extends string> extends FieldText {
  choices: readonly Choice<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  placeholder?: string;
  isDisabled?: boolean;
}

/** One value out of a short list. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, hint, error, hideLabel, choices, value, onChange, placeholder, isDisabled = false } = props;
  return (
    <AriaSelect
      className="ts-field"
      value={value}
      onChange={key => {
        const chosen = choices.find(choice => choice.value === key);
        if (chosen) onChange(chosen.value);
      }}
      isDisabled={isDisabled}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      {...(placeholder === undefined ? {} : { placeholder })}
    >
      <FieldLabel label={label} hideLabel={hideLabel ?? false} />
      <AriaButton className="ts-input ts-select-button">
        <SelectValue className="ts-select-value">
          {({ selectedText, defaultChildren }) => selectedText || defaultChildren}
        </SelectValue>
        <ChevronsUpDown aria-hidden size={14} />
      </AriaButton>
      <FieldNotes hint={hint} error={error} />
      <AriaPopover className="ts-popover ts-select-popover" offset={4}>
        <ListBox className="ts-menu" items={choices}>
          {choice => (
            <ListBoxItem id={choice.value} className="ts-menu-item" textValue={choice.label}>
              {({ isSelected }) => (
                <>
                  <Check aria-hidden size={14} visibility={isSelected ? 'visible' : 'hidden'} />
                  <span className="ts-menu-words">
                    {choice.label}
                    {choice.detail ? <span className="ts-menu-detail">{choice.detail}</span> : null}
                  </span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </AriaPopover>
    </AriaSelect>
  );
}
