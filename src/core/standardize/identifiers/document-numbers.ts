/** Numbers that people gave to things: part numbers, contract numbers, cost centres, keys of source systems. */
import { compactKey } from '../characters.js';
import { NOTHING, accepted, fault, presentParts, refused } from '../outcome.js';
import { fromText, textOf, type Standardizer } from '../standardizer.js';

/** Zeros in front are padding of one system or damage of another; a number of zeros keeps one. */
function withoutPadding(key: string): string {
  return key.replace(/^0+(?=.)/, '');
}

/**
 * `REF: MS-4410`, `CAT# 4410-75`, `REF MS-4410`: labels that were typed into the number's column, REF as it is printed on
 * every device (ISO 15223). A sign must follow the word, or a space and a rest that is a number of its own.
 */
const PART_LABEL =
  /^(?:(?:REF|CAT|CATALOG|MPN|MFR|MFG|P\/?N|PART|ITEM|MODEL|SKU)\s*(?:NO\.|NUMBER)?\s*[#:]|(?:CAT|MFR|MFG|PART|ITEM|MODEL)\s+(?:NO\.|NUMBER)|(?:REF|CAT|MPN|MFR|MFG|P\/?N|NO\.?)\s+(?=(?:\D*\d){3}))\s*/i;

/** Spreadsheets read `4410E75` as a power of ten. */
const SCIENTIFIC = /^\d(?:\.\d+)?E\+\d{2,}$/i;

/**
 * Manufacturer part number. The value stays as written; the key is upper case letters and digits,
 * `parts.unpadded` the key without leading zeros, because systems disagree about those, and `parts.unprefixed` the key
 * without the letters of the maker that some write before it (`MS-4410-75`, `4410-75`). What follows the digits stays: `CS`
 * is the case, another package.
 */
export const partNumber: Standardizer = fromText(raw => {
  let value = raw;
  for (
    let label = PART_LABEL.exec(value);
    label !== null && label[0].length < value.length;
    label = PART_LABEL.exec(value)
  ) {
    value = value.slice(label[0].length);
  }
  const key = compactKey(value) || value.toUpperCase();
  const faults = SCIENTIFIC.test(value)
    ? [
        fault(
          'PART_NUMBER_SCIENTIFIC',
          'warning',
          'A spreadsheet may have turned this part number into scientific notation.',
          { raw, fix: 'Compare with the label; export the column as text.' },
        ),
      ]
    : [];
  return accepted(value, key, { unpadded: withoutPadding(key), unprefixed: withoutPrefix(key) }, faults);
});

/**
 * Letters of the maker, also behind a label (`REF NO-59523-22`) or padding, before at least five characters that begin
 * with a digit; shorter rests are no numbers of their own.
 */
const MAKER_PREFIX = /^0*[A-Z]{1,6}(?=\d[A-Z0-9]{4,}$)/;

function withoutPrefix(key: string): string {
  return withoutPadding(key.replace(MAKER_PREFIX, ''));
}

const AMENDMENT =
  /(?:\s+A[-#]?|[\s/,;(-]*(?:AMENDMENT|AMENDED|AMEND|AMD|AMDT)[\s.#:-]*(?:NO\.?)?\s*)0*(\d{1,4})\)?$/i;

/**
 * Contract number of the header. An amendment suffix (`MS-2217 A4`, `GPO-MS-2217 AMD 04`) goes to
 * `parts.amendment`: amendments are versions of one contract. The key has letters and digits only.
 */
export const contractNumber: Standardizer = fromText(raw => {
  let value = raw;
  let amendment: string | undefined;
  for (
    let match = AMENDMENT.exec(value.slice(-60));
    match !== null;
    match = AMENDMENT.exec(value.slice(-60))
  ) {
    const header = value.slice(0, value.length - match[0].length).trimEnd();
    if (compactKey(header) === '') break;
    amendment ??= match[1];
    value = header;
  }
  return accepted(value, compactKey(value) || value.toUpperCase(), presentParts({ amendment }));
});

/** Cost centre code. Leading zeros stay in the value; the key leaves them out (`0000006010` and `6010` are equal). */
export const costCenterCode: Standardizer = fromText(raw =>
  accepted(raw, withoutPadding(compactKey(raw) || raw.toUpperCase())),
);

/** Control characters and broken surrogates, which cannot be stored. */
const UNSTORABLE = /[\p{Cc}\p{Cs}]/gu;

/**
 * Key of a record in its source system. The value is exactly what the source wrote, spaces and zeros included,
 * because that is what the source will ask for again. The key, without padding, is for cross references between
 * files that pad differently; it does not identify a record. `parts.joined` has letters and digits only, as a name made of the
 * code has them (`NLH LKS` for NLH-LKS).
 */
export const sourceKey: Standardizer = raw => {
  const text = textOf(raw);
  if (text === null)
    return refused('VALUE_SHAPE', 'A single value was expected, not a list or a group of fields.');
  const value = text.replace(UNSTORABLE, '');
  const trimmed = value.trim().toUpperCase();
  return trimmed === ''
    ? NOTHING
    : accepted(value, withoutPadding(trimmed), presentParts({ joined: compactKey(trimmed) }));
};
