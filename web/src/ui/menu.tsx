import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import {
  Header,
  Menu as AriaMenu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover as AriaPopover,
  type PopoverProps,
} from 'react-aria-components';
import { Check } from 'lucide-react';
import { Kbd } from './kbd.js';
import './menu.css';

/** One thing that a menu offers to do. */
export interface MenuAction {
  id: string;
  label: string;
  icon?: LucideIcon;
  keys?: string;
  /** Marks the one in force, among actions that exclude one another. */
  isCurrent?: boolean;
  isDisabled?: boolean;
  /** Where it leads, when it goes somewhere instead of doing something. */
  href?: string;
  onAction?: () => void;
}

/** Actions under a heading. */
export interface MenuGroup {
  id: string;
  label: string;
  actions: readonly MenuAction[];
}

export interface MenuProps {
  label: string;
  /** The button that opens it. */
  trigger: ReactElement;
  groups: readonly MenuGroup[];
  placement?: PopoverProps['placement'];
}

/** Actions that are needed now and then, behind one button. */
export function Menu({ label, trigger, groups, placement = 'bottom end' }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <AriaPopover className="ts-popover" placement={placement} offset={4}>
        <AriaMenu className="ts-menu" aria-label={label}>
          {groups.map(group => (
            <MenuSection key={group.id} className="ts-menu-section">
              <Header className="ts-menu-heading">{group.label}</Header>
              {group.actions.map(action => (
                <MenuLine key={action.id} {...action} />
              ))}
            </MenuSection>
          ))}
        </AriaMenu>
      </AriaPopover>
    </MenuTrigger>
  );
}

function MenuLine({
  id,
  label,
  icon: Icon,
  keys,
  isCurrent,
  isDisabled = false,
  href,
  onAction,
}: MenuAction) {
  return (
    <MenuItem
      id={id}
      className="ts-menu-item"
      textValue={label}
      isDisabled={isDisabled}
      {...(href === undefined ? {} : { href })}
      {...(onAction === undefined ? {} : { onAction })}
      {...(isCurrent ? { 'aria-current': true } : {})}
    >
      {isCurrent ? (
        <Check aria-hidden size={14} />
      ) : Icon ? (
        <Icon aria-hidden size={14} />
      ) : (
        <span className="ts-menu-gap" />
      )}
      <span className="ts-menu-words">{label}</span>
      {keys ? <Kbd keys={keys} /> : null}
    </MenuItem>
  );
}
