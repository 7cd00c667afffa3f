/**
 * What an attribute can say about who is who, by the standardizer that reads it: which face of its values is compared and how, and what
 * else in it tells two things apart. This is what the hub knows of organisations, products and numbers in general; which of it a domain
 * has, and what it is worth there, is found in the records.
 */
import type { StandardizerName } from '../standardize/index.js';

/** What kind of evidence an attribute is. `text` is decided by what its values look like. */
export type SubjectKind =
  | 'organisation'
  | 'person'
  | 'product'
  | 'partNumber'
  | 'identifier'
  | 'address'
  | 'phone'
  | 'email'
  | 'web'
  | 'date'
  | 'category'
  | 'reference'
  | 'word'
  | 'phrase'
  /** Names of organisations and addresses in plain text, compared as they are written. */
  | 'writtenOrganisation'
  | 'writtenAddress'
  | 'text';

/** A face of an attribute's values, which becomes a feature. */
export interface Aspect {
  /** Appended to the subject's name; empty for the one that is compared. */
  readonly suffix: string;
  /** Appended to its caption. */
  readonly label: string;
  readonly part: string;
  readonly tokens?: boolean;
}

const KINDS: Partial<Readonly<Record<StandardizerName, SubjectKind>>> = {
  organisationName: 'organisation', personName: 'person', productText: 'product', partNumber: 'partNumber', contractNumber: 'partNumber',
  address: 'address', phone: 'phone', email: 'email', url: 'web', date: 'date', text: 'text',
  code: 'category', boolean: 'category', country: 'category', currency: 'category', uom: 'category',
  unspsc: 'category', hcpcs: 'category', revenueCode: 'category', gmdn: 'category', fdaProductCode: 'category', naics: 'category',
  sourceKey: 'reference', costCenterCode: 'identifier',
  gtin: 'identifier', gln: 'identifier', udiDi: 'identifier', hibc: 'identifier', npi: 'identifier', ein: 'identifier',
  taxId: 'identifier', ssn: 'identifier', itin: 'identifier', duns: 'identifier', uei: 'identifier', lei: 'identifier',
  cage: 'identifier', hin: 'identifier', ccn: 'identifier', dea: 'identifier', bankAccount: 'identifier', iban: 'identifier',
  ndc: 'identifier', clia: 'identifier',
}; // prettier-ignore

/** The kind of what a standardizer reads; `undefined` for amounts, instants and long texts, which change or describe and never identify. */
export function kindOfStandardizer(name: StandardizerName): SubjectKind | undefined {
  return KINDS[name];
}

/** Kinds that mean something inside a list of composites; a date or a code there is about the element, not about the record. */
export const NESTED_KINDS: ReadonlySet<SubjectKind> = new Set([
  'organisation', 'person', 'partNumber', 'identifier', 'address', 'phone', 'email', 'web', 'reference',
]); // prettier-ignore

/** Marks the feature of a plain text as it is written, beside its key. */
export const WRITTEN = 'Written';

/** Marks the feature of an organisation's whole name, beside its core. */
export const WHOLE = 'Whole';

const MAIN: Aspect = { suffix: '', label: '', part: 'key' };

const ASPECTS: Partial<Readonly<Record<SubjectKind, readonly Aspect[]>>> = {
  organisation: [
    { ...MAIN, part: 'core' },
    { suffix: WHOLE, label: ' with department and legal form', part: 'key' },
    { suffix: 'Joined', label: ' without spaces', part: 'joined' },
    { suffix: 'Tail', label: ': department or branch', part: 'tail' },
    { suffix: 'Numbers', label: ': numbers in it', part: 'numbers' },
    { suffix: 'LegalForm', label: ': legal form', part: 'legalForm' },
    { suffix: 'Person', label: ': person', part: 'person' },
  ],
  // As written: the comparator reads `Last, First` itself.
  person: [
    { ...MAIN, part: 'value' },
    { suffix: 'Suffix', label: ': junior or senior', part: 'suffix' },
  ],
  product: [
    { ...MAIN, part: 'words' },
    { suffix: 'Sizes', label: ': sizes', part: 'numbers', tokens: true },
    { suffix: 'Side', label: ': side', part: 'side' },
    { suffix: 'Sterility', label: ': sterility', part: 'sterility' },
    { suffix: 'Latex', label: ': latex', part: 'latex' },
    { suffix: 'Powder', label: ': powder', part: 'powder' },
  ],
  partNumber: [
    MAIN,
    { suffix: 'Unpadded', label: ' without leading zeros', part: 'unpadded' },
    { suffix: 'Unprefixed', label: ' without leading letters', part: 'unprefixed' },
  ],
  address: [
    MAIN,
    { suffix: 'Site', label: ': street number and ZIP code', part: 'site' },
    { suffix: 'Zip', label: ': ZIP code', part: 'zip5' },
  ],
  web: [{ ...MAIN, part: 'host' }],
  writtenOrganisation: [{ ...MAIN, part: 'value' }],
  writtenAddress: [{ ...MAIN, part: 'value' }],
  // Both are drawn until the values have been looked at.
  text: [MAIN, { suffix: WRITTEN, label: ' as written', part: 'value' }],
  date: [{ ...MAIN, part: 'value' }],
  category: [{ ...MAIN, part: 'value' }],
};

/** The faces of a kind, the one that is compared first. */
export function aspectsOf(kind: SubjectKind): readonly Aspect[] {
  return ASPECTS[kind] ?? [MAIN];
}
