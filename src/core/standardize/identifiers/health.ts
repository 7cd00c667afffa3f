/** Identifiers of health-care providers, facilities, drugs and charges in the United States. */
import { deaCheckDigit, npiCheckDigit } from '../check-digits.js';
import { NOTHING, accepted, fault, presentParts, refused } from '../outcome.js';
import { identifier, type Standardizer } from '../standardizer.js';

const SEPARATORS = /[\s-]/g;

/** National Provider Identifier: ten digits, Luhn over `80840` + NPI. `0000000000` means none (OIG's exclusion list). */
export const npi: Standardizer = identifier(raw => {
  const digits = raw.replace(SEPARATORS, '');
  if (/^0+$/.test(digits)) return NOTHING;
  if (!/^\d{10}$/.test(digits)) return refused('NPI_FORMAT', 'An NPI has ten digits.', { raw });
  if (!/^[12]/.test(digits)) return refused('NPI_FIRST_DIGIT', 'An NPI starts with 1 or 2.', { raw });
  const body = digits.slice(0, 9);
  const right = body + String(npiCheckDigit(body));
  if (right !== digits)
    return refused('NPI_CHECK_DIGIT', 'The check digit of this NPI is wrong.', {
      raw,
      fix: `If the other digits are right, the NPI is ${right}.`,
    });
  return accepted(digits, digits);
});

/** DEA registration number: two letters (or a letter and 9) and seven digits with a check digit. */
export const dea: Standardizer = identifier(raw => {
  const value = raw.replace(SEPARATORS, '').toUpperCase();
  // Hospital prescribers append their own suffix to the hospital's number (`AB1234563-012`); it is no part of it.
  const match = /^([A-Z][A-Z9])(\d{6})(\d)([A-Z0-9]*)$/.exec(value);
  if (match === null || value.length > 16)
    return refused('DEA_FORMAT', 'A DEA number has two letters and seven digits.', { raw });
  const [, letters = '', body = '', check = '', suffix = ''] = match;
  const right = String(deaCheckDigit(body));
  const number = letters + body + check;
  if (check !== right)
    return refused('DEA_CHECK_DIGIT', 'The check digit of this DEA number is wrong.', {
      raw,
      fix: `If the rest is right, the number is ${letters}${body}${right}.`,
    });
  return accepted(number, number, presentParts({ suffix }));
});

/** CMS Certification Number: six characters, the first two a state code. */
export const ccn: Standardizer = identifier(raw => {
  const value = raw.replace(SEPARATORS, '').toUpperCase();
  if (/^\d{2}[0-9A-Z]\d{3}$/.test(value)) return accepted(value, value, { state: value.slice(0, 2) });
  const fix = /^\d{5}$/.test(value) ? `If a leading zero was lost, it is 0${value}.` : undefined;
  return refused('CCN_FORMAT', 'A CCN has six characters: a two-digit state code and four more.', {
    raw,
    severity: 'warning',
    ...(fix === undefined ? {} : { fix }),
  });
});

/** Health Industry Number of HIBCC: seven characters for the facility, two for location or department. */
export const hin: Standardizer = identifier(raw => {
  const value = raw.replace(SEPARATORS, '').toUpperCase();
  if (!/^[A-Z0-9]{9}$/.test(value))
    return refused('HIN_FORMAT', `A HIN has nine letters and digits, not ${value.length} characters.`, {
      raw,
    });
  return accepted(value, value, { facility: value.slice(0, 7), location: value.slice(7) });
});

/** CLIA laboratory certificate: two digits, D, seven digits. */
export const clia: Standardizer = identifier(raw => {
  const value = raw.replace(SEPARATORS, '').toUpperCase();
  return /^\d{2}D\d{7}$/.test(value)
    ? accepted(value, value, { state: value.slice(0, 2) })
    : refused('CLIA_FORMAT', 'A CLIA number has two digits, the letter D and seven digits.', {
        raw,
        severity: 'warning',
      });
});

/** Segment lengths of the written forms of an NDC; 6-4-2 is the uniform form that FDA has announced. */
const NDC_FORMS = new Set(['4-4-2', '5-3-2', '5-4-1', '5-4-2', '6-4-2']);

