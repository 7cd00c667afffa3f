import { useEffect, useEffectEvent, useState } from 'react';
import { SearchBox } from '../ui/index.js';

/** How long typing must pause before the list follows it. */
const typingPauseMs = 250;

export interface TypedFilterProps {
  label: string;
  /** What the list is narrowed to, as the address keeps it; empty for nothing. */
  text: string;
  onText: (text: string) => void;
}

/** Narrows a list to a text. Follows typing after a pause, and the address when it changes by itself. */
export function TypedFilter({ label, text, onText }: TypedFilterProps) {
  const [typed, setTyped] = useState(text);
  const [shown, setShown] = useState(text);
  if (shown !== text) {
    setShown(text);
    setTyped(text);
  }
  const tell = useEffectEvent(() => {
    if (typed !== text) onText(typed);
  });
  useEffect(() => {
    const timer = setTimeout(() => tell(), typingPauseMs);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <SearchBox
      label={label}
      placeholder={label}
      keys="f"
      value={typed}
      onChange={setTyped}
      onSubmit={onText}
    />
  );
}
