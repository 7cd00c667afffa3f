/** Codes with a known list: the source's own code maps, yes/no, countries, currencies and units of measure. */
import { wordKey } from './characters.js';
import { accepted, refused } from './outcome.js';
import { fromText, identifier, type Standardizer } from './standardizer.js';
import { countryName, countryOf } from './tables/countries.js';
import { currencyOf } from './tables/currencies.js';
import { UNITS_OF_MEASURE } from './tables/units-of-measure.js';

/** Upper-case index of a code map. Maps live as long as their rule set and are looked up for every record. */
const UPPER_INDEXES = new WeakMap<Readonly<Record<string, string>>, ReadonlyMap<string, string>>();

function upperIndex(codes: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  let index = UPPER_INDEXES.get(codes);
  if (index === undefined) {
    // The first of two spellings that differ in case only wins, hence the reversal.
    index = new Map(
      Object.entries(codes)
        .reverse()
        .map(([code, target]) => [code.toUpperCase(), target] as const),
    );
    UPPER_INDEXES.set(codes, index);
  }
  return index;
}

/** Looks a source code up as written, then without regard to case: maps are written by people, codes by machines. */
function mapped(codes: Readonly<Record<string, string>>, text: string): string | undefined {
  return Object.hasOwn(codes, text) ? codes[text] : upperIndex(codes).get(text.toUpperCase());
}

function allowedSpelling(allowed: readonly string[], candidate: string): string | undefined {
  if (allowed.includes(candidate)) return candidate;
  const key = wordKey(candidate);
  return allowed.find(one => wordKey(one) === key);
}

function listed(codes: readonly string[]): string {
  const shown = codes.slice(0, 12).join(', ');
  return codes.length > 12 ? `${shown} and ${codes.length - 12} more` : shown;
}

/**
 * A code: mapped by the source's code map, then checked against the allowed codes. Without either, the code is
 * kept as written.
 */
export const code: Standardizer = fromText((raw, { codes, allowed }) => {
  const target = codes === undefined ? undefined : mapped(codes, raw);
  const candidate = target ?? raw;
  if (allowed !== undefined) {
    const canonical = allowedSpelling(allowed, candidate);
    return canonical === undefined
      ? refused(
          'CODE_NOT_ALLOWED',
          `"${candidate.slice(0, 60)}" is not one of the codes of this attribute.`,
          {
            raw,
            fix: `Map it in the source's code map to one of: ${listed(allowed)}.`,
          },
        )
      : accepted(canonical, wordKey(canonical));
  }
  if (codes !== undefined && target === undefined && !Object.values(codes).includes(raw)) {
    return refused('CODE_UNMAPPED', `"${raw.slice(0, 60)}" is not in the source's code map.`, {
      raw,
      fix: `Add it to the code map; its targets are: ${listed([...new Set(Object.values(codes))])}.`,
    });
  }
  return accepted(candidate, wordKey(candidate));
});

const TRUE_WORDS = ['Y', 'YES', 'T', 'TRUE', '1', 'X', 'ON'];
const FALSE_WORDS = ['N', 'NO', 'F', 'FALSE', '0', 'OFF'];
const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ...TRUE_WORDS.map(word => [word, true] as const),
  ...FALSE_WORDS.map(word => [word, false] as const),
]);

/** Yes or no in the spellings of ERP extracts (`Y`, `X`, `1`, `TRUE`); a source's code map goes first. */
export const boolean: Standardizer = fromText((raw, { codes }) => {
  const word = (codes === undefined ? undefined : mapped(codes, raw)) ?? raw;
  const truth = TRUTHS.get(word.toUpperCase());
  if (truth === undefined) {
    return refused('BOOLEAN_UNKNOWN', 'This is neither a yes nor a no.', {
      raw,
      fix: 'Map it to true or false in the source’s code map.',
    });
  }
  return accepted(truth, String(truth));
});

/** ISO 3166-1 alpha-2 country from any code or English name; subdivision codes (`US-IL`) give their country. */
export const country: Standardizer = identifier(raw => {
  const found = countryOf(raw) ?? countryOf(/^([A-Za-z]{2,3})-[A-Za-z0-9]{1,3}$/.exec(raw)?.[1] ?? '');
  if (found === null) {
    return refused('COUNTRY_UNKNOWN', 'This is no country of ISO 3166-1.', {
      raw,
      fix: 'Use the two-letter code, for instance US.',
    });
  }
  return accepted(found, found, { name: countryName(found) ?? found });
});

/** ISO 4217 currency code. */
export const currency: Standardizer = identifier(raw => {
  const found = raw.toUpperCase() === 'US$' || raw === '$' ? 'USD' : raw.toUpperCase();
  const known = currencyOf(found);
  if (known === null) {
    return refused('CURRENCY_UNKNOWN', 'This is no currency of ISO 4217.', {
      raw,
      fix: 'Use the three-letter code, for instance USD.',
    });
  }
  return accepted(found, found, { minorDigits: String(known.minorDigits) });
});

/**
 * Unit of measure as X12 element 355 code. A source's unit is mapped by that source only (`CA` is a case in
 * X12, a can in UN/ECE Rec 21); a value without a source must already be canonical.
 * @returns `null` when the unit is not known
 */
export function resolveUnit(
  raw: string,
  context: { readonly uomCodes?: Readonly<Record<string, string>>; readonly system?: string },
): string | null {
  if (context.uomCodes !== undefined) {
    const target = mapped(context.uomCodes, raw);
    return target !== undefined && UNITS_OF_MEASURE.has(target) ? target : null;
  }
  const canonical = raw.toUpperCase();
  return context.system === undefined && UNITS_OF_MEASURE.has(canonical) ? canonical : null;
}

/** A unit of measure; see {@link resolveUnit}. */
export const uom: Standardizer = identifier((raw, context) => {
  const unit = resolveUnit(raw, context);
  if (unit === null) {
    return refused(
      'UOM_UNKNOWN',
      `The unit "${raw.slice(0, 40)}" is not in the unit map of ${context.system ?? 'this source'}.`,
      {
        raw,
        fix: 'Add it to the source’s unit map with its X12 355 code; units are never mapped across sources.',
      },
    );
  }
  const known = UNITS_OF_MEASURE.get(unit);
  return accepted(unit, unit, known === undefined ? {} : { name: known.name, rec20: known.rec20 });
});
