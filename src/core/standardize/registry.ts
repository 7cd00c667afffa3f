/** The standardizers by the names that rule files use. */
import { address } from './addresses/address.js';
import { boolean, code, country, currency, uom } from './codes.js';
import { email, phone, url } from './contact.js';
import { date, instant } from './dates.js';
import { checkOf, type IdentifierCheck } from './identifier-checks.js';
import { aba, bankAccount, bic, iban } from './identifiers/bank.js';
import { cage, duns, lei, naics, uei, unspsc } from './identifiers/business.js';
import { contractNumber, costCenterCode, partNumber, sourceKey } from './identifiers/document-numbers.js';
import { gln, gtin } from './identifiers/gs1.js';
import {
  ccn,
  clia,
  dea,
  fdaProductCode,
  gmdn,
  hcpcs,
  hin,
  ndc,
  npi,
  revenueCode,
} from './identifiers/health.js';
import { ein, itin, ssn, taxId } from './identifiers/tax.js';
import { hibc, udiDi } from './identifiers/udi.js';
import { organisationName } from './names/organisation-name.js';
import { personName } from './names/person-name.js';
import { decimal, integer, money, percent } from './numbers.js';
import { packaging } from './packaging/packaging.js';
import { productText } from './product-text.js';
import type { Standardizer } from './standardizer.js';
import { longText, text } from './text.js';

const IDENTIFIERS = {
  gtin, gln, udiDi, hibc, npi, ein, taxId, ssn, itin, duns, uei, lei, cage, hin, ccn, dea, aba, bankAccount, iban, bic,
  unspsc, ndc, hcpcs, revenueCode, gmdn, fdaProductCode, naics, clia,
} as const; // prettier-ignore

const ALL = {
  text, longText, organisationName, personName, productText, partNumber, code, boolean, integer, decimal, money, percent,
  date, instant, phone, email, url, address, country, currency, uom, packaging, contractNumber, costCenterCode, sourceKey,
  ...IDENTIFIERS,
} as const; // prettier-ignore

/** Name of a standardizer as rule files write it (`standardize: organisationName`). */
export type StandardizerName = keyof typeof ALL;

/** Every standardizer by name. */
export const standardizers: Readonly<Record<StandardizerName, Standardizer>> = ALL;

/** Whether a name from a rule file is a standardizer's. */
export function isStandardizerName(name: string): name is StandardizerName {
  return Object.hasOwn(ALL, name);
}

/** The names in registry order, for rule validation and generated documentation. */
export function standardizerNames(): readonly StandardizerName[] {
  return Object.keys(ALL).filter(isStandardizerName);
}

/** Check per kind of identifier, for quality rules (`check: npi`). */
export const identifierChecks: Readonly<Record<string, IdentifierCheck>> = Object.fromEntries(
  Object.entries(IDENTIFIERS).map(([name, standardize]) => [name, checkOf(standardize)]),
);
