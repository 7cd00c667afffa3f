import { frame } from './en/frame.js';
import { home } from './en/home.js';
import { records } from './en/records.js';
import { session } from './en/session.js';
import { sync } from './en/sync.js';
import { ui } from './en/ui.js';
import { work } from './en/work.js';

/** The English texts, and with them the set of keys that every other language must have. */
export const en = { ...ui, ...frame, ...session, ...records, ...work, ...sync, ...home } as const;
