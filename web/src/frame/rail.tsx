import { Link } from '@tanstack/react-router';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { formatNumber, t } from '../i18n/index.js';
import { useShortcuts } from '../keyboard/index.js';
import { usePreference, writePreference } from '../preferences/index.js';
import { Badge, IconButton, Mark, useMediaQuery } from '../ui/index.js';
import { useCounts } from './counts.js';
import { usePlaces, type Place } from './places.js';
import './rail.css';

/** The way to every place: a rail at the side, a bar at the bottom of a phone. */
export function Rail() {
  const phone = useMediaQuery('(max-width: 40rem)');
  return phone ? <PhoneBar /> : <SideRail />;
}

function SideRail() {
  const roomy = useMediaQuery('(min-width: 80rem)');
  const places = usePlaces();
  const wide = (usePreference('rail') ?? (roomy ? 'wide' : 'narrow')) === 'wide';
  const toggle = () => writePreference('rail', wide ? 'narrow' : 'wide');
  const toggleLabel = t(wide ? 'frame.rail.narrow' : 'frame.rail.wide');
  useShortcuts([{ keys: '[', label: toggleLabel, group: t('keys.group.everywhere'), run: toggle }]);
  return (
    <nav className="ts-rail" aria-label={t('frame.navigation')} data-wide={wide || undefined}>
      <Link to="/" className="ts-rail-mark" aria-label={t('app.name')}>
        <Mark size={24} />
        {wide ? <span aria-hidden>{t('app.name')}</span> : null}
      </Link>
      <PlaceList places={places.start} wide={wide} />
      <PlaceList places={places.records} wide={wide} heading={t('nav.records')} />
      {places.records.length === 0 ? <div className="ts-rail-coming" aria-hidden /> : null}
      <PlaceList places={places.system} wide={wide} />
      <div className="ts-rail-end">
        <IconButton
          icon={wide ? PanelLeftClose : PanelLeftOpen}
          label={toggleLabel}
          keys="["
          onPress={toggle}
        />
      </div>
    </nav>
  );
}

function PlaceList({
  places: listed,
  wide,
  heading,
}: {
  places: readonly Place[];
  wide: boolean;
  heading?: string;
}) {
  return (
    <>
      {heading ? <h2 className={wide ? 'ts-rail-heading' : 'ts-visually-hidden'}>{heading}</h2> : null}
      <ul className="ts-rail-list">
        {listed.map(place => (
          <li key={place.id}>
            <PlaceLink place={place} />
          </li>
        ))}
      </ul>
    </>
  );
}

function PhoneBar() {
  const { phone } = usePlaces();
  return (
    <nav className="ts-phone-bar" aria-label={t('frame.navigation')}>
      {phone.map(place => (
        <PlaceLink key={place.id} place={place} />
      ))}
    </nav>
  );
}

function PlaceLink({ place }: { place: Place }) {
  const { link, label, icon: Icon, count: counted } = place;
  const counts = useCounts();
  const count = counted ? counts[counted] : undefined;
  return (
    <Link
      {...link}
      className="ts-place"
      activeOptions={{ exact: link.to === '/', includeSearch: false }}
      title={label}
    >
      <Icon aria-hidden size={18} strokeWidth={1.8} />
      <span className="ts-place-name">{label}</span>
      {count ? (
        <>
          <span aria-hidden className="ts-place-count">
            <Badge>{count > 999 ? formatNumber(count, { notation: 'compact' }) : formatNumber(count)}</Badge>
          </span>
          <span className="ts-visually-hidden">{t('nav.waiting', { count })}</span>
        </>
      ) : null}
    </Link>
  );
}
