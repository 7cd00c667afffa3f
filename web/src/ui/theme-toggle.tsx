import { Monitor, Moon, Sun } from 'lucide-react';
import { t } from '../i18n/index.js';
import { usePreference, writePreference } from '../preferences/index.js';
import { IconButton } from './button.js';

/** Goes from the system's theme to light to dark and round again; says where it is and where it goes. */
export function ThemeToggle() {
  const theme = usePreference('theme');
  if (theme === 'light') {
    return (
      <IconButton icon={Sun} label={t('theme.light')} onPress={() => writePreference('theme', 'dark')} />
    );
  }
  if (theme === 'dark') {
    return (
      <IconButton icon={Moon} label={t('theme.dark')} onPress={() => writePreference('theme', undefined)} />
    );
  }
  return (
    <IconButton icon={Monitor} label={t('theme.system')} onPress={() => writePreference('theme', 'light')} />
  );
}
