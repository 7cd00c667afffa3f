import { createRoute, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router';
import { domains, Frame, type Domain } from '../frame/index.js';
import { t } from '../i18n/index.js';
import { RecordsScreen } from '../screens/records-screen.js';
import { UnbuiltScreen } from '../screens/unbuilt-screen.js';
import { oneOfParam, textParam, textsParam } from '../search-params/index.js';
import { currentSession, loadSession } from '../session/index.js';
import { LoginRoute } from './login-route.js';
import { rootRoute } from './root.js';

/** What the address of a list keeps, so that a view can be sent to a colleague. */
export interface ListSearch {
  q?: string;
  /** A column, with `-` in front for descending. */
  sort?: string;
  status?: readonly string[];
}

function listSearch(raw: Record<string, unknown>): ListSearch {
  return { q: textParam(raw['q']), sort: textParam(raw['sort']), status: textsParam(raw['status']) };
}

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: (raw): { token?: string; next?: string } => ({
    token: textParam(raw['token']),
    next: textParam(raw['next']),
  }),
  component: LoginRoute,
});

const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'frame',
  beforeLoad: async ({ location }) => {
    const session = currentSession().kind === 'unknown' ? await loadSession() : currentSession();
    if (session.kind === 'signed-out') throw redirect({ to: '/login', search: { next: location.href } });
  },
  component: Frame,
});

const homeRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/',
  staticData: { title: () => t('nav.home') },
  component: UnbuiltScreen,
});

const workRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/work',
  validateSearch: listSearch,
  staticData: { title: () => t('nav.work') },
  component: UnbuiltScreen,
});

const recordsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/records',
  staticData: { title: () => t('nav.records') },
});

const recordsIndexRoute = createRoute({
  getParentRoute: () => recordsRoute,
  path: '/',
  component: RecordsScreen,
});

const domainRoute = createRoute({
  getParentRoute: () => recordsRoute,
  path: '$domain',
  params: {
    parse: ({ domain }) => {
      const known = oneOfParam(domain, domains);
      if (!known) throw notFound();
      return { domain: known };
    },
    stringify: ({ domain }: { domain: Domain }) => ({ domain }),
  },
  validateSearch: listSearch,
  staticData: { title: ({ domain }) => t(`domain.${oneOfParam(domain, domains) ?? 'supplier'}`) },
  component: UnbuiltScreen,
});

const searchRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/search',
  validateSearch: (raw): { q?: string } => ({ q: textParam(raw['q']) }),
  staticData: { title: () => t('frame.search') },
  component: UnbuiltScreen,
});

const syncRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sync',
  staticData: { title: () => t('nav.sync') },
  component: UnbuiltScreen,
});

const adminRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/admin',
  staticData: { title: () => t('nav.admin') },
  component: UnbuiltScreen,
});

const partsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/parts',
  // In a production build this branch, and with it the whole page, is left out.
  component: import.meta.env.DEV
    ? lazyRouteComponent(() => import('../parts/parts-screen.js'), 'PartsScreen')
    : undefined,
  beforeLoad: () => {
    if (!import.meta.env.DEV) throw notFound();
  },
});

export const routeTree = rootRoute.addChildren([
  loginRoute,
  partsRoute,
  frameRoute.addChildren([
    homeRoute,
    workRoute,
    recordsRoute.addChildren([recordsIndexRoute, domainRoute]),
    searchRoute,
    syncRoute,
    adminRoute,
  ]),
]);
