import { Search, X } from 'lucide-react';
import { useRef } from 'react';
import { Button as AriaButton, Input, SearchField } from 'react-aria-components';
import { t } from '../i18n/index.js';
import { useShortcuts } from '../keyboard/index.js';
import { Kbd } from './kbd.js';
import './search-box.css';

export interface SearchBoxProps {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  onSubmit?: (value: string) => void;
  /** The key that puts the cursor here from anywhere on the screen. */
  keys?: string;
}

/** One line to search with. Escape clears it; a second Escape leaves it. */
export function SearchBox({ label, placeholder, value, onChange, onSubmit, keys }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  useShortcuts(
    keys ? [{ keys, label, group: t('keys.group.everywhere'), run: () => input.current?.select() }] : [],
  );
  return (
    <SearchField
      className="ts-search"
      aria-label={label}
      value={value}
      onChange={onChange}
      {...(onSubmit
        ? {
            onSubmit: (text: string) => {
              onSubmit(text);
              // What was found is next: its keys must not be typed into the box.
              input.current?.blur();
            },
          }
        : {})}
      onKeyDown={event => {
        if (event.key === 'Escape' && value === '') input.current?.blur();
        else event.continuePropagation();
      }}
    >
      <Search aria-hidden size={14} />
      <Input ref={input} className="ts-input" placeholder={placeholder} dir="auto" />
      {keys ? <Kbd keys={keys} /> : null}
      <AriaButton className="ts-search-clear" aria-label={t('search.clear')}>
        <X aria-hidden size={14} />
      </AriaButton>
    </SearchField>
  );
}
