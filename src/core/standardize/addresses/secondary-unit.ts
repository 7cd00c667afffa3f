/** Secondary units of a delivery line: `STE 900`, `#900`, `9TH FLOOR`, `BLDG C FL 3`, `REAR`. */
import { DIRECTIONALS, LONE_UNITS, NUMBERED_UNITS, STREET_SUFFIXES } from '../tables/usps.js';

/** The units found, and the words `[start, end)` that spelled them. Without units both are the number of words. */
export interface Units {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What can follow a unit word: something with a digit, or one or two letters (`BLDG C`, `STE AB`). */
const IDENTIFIER = /^#?(?:[A-Z]{0,3}-?\d[A-Z0-9/-]*|[A-Z]{1,2})$/;
const JOINED = /^(STE|SUITE|APT|UNIT|RM|ROOM|BLDG|FL|FLR)#?-?(\d[A-Z0-9-]*)$/;
const ORDINAL = /^(\d{1,3})(?:ST|ND|RD|TH)$/;
const HASH = /^#+(.*)$/;

interface UnitAt {
  readonly text: string;
  readonly words: number;
}

/** The unit that starts at a word, or `null`. `isFirst`: nothing stands before it in the segment. */
function unitAt(words: readonly string[], index: number, isFirst: boolean): UnitAt | null {
  const word = words[index] ?? '';
  const next = words[index + 1] ?? '';
  const hash = HASH.exec(word);
  if (hash !== null) {
    const inside = hash[1] ?? '';
    if (inside !== '') return { text: `# ${inside}`, words: 1 };
    return IDENTIFIER.test(next) ? { text: `# ${next}`, words: 2 } : null;
  }
  const ordinal = ORDINAL.exec(word);
  if (ordinal !== null && NUMBERED_UNITS.get(next) === 'FL') return { text: `FL ${ordinal[1]}`, words: 2 };
  const joined = JOINED.exec(word);
  if (joined !== null)
    return { text: `${NUMBERED_UNITS.get(joined[1] ?? '') ?? joined[1]} ${joined[2]}`, words: 1 };
  const unit = NUMBERED_UNITS.get(word);
  if (unit !== undefined) {
    const gap = next === '#' || next === 'NO' ? 2 : 1;
    const identifier = (words[index + gap] ?? '').replace(/^#/, '');
    const floor = unit === 'FL' ? ORDINAL.exec(identifier)?.[1] : undefined;
    if (floor !== undefined) return { text: `FL ${floor}`, words: gap + 1 };
    if (identifier !== '' && IDENTIFIER.test(identifier))
      return { text: `${unit} ${identifier}`, words: gap + 1 };
  }
  const lone = LONE_UNITS.get(word);
  if (lone === undefined) return null;
  if (lone === 'PH' && IDENTIFIER.test(next)) return { text: `PH ${next}`, words: 2 };
  const before = words[index - 1] ?? '';
  const endsStreet = STREET_SUFFIXES.has(before) || DIRECTIONALS.has(before) || /\d$/.test(before);
  return index === words.length - 1 && (isFirst || endsStreet) ? { text: lone, words: 1 } : null;
}

/** Finds the first run of units at or behind `from`; the street lies before it, a building or city may follow. */
export function findUnits(words: readonly string[], from: number): Units {
  for (let start = from; start < words.length; start++) {
    const found: string[] = [];
    let end = start;
    for (let unit = unitAt(words, end, end === 0); unit !== null; unit = unitAt(words, end, false)) {
      found.push(unit.text);
      end += unit.words;
    }
    if (found.length > 0) return { text: found.join(' '), start, end };
  }
  return { text: '', start: words.length, end: words.length };
}
