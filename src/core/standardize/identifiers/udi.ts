/**
 * Unique device identifiers. Labels and feeds carry the full string (device identifier, lot, serial, dates) or
 * the device identifier alone, in the notation of one of three issuing agencies. The value is always the device
 * identifier, because only that names the product; the rest goes to parts.
 */
import type { AttributeValue, Standardized } from '../../model/index.js';
import { hibcCheckCharacter } from '../check-digits.js';
import { cleanLine } from '../characters.js';
import { NOTHING, accepted, fault, presentParts, refused } from '../outcome.js';
import { identifier, textOf, type StandardizeContext, type Standardizer } from '../standardizer.js';
import { gtin } from './gs1.js';

/** GS1 application identifiers of a UDI: name of the part and, where fixed, length of its value. */
const GS1_FIELDS: Readonly<Record<string, { readonly part: string; readonly length?: number }>> = {
  '01': { part: 'di', length: 14 }, '10': { part: 'lot' }, '11': { part: 'manufactured', length: 6 },
  '17': { part: 'expires', length: 6 }, '21': { part: 'serial' },
}; // prettier-ignore

/** The separator that ends a GS1 field of variable length: ASCII group separator. */
const GROUP_SEPARATOR = String.fromCodePoint(29);

/** YYMMDD as ISO; day 00 means the end of the month in GS1, written as the month alone. */
function gs1Date(text: string): string | null {
  const match = /^(\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])$/.exec(text);
  if (match === null) return null;
  const [, year = '', month = '', day = ''] = match;
  const century = Number(year) >= 51 ? '19' : '20';
  return `${century}${year}-${month}${day === '00' ? '' : `-${day}`}`;
}

function gs1Fields(text: string): Readonly<Record<string, string>> | null {
  const fields: Record<string, string> = {};
  const bracketed = [...text.matchAll(/\((\d{2,4})\)([^(]*)/g)];
  if (bracketed.length > 0) {
    for (const [, code = '', value = ''] of bracketed) {
      const field = GS1_FIELDS[code];
      if (field !== undefined) fields[field.part] = value.trim();
    }
    return fields['di'] === undefined ? null : fields;
  }
  let rest = text;
  while (rest !== '') {
    const field = GS1_FIELDS[rest.slice(0, 2)];
    if (field === undefined) break;
    const end = field.length === undefined ? rest.indexOf(GROUP_SEPARATOR, 2) : field.length + 2;
    const stop = end < 0 ? rest.length : end;
    fields[field.part] = rest.slice(2, stop);
    rest = rest.slice(stop);
    if (rest.startsWith(GROUP_SEPARATOR)) rest = rest.slice(1);
  }
  return fields['di'] === undefined ? null : fields;
}

function fromGs1(fields: Readonly<Record<string, string>>, context: StandardizeContext): Standardized {
  const item = gtin(fields['di'] ?? '', context);
  const parts = presentParts({
    ...item.parts,
    agency: 'GS1',
    lot: fields['lot'],
    serial: fields['serial'],
    expires: gs1Date(fields['expires'] ?? ''),
    manufactured: gs1Date(fields['manufactured'] ?? ''),
  });
  return item.value === null ? item : { ...item, parts };
}

/** Labeler code (a letter, three letters or digits), product number, unit-of-measure digit. Source: ANSI/HIBC 2.6. */
const HIBC_DEVICE = /^[A-Z][A-Z0-9]{3}[A-Z0-9]{1,18}[0-9]$/;
/** Secondary data after `/`: `$$3` + YYMMDD + lot is the commonest of several; only this and plain lots are read. */
const HIBC_EXPIRY = /^\$\$(?:3(\d{6})|2(\d{2})(\d{2})(\d{2})|(\d{2})(\d{2}))([A-Z0-9.-]*)/;

function hibcSecondary(text: string): Readonly<Record<string, string>> {
  const match = HIBC_EXPIRY.exec(text);
  if (match === null)
    return text.startsWith('$') ? presentParts({ lot: /^\$\+?([A-Z0-9.-]+)/.exec(text)?.[1] }) : {};
  const [, ymd, month2, day2, year2, month0, year0, lot] = match;
  const expires =
    ymd !== undefined
      ? gs1Date(ymd)
      : month2 !== undefined
        ? gs1Date(`${year2}${month2}${day2}`)
        : gs1Date(`${year0}${month0}00`);
  return presentParts({ expires, lot });
}

function hibcDevice(
  device: string,
  raw: string,
  more: Readonly<Record<string, string>>,
  faults: Standardized['faults'] = [],
): Standardized {
  if (!HIBC_DEVICE.test(device)) {
    return refused(
      'HIBC_FORMAT',
      'A HIBC device identifier is a four-character labeler code, a product number and a unit digit.',
      { raw },
    );
  }
  const parts = {
    agency: 'HIBCC',
    labeler: device.slice(0, 4),
    product: device.slice(4, -1),
    unitOfUse: device.slice(-1),
    ...more,
  };
  return accepted(device, device, parts, faults);
}

/** A HIBC string: with `+` its check character is verified, without it the stored form (as in GUDID) is taken. */
function readHibc(text: string, raw: string): Standardized {
  if (!text.startsWith('+')) return hibcDevice(text, raw, {});
  const slash = text.indexOf('/');
  if (slash > 0) {
    const right = hibcCheckCharacter(text.slice(0, -1));
    const wrong = right === null || right !== text.slice(-1);
    const faults = wrong
      ? [
          fault(
            'HIBC_CHECK_CHARACTER',
            'warning',
            'The check character of the full label does not fit; the device identifier was kept.',
            { raw },
          ),
        ]
      : [];
    return hibcDevice(text.slice(1, slash), raw, hibcSecondary(text.slice(slash + 1, -1)), faults);
  }
  const right = hibcCheckCharacter(text.slice(0, -1));
  if (right === null || right !== text.slice(-1)) {
    return refused('HIBC_CHECK_CHARACTER', 'The HIBC check character is wrong.', {
      raw,
      ...(right === null ? {} : { fix: `If the rest is right, the last character is "${right}".` }),
    });
  }
  return hibcDevice(text.slice(1, -1), raw, {});
}

/** A HIBC primary or full label, or a device identifier as GUDID stores it. */
export const hibc: Standardizer = identifier(raw => readHibc(raw.toUpperCase().replace(/^\*|\*$/g, ''), raw));

/** ISBT 128 device identifier of ICCBBA: facility, facility's product code, product description code. */
const ICCBBA_DEVICE = /^([A-Z]\d{4})([A-Z0-9]{6})([A-Z]\d{4})$/;
const ICCBBA_LABEL = /^=\/([A-Z0-9]{16})(?:=,\d{6}|=>0(\d{2})(\d{3})|=\}\d{6}|[=&][A-Za-z0-9].*)*$/;

