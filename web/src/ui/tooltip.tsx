import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import { Kbd } from './kbd.js';
import './popover.css';

export interface TooltipProps {
  text: string;
  keys?: string | undefined;
  /** One part that can be focused; for plain elements wrap them in React Aria's `Focusable`. */
  children: ReactElement;
}

/** A word on what lies under the pointer or the focus. Never the only place where something is said. */
export function Tooltip({ text, keys, children }: TooltipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <AriaTooltip className="ts-tooltip" offset={6}>
        {text}
        {keys ? <Kbd keys={keys} /> : null}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
