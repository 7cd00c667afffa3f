import { Link, useMatch, useMatches, useNavigate } from '@tanstack/react-router';
import { ChevronRight, LogOut } from 'lucide-react';
import { Fragment, useEffect, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useDomains } from '../hub/index.js';
import { activeLanguage, chooseLanguage, languages, t, type Language } from '../i18n/index.js';
import { usePreference, writePreference } from '../preferences/index.js';
import { signOut, useSession, type User } from '../session/index.js';
import { Menu, SearchBox, ThemeToggle } from '../ui/index.js';
import { useShownTitle } from './page-title.js';
import './top-bar.css';

/** Where the reader is, the search, the theme and the reader's own menu. */
export function TopBar() {
  const session = useSession();
  return (
    <header className="ts-top-bar">
      <Breadcrumbs />
      <GlobalSearch />
      <ThemeToggle />
      {session.kind === 'signed-in' || session.kind === 'expired' ? <UserMenu user={session.user} /> : null}
    </header>
  );
}

function Breadcrumbs() {
  const domains = useDomains();
  const shown = useShownTitle();
  const crumbs = useMatches().flatMap(match => {
    const title = match.staticData.title?.(match.params, domains);
    return title === undefined ? [] : [{ path: match.pathname, title }];
  });
  const last = crumbs.at(-1);
  const here = last && (shown ?? last.title);
  useEffect(() => {
    document.title = here === undefined ? t('app.name') : `${here} · ${t('app.name')}`;
  }, [here]);
  return (
    <nav className="ts-breadcrumbs" aria-label={t('frame.breadcrumbs')}>
      <ol>
        {crumbs.map(({ path, title }, index) => (
          <Fragment key={path}>
            {index > 0 ? <ChevronRight aria-hidden size={13} /> : null}
            <li dir="auto">
              {index === crumbs.length - 1 ? (
                <span aria-current="page">{here ?? title}</span>
              ) : (
                <Link to={path}>{title}</Link>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}

function GlobalSearch() {
  // What lists are narrowed to is no search of everything.
  const searched = useMatch({ from: '/frame/search', shouldThrow: false })?.search.q ?? '';
  const [text, setText] = useState(searched);
  const navigate = useNavigate();
  return (
    <div className="ts-global-search">
      <SearchBox
        label={t('frame.search')}
        placeholder={t('frame.search.placeholder')}
        keys="/"
        value={text}
        onChange={setText}
        onSubmit={q => void navigate({ to: '/search', search: { q } })}
      />
    </div>
  );
}

function UserMenu({ user }: { user: User }) {
  const density = usePreference('density') ?? 'compact';
  const densities = ['compact', 'comfortable'] as const;
  const languageCodes = Object.keys(languages).filter((code): code is Language => code in languages);
  return (
    <Menu
      label={t('frame.user', { name: user.displayName })}
      trigger={
        <AriaButton className="ts-avatar" aria-label={t('frame.user', { name: user.displayName })}>
          {initials(user.displayName)}
        </AriaButton>
      }
      groups={[
        {
          id: 'density',
          label: t('frame.density'),
          actions: densities.map(value => ({
            id: value,
            label: t(`frame.density.${value}`),
            isCurrent: value === density,
            onAction: () => writePreference('density', value),
          })),
        },
        {
          id: 'language',
          label: t('frame.language'),
          actions: languageCodes.map(code => ({
            id: code,
            label: languages[code],
            isCurrent: code === activeLanguage(),
            onAction: () => chooseLanguage(code),
          })),
        },
        {
          id: 'user',
          label: [user.displayName, ...user.roles].join(' · '),
          actions: [
            { id: 'sign-out', label: t('frame.signOut'), icon: LogOut, onAction: () => void signOut() },
          ],
        },
      ]}
    />
  );
}

function initials(name: string): string {
  const words = name.split(/[\s._-]+/).filter(word => word !== '');
  const letters = [words.at(0), words.length > 1 ? words.at(-1) : undefined].map(word => word?.[0] ?? '');
  return letters.join('').toUpperCase();
}
