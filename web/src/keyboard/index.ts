export { shortcuts, type Shortcut } from './shortcuts.js';
export { useShortcuts, useShortcutListener } from './use-shortcuts.js';
