import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  Link as AriaLink,
  type ButtonProps as AriaButtonProps,
  type LinkProps as AriaLinkProps,
} from 'react-aria-components';
import { t } from '../i18n/index.js';
import { Kbd } from './kbd.js';
import { Tooltip } from './tooltip.js';
import './button.css';

/** `primary`: the one thing that the screen is for. `plain`: everything else. `quiet`: inside rows and bars. */
export type ButtonVariant = 'primary' | 'plain' | 'quiet' | 'danger';

interface Look {
  variant?: ButtonVariant;
  icon?: LucideIcon;
  /** The key that does the same, shown on the button. Register it with `useShortcuts`. */
  keys?: string;
  children: ReactNode;
}

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'>, Look {}

/** A button with words. While `isPending` it keeps its width and its focus and says that it is busy. */
export function Button({ variant = 'plain', icon, keys, children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className="ts-button" data-variant={variant}>
      {({ isPending }) => (
        <>
          <ButtonContent icon={icon} keys={keys}>
            {children}
          </ButtonContent>
          {isPending ? <span className="ts-button-busy" role="img" aria-label={t('button.busy')} /> : null}
        </>
      )}
    </AriaButton>
  );
}

export interface ButtonLinkProps extends Omit<AriaLinkProps, 'children' | 'className' | 'style'>, Look {}

/** A link that looks like a button: for going somewhere, never for doing something. */
export function ButtonLink({ variant = 'plain', icon, keys, children, ...props }: ButtonLinkProps) {
  return (
    <AriaLink {...props} className="ts-button" data-variant={variant}>
      <ButtonContent icon={icon} keys={keys}>
        {children}
      </ButtonContent>
    </AriaLink>
  );
}

function ButtonContent({
  icon: Icon,
  keys,
  children,
}: Pick<Look, 'children'> & { icon: LucideIcon | undefined; keys: string | undefined }) {
  return (
    <span className="ts-button-content">
      {Icon ? <Icon aria-hidden size={15} /> : null}
      {children}
      {keys ? <Kbd keys={keys} /> : null}
    </span>
  );
}

export interface IconButtonProps extends Omit<
  AriaButtonProps,
  'children' | 'className' | 'style' | 'aria-label'
> {
  icon: LucideIcon;
  /** What it does: its accessible name and its tooltip. */
  label: string;
  variant?: ButtonVariant;
  keys?: string;
}

/** A button with a picture only; its words come as a tooltip and to screen readers. */
export function IconButton({ icon: Icon, label, variant = 'quiet', keys, ...props }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <AriaButton {...props} aria-label={label} className="ts-button" data-variant={variant} data-icon-only>
        <Icon aria-hidden size={16} />
      </AriaButton>
    </Tooltip>
  );
}