/**
 * National Drug Code as 11 digits (5-4-2, each segment zero-padded). Ten digits without hyphens fit three forms
 * and are refused rather than guessed. `parts.form` keeps how it was written.
 */
export const ndc: Standardizer = identifier(raw => {
  const text = raw.replace(/^NDC[\s:#]*/i, '').replace(/\s+/g, '');
  const match = /^(\d{4,6})-(\d{3,4})-(\d{1,2})$/.exec(text);
  if (match !== null) {
    const [, labeler = '', product = '', pack = ''] = match;
    const form = [labeler, product, pack].map(segment => segment.length).join('-');
    if (!NDC_FORMS.has(form))
      return refused('NDC_SEGMENTS', `No NDC has segments of ${form} digits.`, {
        raw,
        fix: 'The forms are 4-4-2, 5-3-2, 5-4-1 and 5-4-2.',
      });
    const parts = {
      labeler: labeler.padStart(5, '0'),
      product: product.padStart(4, '0'),
      package: pack.padStart(2, '0'),
    };
    const value = parts.labeler + parts.product + parts.package;
    return accepted(value, value, { ...parts, form });
  }
  if (/^\d{11,12}$/.test(text)) {
    const labelerEnd = text.length - 6;
    const parts = {
      labeler: text.slice(0, labelerEnd),
      product: text.slice(labelerEnd, -2),
      package: text.slice(-2),
    };
    return accepted(text, text, { ...parts, form: String(text.length) });
  }
  if (/^\d{10}$/.test(text)) {
    return refused('NDC10_AMBIGUOUS', 'Ten digits without hyphens fit three different drugs.', {
      raw,
      fix: 'Send the NDC with its hyphens or in 11 digits.',
    });
  }
  return refused('NDC_FORMAT', 'An NDC has 10 digits with hyphens or 11 digits.', { raw });
});

/** HCPCS level II or CPT procedure code, with modifiers in parts. Descriptors are never stored: CPT text is copyrighted. */
export const hcpcs: Standardizer = identifier(raw => {
  const match = /^([A-V]\d{4}|\d{4}[0-9FTUM])((?:[\s:-]*[A-Z0-9]{2}){0,4})$/.exec(raw.toUpperCase());
  if (match === null)
    return refused(
      'HCPCS_FORMAT',
      'A HCPCS code is a letter from A to V and four digits; a CPT code has five characters.',
      { raw },
    );
  const [, value = '', modifiers = ''] = match;
  const parts = {
    system: /^[A-V]/.test(value) ? 'HCPCS' : 'CPT',
    modifiers: modifiers.replace(/[^A-Z0-9]+/g, ' ').trim(),
  };
  return accepted(value, value, presentParts(parts));
});

/** UB-04 revenue code: four digits; the leading zero is often left out. */
export const revenueCode: Standardizer = identifier(raw => {
  if (/^\d{4}$/.test(raw)) return accepted(raw, raw);
  if (!/^\d{3}$/.test(raw)) return refused('REVENUE_CODE_FORMAT', 'A revenue code has four digits.', { raw });
  const value = `0${raw}`;
  return accepted(value, value, {}, [
    fault('REVENUE_CODE_PADDED', 'info', `The code was read as ${value}.`, { raw }),
  ]);
});

/** GMDN term code: five digits. Its names are licensed and not stored here. */
export const gmdn: Standardizer = identifier(raw =>
  /^\d{5}$/.test(raw)
    ? accepted(raw, raw)
    : refused('GMDN_FORMAT', 'A GMDN code has five digits.', { raw, severity: 'warning' }),
);

/** FDA product code: three letters (letters and digits in a few old ones). */
export const fdaProductCode: Standardizer = identifier(raw => {
  const value = raw.toUpperCase();
  return /^[A-Z][A-Z0-9]{2}$/.test(value)
    ? accepted(value, value)
    : refused('FDA_PRODUCT_CODE_FORMAT', 'An FDA product code has three letters.', {
        raw,
        severity: 'warning',
      });
});
