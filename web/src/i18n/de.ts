import { frame } from './de/frame.js';
import { session } from './de/session.js';
import { ui } from './de/ui.js';
import type { en } from './en.js';
import type { Catalogue } from './messages.js';

/** The German texts. A key that is missing here does not compile. */
export const de: Catalogue<typeof en> = { ...ui, ...frame, ...session };
