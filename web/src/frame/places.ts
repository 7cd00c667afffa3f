import {
  ArrowLeftRight,
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
import type { PlainMessageKey } from '../i18n/index.js';

/** A domain of records that every hub has. */
export const domains = ['supplier', 'item', 'location', 'costCenter', 'contract'] as const;
export type Domain = (typeof domains)[number];

/** Somewhere the rail leads to. */
export interface Place {
  label: PlainMessageKey;
  icon: LucideIcon;
  /** Which of the frame's counts stands beside it. */
  count?: 'work' | 'sync';
  link: PlaceLink;
}

/** A place that a person can also go to with `g` and one more key. */
export interface KeyedPlace extends Place {
  key: string;
}

type PlaceLink =
  | { to: '/' | '/work' | '/records' | '/sync' | '/admin' }
  | { to: '/records/$domain'; params: { domain: string } };

const recordPlaces: readonly KeyedPlace[] = [
  { label: 'domain.supplier', icon: Building2, key: 's', link: toDomain('supplier') },
  { label: 'domain.item', icon: Package, key: 'i', link: toDomain('item') },
  { label: 'domain.location', icon: MapPin, key: 'l', link: toDomain('location') },
  { label: 'domain.costCenter', icon: Wallet, key: 'k', link: toDomain('costCenter') },
  { label: 'domain.contract', icon: FileText, key: 'c', link: toDomain('contract') },
];

const startPlaces: readonly KeyedPlace[] = [
  { label: 'nav.home', icon: House, key: 'h', link: { to: '/' } },
  { label: 'nav.work', icon: ListChecks, key: 'q', count: 'work', link: { to: '/work' } },
];

const systemPlaces: readonly KeyedPlace[] = [
  { label: 'nav.sync', icon: ArrowLeftRight, key: 'y', count: 'sync', link: { to: '/sync' } },
  { label: 'nav.admin', icon: Settings2, key: 'a', link: { to: '/admin' } },
];

/** Everything that the rail leads to, in its three parts. */
export const places = { start: startPlaces, records: recordPlaces, system: systemPlaces };

/** What the bar of a phone has room for. */
export const phonePlaces: readonly Place[] = [
  ...startPlaces,
  { label: 'nav.records', icon: Rows3, link: { to: '/records' } },
  ...systemPlaces,
];

function toDomain(domain: string): PlaceLink {
  return { to: '/records/$domain', params: { domain } };
}