function readIccbba(device: string, raw: string): Standardized {
  const match = ICCBBA_DEVICE.exec(device);
  if (match === null)
    return refused(
      'ICCBBA_FORMAT',
      'An ICCBBA device identifier has 16 characters: facility, product, description code.',
      { raw },
    );
  const [, facility = '', product = '', description = ''] = match;
  return accepted(device, device, { agency: 'ICCBBA', facility, product, description });
}

function readDevice(text: string, raw: string, context: StandardizeContext): Standardized {
  if (text.startsWith('=/')) return readIccbba(ICCBBA_LABEL.exec(text)?.[1] ?? text.slice(2, 18), raw);
  if (text.startsWith('+')) return readHibc(text, raw);
  const fields = text.startsWith('(') || (text.startsWith('01') && text.length > 16) ? gs1Fields(text) : null;
  if (fields !== null) return fromGs1(fields, context);
  if (/^[\d\s-]+$/.test(text)) {
    const item = gtin(text, context);
    return item.value === null ? item : { ...item, parts: { ...item.parts, agency: 'GS1' } };
  }
  if (ICCBBA_DEVICE.test(text)) return readIccbba(text, raw);
  return HIBC_DEVICE.test(text)
    ? hibcDevice(text, raw, {})
    : refused('UDI_FORMAT', 'This is neither a GS1, a HIBC nor an ICCBBA device identifier.', { raw });
}

/** Labels start with a symbology mark (`]d2`, `]C1`) when a scanner was set to send it. */
const SYMBOLOGY_MARK = /^\][A-Za-z]\d/;

/** Longest string read; a full UDI has well under 100 characters. */
const LABEL_LENGTH_MAX = 200;

/** A full UDI string or a device identifier; the value is the device identifier. */
export const udiDi: Standardizer = (raw: AttributeValue, context) => {
  const text = textOf(raw);
  if (text === null)
    return refused('VALUE_SHAPE', 'A single value was expected, not a list or a group of fields.');
  const shown = cleanLine(text);
  if (shown === '') return NOTHING;
  if (text.length > LABEL_LENGTH_MAX)
    return refused('UDI_FORMAT', 'The text is too long for a UDI.', { raw: shown });
  // Cleaning would turn the group separators that end lot and serial numbers into nothing, so fields are cleaned one by one.
  const fields = text.trim().replace(SYMBOLOGY_MARK, '').split(GROUP_SEPARATOR).map(cleanLine);
  // Scanners may send the separator before the first field as well.
  if (fields[0] === '') fields.shift();
  return readDevice(fields.join(GROUP_SEPARATOR).toUpperCase(), shown, context);
};
