import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import { formatNumber } from '../i18n/index.js';
import { Badge } from './status.js';
import './tabs.css';

/** One tab and what it shows. */
export interface TabItem {
  id: string;
  label: string;
  /** How many things wait behind it. */
  count?: number;
  content: ReactNode;
}

export interface TabsProps {
  label: string;
  items: readonly TabItem[];
  /** The open tab, where the address keeps it. */
  selected?: string;
  onSelect?: (id: string) => void;
}

/** Views of one thing, one at a time. */
export function Tabs({ label, items, selected, onSelect }: TabsProps) {
  return (
    <AriaTabs
      className="ts-tabs"
      {...(selected === undefined ? {} : { selectedKey: selected })}
      onSelectionChange={key => onSelect?.(String(key))}
    >
      <TabList className="ts-tab-list" aria-label={label}>
        {items.map(({ id, label: words, count }) => (
          <Tab key={id} id={id} className="ts-tab">
            {words}
            {count === undefined ? null : <Badge>{formatNumber(count)}</Badge>}
          </Tab>
        ))}
      </TabList>
      {items.map(({ id, content }) => (
        <TabPanel key={id} id={id} className="ts-tab-panel">
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
