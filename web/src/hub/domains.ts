import { useQuery } from '@tanstack/react-query';
import { execute, graphql, type ResultOf } from '../api/index.js';
import { t, type PlainMessageKey } from '../i18n/index.js';

const domainsDocument = graphql(`
  query Domains {
    domains {
      id
      label
      plural
      pluralLabel
      title
      goldenRecords
      attributes {
        name
        label
        description
        type
        multi
        requirement
        class
        group
        readable
        approval
        codes
        fields {
          name
          label
          type
          multi
          codes
        }
      }
    }
  }
`);

/** A domain as the hub's rules describe it. Screens are written against this, never against one domain. */
export type DomainInfo = ResultOf<typeof domainsDocument>['domains'][number];
/** An attribute of a domain. */
export type AttributeInfo = DomainInfo['attributes'][number];

export const domainsQuery = {
  queryKey: ['domains'],
  queryFn: ({ signal }: { signal: AbortSignal }) => execute(domainsDocument, {}, signal),
  // Rules change with a release, not while somebody works.
  staleTime: 5 * 60_000,
} as const;

/** Every domain of the hub, in reading order; `undefined` until it is known. */
export function useDomains(): readonly DomainInfo[] | undefined {
  return useQuery({ ...domainsQuery, select: inReadingOrder }).data;
}

/** The order in which people name the domains that come with the hub; what was added follows by name. */
const readingOrder: readonly string[] = ['supplier', 'item', 'location', 'costCenter', 'contract'];

function inReadingOrder({ domains }: { domains: readonly DomainInfo[] }): readonly DomainInfo[] {
  const place = ({ id }: DomainInfo) =>
    readingOrder.includes(id) ? readingOrder.indexOf(id) : readingOrder.length;
  return domains.toSorted(
    (left, right) => place(left) - place(right) || left.pluralLabel.localeCompare(right.pluralLabel),
  );
}

/** One domain; `undefined` until it is known, and when there is none. */
export function useDomain(id: string | undefined): DomainInfo | undefined {
  return useDomains()?.find(domain => domain.id === id);
}

const knownLabels: Readonly<Record<string, PlainMessageKey>> = {
  supplier: 'domain.supplier',
  item: 'domain.item',
  location: 'domain.location',
  costCenter: 'domain.costCenter',
  contract: 'domain.contract',
};

/** What people call the records of a domain: in their own language where there are words for it, else as the rules say it. */
export function domainLabel(id: string, domains: readonly DomainInfo[] | undefined): string {
  const key = knownLabels[id];
  return key ? t(key) : (domains?.find(domain => domain.id === id)?.pluralLabel ?? id);
}
