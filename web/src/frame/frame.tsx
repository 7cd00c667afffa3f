import { Outlet, useNavigate } from '@tanstack/react-router';
import { t } from '../i18n/index.js';
import { useShortcuts } from '../keyboard/index.js';
import { SessionDialog } from '../session/index.js';
import { KeyHelp } from '../ui/index.js';
import { ConnectionBanner } from './connection-banner.js';
import { usePlaces } from './places.js';
import { Rail } from './rail.js';
import { TopBar } from './top-bar.js';
import './frame.css';

/** What surrounds every screen of somebody who is signed in. */
export function Frame() {
  const navigate = useNavigate();
  const { start, records, system } = usePlaces();
  useShortcuts(
    [...start, ...records, ...system].flatMap(({ link, label, key }) =>
      key === undefined
        ? []
        : [{ keys: `g ${key}`, label, group: t('keys.group.go'), run: () => void navigate(link) }],
    ),
  );
  return (
    <div className="ts-frame">
      <a className="ts-skip" href="#content">
        {t('frame.skip')}
      </a>
      <Rail />
      <TopBar />
      <ConnectionBanner />
      <main id="content" className="ts-content" tabIndex={-1}>
        <Outlet />
      </main>
      <KeyHelp />
      <SessionDialog />
    </div>
  );
}
