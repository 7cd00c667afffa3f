import { Fragment } from 'react';
import { t } from '../i18n/index.js';
import './kbd.css';

/** Keys as a person reads them. `keys` is what the shortcut registry takes: `m`, `Shift+X`, `g d`, `Mod+Enter`. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="ts-keys" aria-hidden>
      {keys.split(' ').map((combination, index) => (
        <Fragment key={`${combination}${index}`}>
          {index > 0 ? <span className="ts-keys-then">{t('kbd.then')}</span> : null}
          <kbd>{combination.split('+').map(keySign).join('')}</kbd>
        </Fragment>
      ))}
    </span>
  );
}

function keySign(key: string): string {
  switch (key) {
    case 'Mod':
      return /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : `${t('kbd.control')} `;
    case 'Shift':
      return '⇧';
    case 'Alt':
      return '⌥';
    case 'Enter':
      return '↵';
    case 'Escape':
      return t('kbd.escape');
    case ' ':
      return t('kbd.space');
    default:
      return key;
  }
}
