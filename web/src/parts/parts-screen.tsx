import type { ReactNode } from 'react';
import { KeyHelp, Switch, ThemeToggle } from '../ui/index.js';
import { usePreference, writePreference } from '../preferences/index.js';
import { ActionParts } from './action-parts.js';
import { ColourParts } from './colour-parts.js';
import { EvidenceParts } from './evidence-parts.js';
import { FieldParts } from './field-parts.js';
import { StateParts } from './state-parts.js';
import { TableParts } from './table-parts.js';
import { ValueParts } from './value-parts.js';
import './parts-screen.css';

/** Every part in every state, in both themes at once. Only while developing; looked at before a screen is built. */
export function PartsScreen() {
  const comfortable = usePreference('density') === 'comfortable';
  return (
    <main className="ts-parts">
      <header>
        <h1>Parts</h1>
        <Switch
          isSelected={comfortable}
          onChange={isOn => writePreference('density', isOn ? 'comfortable' : 'compact')}
        >
          Comfortable rows
        </Switch>
        <ThemeToggle />
      </header>
      <Themed title="Colours and type">
        <ColourParts />
      </Themed>
      <Themed title="Actions">
        <ActionParts />
      </Themed>
      <Themed title="Values">
        <ValueParts />
      </Themed>
      <Themed title="Fields">
        <FieldParts />
      </Themed>
      <Themed title="Evidence">
        <EvidenceParts />
      </Themed>
      <Themed title="States of a screen">
        <StateParts />
      </Themed>
      <section>
        <h2>Table</h2>
        <TableParts />
      </section>
      <KeyHelp />
    </main>
  );
}

function Themed({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      <div className="ts-parts-themes">
        <div data-theme="light">{children}</div>
        <div data-theme="dark">{children}</div>
      </div>
    </section>
  );
}
