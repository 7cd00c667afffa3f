export interface RowCheckboxProps {
  label: string;
  isSelected: boolean;
  isIndeterminate?: boolean;
  /** `range` when Shift was held. */
  onChange: (range: boolean) => void;
}

/**
 * The checkbox of a row: a plain one, because a screenful of rows is drawn on every frame of a scroll.
 * It is not a stop of the Tab key; from the keyboard a row is selected with `x`.
 */
export function RowCheckbox({ label, isSelected, isIndeterminate = false, onChange }: RowCheckboxProps) {
  return (
    <input
      type="checkbox"
      className="ts-row-checkbox"
      aria-label={label}
      tabIndex={-1}
      checked={isSelected}
      ref={input => {
        if (input) input.indeterminate = isIndeterminate;
      }}
      // The click knows of Shift; the change event, which React wants to see handled, does not.
      onClick={event => onChange(event.shiftKey)}
      onChange={() => {}}
    />
  );
}
