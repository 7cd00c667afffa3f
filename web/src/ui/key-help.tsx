import { useState } from 'react';
import { t } from '../i18n/index.js';
import { shortcuts, useShortcuts, type Shortcut } from '../keyboard/index.js';
import { Dialog } from './dialog.js';
import { Kbd } from './kbd.js';
import './key-help.css';

/** Everything that keys do on the screen that is open now, on `?`. Rendered once, by the frame. */
export function KeyHelp() {
  const [shown, setShown] = useState<readonly Shortcut[]>();
  useShortcuts([
    {
      keys: '?',
      label: t('keys.help'),
      group: t('keys.group.everywhere'),
      run: () => setShown(shortcuts.list()),
    },
  ]);
  const groups = [...new Set(shown?.map(({ group }) => group))];
  return (
    <Dialog
      title={t('keys.title')}
      size="wide"
      isOpen={shown !== undefined}
      onClose={() => setShown(undefined)}
    >
      <div className="ts-key-help">
        {groups.map(group => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {shown
                ?.filter(shortcut => shortcut.group === group)
                .map(({ keys, label }) => (
                  <div key={keys}>
                    <dt>{label}</dt>
                    <dd>
                      <Kbd keys={keys} />
                      <span className="ts-visually-hidden">{keys}</span>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
