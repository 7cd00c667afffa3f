import {
  ArrowLeftRight,
  Boxes,
  Building2,
  FileText,
  House,
  ListChecks,
  MapPin,
  Package,
  Rows3,
  Settings2,
  Wallet,
  type LucideIcon,
} from 'lucide-react';
import { domainLabel, useDomains, type DomainInfo } from '../hub/index.js';
import { t } from '../i18n/index.js';
import { useMay } from '../session/index.js';

/** Somewhere the rail leads to. */
export interface Place {
  id: string;
  label: string;
  icon: LucideIcon;
  /** Pressed after `g`, goes there. */
  key?: string;
  /** Which of the frame's counts stands beside it. */
  count?: 'work' | 'sync';
  link: PlaceLink;
}

type PlaceLink =
  | { to: '/' | '/work' | '/records' | '/sync' | '/admin' }
  | { to: '/records/$domain'; params: { domain: string } };

/** Everything that the rail leads to, in its three parts, and what the bar of a phone has room for. */
export interface Places {
  start: readonly Place[];
  records: readonly Place[];
  system: readonly Place[];
  phone: readonly Place[];
}

/** The places of this hub that this person may go to: one for each domain that the hub's rules describe. */
export function usePlaces(): Places {
  const domains = useDomains();
  const mayAdmin = useMay('access.manage');
  const start: Place[] = [
    { id: 'home', label: t('nav.home'), icon: House, key: 'h', link: { to: '/' } },
    { id: 'work', label: t('nav.work'), icon: ListChecks, key: 'q', count: 'work', link: { to: '/work' } },
  ];
  const system: Place[] = [
    {
      id: 'sync',
      label: t('nav.sync'),
      icon: ArrowLeftRight,
      key: 'y',
      count: 'sync',
      link: { to: '/sync' },
    },
    ...(mayAdmin
      ? [{ id: 'admin', label: t('nav.admin'), icon: Settings2, key: 'a', link: { to: '/admin' } } as const]
      : []),
  ];
  return {
    start,
    records: recordPlaces(domains ?? []),
    system,
    phone: [
      ...start,
      { id: 'records', label: t('nav.records'), icon: Rows3, link: { to: '/records' } },
      ...system,
    ],
  };
}

/** What the domains that come with the hub look like, and the key that goes there. */
const shipped: Readonly<Record<string, { icon: LucideIcon; key: string }>> = {
  supplier: { icon: Building2, key: 's' },
  item: { icon: Package, key: 'i' },
  location: { icon: MapPin, key: 'l' },
  costCenter: { icon: Wallet, key: 'k' },
  contract: { icon: FileText, key: 'c' },
};

/** Keys of single letters are few: what has none of its own is counted, `g 6` for the sixth domain. */
const countedKeys = 9;

/** A place for each domain. A domain that somebody added as a folder of rules has the same standing as the others. */
export function recordPlaces(domains: readonly DomainInfo[]): readonly Place[] {
  return domains.map(({ id }, index) => {
    const known = shipped[id];
    const key = known?.key ?? (index < countedKeys ? String(index + 1) : undefined);
    return {
      id,
      label: domainLabel(id, domains),
      icon: known?.icon ?? Boxes,
      ...(key === undefined ? {} : { key }),
      link: { to: '/records/$domain', params: { domain: id } },
    };
  });
}
