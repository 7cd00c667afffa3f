import { frame } from './en/frame.js';
import { session } from './en/session.js';
import { ui } from './en/ui.js';

/** The English texts, and with them the set of keys that every other language must have. */
export const en = { ...ui, ...frame, ...session } as const;
