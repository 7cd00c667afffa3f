/**
 * Packaging strings of price files and item masters: `50 PR/BX 4 BX/CA`, `1/EA;10 EA/PK`, `BX (50)`, `CS=200`,
 * `PO4*50*1*EA`. Read into statements "one parent holds so many children"; what they add up to is decided elsewhere.
 */

/** One statement. `child` is '' when only the number of base units is said (`BX (50)`); `parent` is '' in PO4 segments. */
export interface PackStatement {
  readonly quantity: string;
  readonly child: string;
  readonly parent: string;
}

const QUANTITY = String.raw`(\d[\d,]*(?:\.\d+)?)`;
const UNIT = String.raw`([A-Za-z][A-Za-z0-9]{0,11})`;

/** Tried in order at each place of the text. `#` marks the quantity, child and parent groups by position. */
const FORMS: readonly (readonly [RegExp, (groups: readonly string[]) => PackStatement])[] = [
  [new RegExp(`${QUANTITY}\\s*${UNIT}\\s*(?:/|per\\s)\\s*${UNIT}`, 'iy'), ([quantity = '', child = '', parent = '']) => ({ quantity, child, parent })],
  [new RegExp(`${QUANTITY}\\s*/\\s*${UNIT}`, 'iy'), ([quantity = '', parent = '']) => ({ quantity, child: '', parent })],
  [new RegExp(`(?:1\\s*)?${UNIT}\\s*=\\s*${QUANTITY}\\s*${UNIT}(?![A-Za-z0-9/])`, 'iy'), ([parent = '', quantity = '', child = '']) => ({ quantity, child, parent })],
  [new RegExp(`(?:1\\s*)?${UNIT}\\s*(?:=|/|of\\s|\\s)\\s*${QUANTITY}(?![\\d,.])`, 'iy'), ([parent = '', quantity = '']) => ({ quantity, child: '', parent })],
  [new RegExp(`${UNIT}\\s*\\(\\s*${QUANTITY}\\s*${UNIT}?\\s*\\)`, 'iy'), ([parent = '', quantity = '', child = '']) => ({ quantity, child, parent })],
  [new RegExp(`${UNIT}(?![A-Za-z0-9])`, 'iy'), ([parent = '']) => ({ quantity: '', child: '', parent })],
]; // prettier-ignore

const SEPARATOR = /[\s,;|+&]+/y;

/** X12 PO4: packs in the package, size of a pack, unit of the size. The package's own unit is not in the segment. */
function readPo4(text: string): readonly PackStatement[] | null {
  const elements = text.replace(/~$/, '').split(/[*|^]/);
  const [, pack = '', size = '', unit = ''] = elements;
  if (!/^\d+$/.test(pack || size) || unit === '') return null;
  const statements: PackStatement[] = [{ quantity: '1', child: '', parent: unit }];
  if (pack !== '' && size !== '' && Number(pack) !== 1 && Number(size) !== 1) {
    return [...statements, { quantity: `${pack}x${size}`, child: unit, parent: '' }];
  }
  const total = Number(pack || '1') === 1 ? size || '1' : pack;
  return total === '1' ? statements : [...statements, { quantity: total, child: unit, parent: '' }];
}

/** Longest packaging text read; real ones have a handful of levels. */
const LENGTH_MAX = 300;

/** The statements of a packaging text, or `null` when some of it is not understood. */
export function readPackagingText(text: string): readonly PackStatement[] | null {
  if (text.length > LENGTH_MAX) return null;
  if (/^PO4[*|^]/i.test(text)) return readPo4(text);
  const statements: PackStatement[] = [];
  for (let position = 0; position < text.length;) {
    SEPARATOR.lastIndex = position;
    if (SEPARATOR.test(text)) {
      position = SEPARATOR.lastIndex;
      continue;
    }
    const found = FORMS.map(([pattern, build]) => {
      pattern.lastIndex = position;
      const match = pattern.exec(text);
      return match === null
        ? null
        : { statement: build(match.slice(1).map(group => group ?? '')), end: pattern.lastIndex };
    }).find(candidate => candidate !== null);
    if (found === undefined || found === null) return null;
    statements.push(found.statement);
    position = found.end;
  }
  return statements.length === 0 ? null : statements;
}
