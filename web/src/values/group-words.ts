import { t, type PlainMessageKey } from '../i18n/index.js';

const groups: Readonly<Record<string, PlainMessageKey>> = {
  accounting: 'group.accounting',
  address: 'group.address',
  classification: 'group.classification',
  clinical: 'group.clinical',
  compliance: 'group.compliance',
  crosswalk: 'group.crosswalk',
  dates: 'group.dates',
  distribution: 'group.distribution',
  documents: 'group.documents',
  eligibility: 'group.eligibility',
  identifiers: 'group.identifiers',
  identity: 'group.identity',
  ordering: 'group.ordering',
  packaging: 'group.packaging',
  parties: 'group.parties',
  payment: 'group.payment',
  prices: 'group.prices',
  receiving: 'group.receiving',
  relations: 'group.relations',
  responsibility: 'group.responsibility',
  tax: 'group.tax',
  terms: 'group.terms',
  validity: 'group.validity',
};

/** The heading of a group of attributes: in the reader's language where there are words for it, else as the rules say it. */
export function groupWords(group: string): string {
  const key = Object.hasOwn(groups, group) ? groups[group] : undefined;
  return key ? t(key) : group.charAt(0).toUpperCase() + group.slice(1);
}
