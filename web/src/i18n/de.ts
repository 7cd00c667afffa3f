import { frame } from './de/frame.js';
import { home } from './de/home.js';
import { records } from './de/records.js';
import { session } from './de/session.js';
import { sync } from './de/sync.js';
import { ui } from './de/ui.js';
import { work } from './de/work.js';
import type { en } from './en.js';
import type { Catalogue } from './messages.js';

/** The German texts. A key that is missing here does not compile. */
export const de: Catalogue<typeof en> = {
  ...ui,
  ...frame,
  ...session,
  ...records,
  ...work,
  ...sync,
  ...home,
};
