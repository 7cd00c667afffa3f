import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Checkbox as AriaCheckbox,
  Switch as AriaSwitch,
  type CheckboxProps as AriaCheckboxProps,
  type SwitchProps as AriaSwitchProps,
} from 'react-aria-components';
import './toggle.css';

export interface CheckboxProps extends Omit<AriaCheckboxProps, 'children' | 'className' | 'style'> {
  /** The words beside the box. Without them, give an `aria-label`. */
  children?: ReactNode;
}

/** A yes or no that counts when the form is sent, or one of many that may be chosen together. */
export function Checkbox({ children, ...props }: CheckboxProps) {
  return (
    <AriaCheckbox {...props} className="ts-toggle">
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className="ts-checkbox">
            {isIndeterminate ? <Minus aria-hidden size={12} strokeWidth={3.5} /> : null}
            {isSelected && !isIndeterminate ? <Check aria-hidden size={12} strokeWidth={3.5} /> : null}
          </span>
          {children}
        </>
      )}
    </AriaCheckbox>
  );
}

export interface SwitchProps extends Omit<AriaSwitchProps, 'children' | 'className' | 'style'> {
  children: ReactNode;
}

/** A yes or no that counts at once. */
export function Switch({ children, ...props }: SwitchProps) {
  return (
    <AriaSwitch {...props} className="ts-toggle">
      <span className="ts-switch" />
      {children}
    </AriaSwitch>
  );
}
