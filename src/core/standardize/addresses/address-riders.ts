/**
 * What stands in an address line without being a street: `ATTN`, `C/O`, lockboxes, PO boxes, rural routes. They are
 * peeled off first, because their numbers would otherwise be read as house numbers or ZIPs.
 */

/** An address line's special contents; '' for what is not there. */
export interface AddressRiders {
  readonly attn: string;
  readonly careOf: string;
  readonly lockbox: string;
  /** `PO BOX 1234`. */
  readonly poBox: string;
  /** `RR 2 BOX 18`, `HC 3 BOX 7`. */
  readonly route: string;
}

/** No riders at all. */
export const NO_RIDERS: AddressRiders = { attn: '', careOf: '', lockbox: '', poBox: '', route: '' };

type Rider = keyof AddressRiders;

/** A person or department ends at a comma, a box, or where a house number begins. */
const PERSON = String.raw`[\s:.#-]*([^,;]+?)(?=\s*(?:[,;]|$)|\s+\d+\s+[A-Z]|\s+P ?O BOX\b|\s+LOCK ?BOX\b|\s+(?:ATTN|C\/O)\b)`;

const PATTERNS: readonly (readonly [Rider, RegExp])[] = [
  ['route', /\b(R ?R|RURAL (?:ROUTE|RTE|RT)|RFD|R ?F ?D|RTE?(?=\s*#?\d+,?\s+BOX)|HC|HIGHWAY CONTRACT(?: ROUTE)?|STAR ROUTE)\s*#?\s*(\d{1,4})\b,?\s*(?:BOX\s*#?\s*([A-Z0-9-]+))?/],
  ['lockbox', /\b(?:LOCK ?BOX|LBX)\s*(?:NO\b|NUMBER\b)?\s*[#:]?\s*([A-Z]*\d[A-Z0-9-]*)/],
  ['poBox', /\b(?:P ?O ?(?:BOX|BX|DRAWER)|POST OFFICE (?:BOX|DRAWER)|POB|CALLER BOX|PO BOX NO)\b\s*(?:NO\b|NUMBER\b)?\s*[#:]?\s*([A-Z]{0,3}-?\d[A-Z0-9-]*|[A-Z]{1,2}\b(?!\s*\d))/],
  ['poBox', /^(?:BOX|DRAWER)\s*#?\s*(\d[A-Z0-9-]*)(?=,|$)/],
  ['careOf', new RegExp(String.raw`(?:^|[\s,;])(?:C\/O|IN CARE OF|%)` + PERSON)],
  ['attn', new RegExp(String.raw`(?:^|[\s,;])(?:ATTN|ATTENTION|ATT(?=\s*:))(?![A-Z0-9])` + PERSON)],
]; // prettier-ignore

/** A line that can hold a rider has one of these. Spares most lines the patterns. */
const PERHAPS = /BOX|BX|DRAWER|POB|LBX|ATT|C\/O|CARE|%|R ?R|RURAL|RFD|R F D|ROUTE|RTE?|\bHC\b/;

function textFor(rider: Rider, match: RegExpExecArray): string {
  const [, first = '', second = '', third] = match;
  if (rider === 'poBox') return `PO BOX ${first}`;
  if (rider === 'route') {
    const kind = /^(?:HC|HIGHWAY|STAR)/.test(first) ? 'HC' : 'RR';
    return `${kind} ${Number(second)}${third === undefined ? '' : ` BOX ${third}`}`;
  }
  return first.trim();
}

/** Peels riders off one line (upper case). A route needs a box: `RR 2` alone or `ROUTE 9` may be a street. */
export function peelRiders(line: string): { readonly rest: string; readonly riders: AddressRiders } {
  if (!PERHAPS.test(line)) return { rest: line, riders: NO_RIDERS };
  const riders = { ...NO_RIDERS };
  let rest = line;
  for (const [rider, pattern] of PATTERNS) {
    const match = riders[rider] === '' ? pattern.exec(rest) : null;
    if (
      match === null ||
      (rider === 'route' && match[3] === undefined && !/^R ?R|RURAL|RFD/.test(match[1] ?? ''))
    )
      continue;
    riders[rider] = textFor(rider, match);
    rest = `${rest.slice(0, match.index)}, ${rest.slice(match.index + match[0].length)}`;
  }
  return { rest, riders };
}

/** The first of two wherever both say something. */
export function mergeRiders(first: AddressRiders, second: AddressRiders): AddressRiders {
  return {
    attn: first.attn || second.attn,
    careOf: first.careOf || second.careOf,
    lockbox: first.lockbox || second.lockbox,
    poBox: first.poBox || second.poBox,
    route: first.route || second.route,
  };
}

const RIDERS: readonly Rider[] = ['attn', 'careOf', 'lockbox', 'poBox', 'route'];

/** Riders of a later line that an earlier line has already filled: they have no part of their own. */
export function surplusRiders(first: AddressRiders, second: AddressRiders): readonly string[] {
  return RIDERS.filter(
    rider => second[rider] !== '' && first[rider] !== '' && first[rider] !== second[rider],
  ).map(rider => second[rider]);
}
