import { at, type Key, pick, type Field } from '../seed/random.js';
import type { SupplierKind } from './supplier-groups.js';

/** A legal form, its spellings from the official to the careless, and the W-9 classification that goes with it. */
export interface LegalForm {
  readonly code: 'INC' | 'CORP' | 'CO' | 'LLC' | 'LTD' | 'LP' | 'PC' | 'NFP';
  readonly spellings: readonly string[];
  readonly classification: string;
}

const FORMS: Readonly<Record<LegalForm['code'], LegalForm>> = {
  INC: { code: 'INC', spellings: ['Inc', 'Inc.', 'Incorporated', 'INC'], classification: 'Corporation' },
  CORP: { code: 'CORP', spellings: ['Corp', 'Corp.', 'Corporation'], classification: 'Corporation' },
  CO: { code: 'CO', spellings: ['Co', 'Co.', 'Company'], classification: 'Corporation' },
  LLC: { code: 'LLC', spellings: ['LLC', 'L.L.C.', 'L L C', 'Llc'], classification: 'LLC' },
  LTD: { code: 'LTD', spellings: ['Ltd', 'Ltd.', 'Limited'], classification: 'Corporation' },
  LP: { code: 'LP', spellings: ['LP', 'L.P.'], classification: 'Partnership' },
  PC: { code: 'PC', spellings: ['PC', 'P.C.'], classification: 'Corporation' },
  NFP: { code: 'NFP', spellings: ['NFP', 'N.F.P.'], classification: 'Tax Exempt' },
};

/** The form with that code. */
export function legalForm(code: LegalForm['code']): LegalForm {
  return FORMS[code];
}

const COMMON = ['INC', 'INC', 'INC', 'INC', 'LLC', 'LLC', 'LLC', 'CORP', 'CO', 'LTD', 'LP', ''] as const;
const CHANGED = ['INC', 'LLC', 'CORP', 'CO'] as const;

/** The legal form of a supplier of that kind; people, public bodies and payee lines have none. */
export function drawLegalForm(key: Key, of: Field, kind: SupplierKind): LegalForm | undefined {
  if (kind === 'physician' || kind === 'government' || kind === 'pcard' || kind === 'utility')
    return undefined;
  const code = pick(key, of, COMMON);
  return code === '' ? undefined : FORMS[code];
}

/** Some other form: a clerk's mistake, or a conversion. */
export function otherLegalForm(form: LegalForm, number: number): LegalForm {
  const code = at(CHANGED, number);
  return code === form.code ? FORMS[code === 'INC' ? 'LLC' : 'INC'] : FORMS[code];
}
