import { createRoute, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router';
import { ScreenMissing } from '../frame/screen-failure.js';
import { domainLabel } from '../hub/index.js';
import { t } from '../i18n/index.js';
import { RecordsScreen } from '../screens/records-screen.js';
import { instantParam, textParam, textsParam } from '../search-params/index.js';
import { currentSession, loadSession } from '../session/index.js';
import { FrameRoute } from './frame-route.js';
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
  component: FrameRoute,
});

const homeRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/',
  staticData: { title: () => t('nav.home') },
  component: lazyRouteComponent(() => import('../screens/home/home-screen.js'), 'HomeScreen'),
});

const workRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/work',
  staticData: { title: () => t('nav.work') },
});

/** What of the work. */
export interface WorkSearch {
  /** `all`, `mine`, `approvals`, or a domain and a kind. */
  view?: string;
  /** Of the approvals those of one attribute: `supplier.taxIds`. */
  attribute?: string;
  /** Only what is about the records that this text finds. */
  q?: string;
}

function workSearch(raw: Record<string, unknown>): WorkSearch {
  return {
    view: textParam(raw['view']),
    attribute: textParam(raw['attribute']),
    q: textParam(raw['q']),
  };
}

const workIndexRoute = createRoute({
  getParentRoute: () => workRoute,
  path: '/',
  validateSearch: workSearch,
  component: lazyRouteComponent(() => import('../screens/work/work-screen.js'), 'WorkScreen'),
});

const reviewRoute = createRoute({
  getParentRoute: () => workRoute,
  path: '$taskId',
  validateSearch: workSearch,
  staticData: { title: () => t('review.crumb') },
  component: lazyRouteComponent(() => import('../screens/work/review-screen.js'), 'ReviewScreen'),
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

// Any domain that the hub's rules describe: the screen says when there is none of that name.
const domainRoute = createRoute({
  getParentRoute: () => recordsRoute,
  path: '$domain',
  staticData: { title: ({ domain = '' }, domains) => domainLabel(domain, domains) },
});

const domainIndexRoute = createRoute({
  getParentRoute: () => domainRoute,
  path: '/',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('../screens/records/record-list-screen.js'), 'RecordListScreen'),
});

const recordRoute = createRoute({
  getParentRoute: () => domainRoute,
  path: '$id',
  validateSearch: recordSearch,
  staticData: { title: () => t('record.crumb') },
  component: lazyRouteComponent(() => import('../screens/records/record-screen.js'), 'RecordScreen'),
});

function tabSearch(raw: Record<string, unknown>): { tab?: string } {
  return { tab: textParam(raw['tab']) };
}

/** Which tab, and the two times that the history is looked at from. */
function recordSearch(raw: Record<string, unknown>): { tab?: string; asOf?: string; knownAt?: string } {
  return { ...tabSearch(raw), asOf: instantParam(raw['asOf']), knownAt: instantParam(raw['knownAt']) };
}

const searchRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/search',
  validateSearch: (raw): { q?: string; domain?: string } => ({
    q: textParam(raw['q']),
    domain: textParam(raw['domain']),
  }),
  staticData: { title: () => t('frame.search') },
  component: lazyRouteComponent(() => import('../screens/records/search-screen.js'), 'SearchScreen'),
});

const syncRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sync',
  staticData: { title: () => t('nav.sync') },
});

const batchesRoute = createRoute({
  getParentRoute: () => syncRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../screens/sync/batches-screen.js'), 'BatchesScreen'),
});

/** Which rows in quarantine, and which of them is open. */
export interface QuarantineSearch {
  system?: string;
  domain?: string;
  code?: string;
  batch?: string;
  row?: string;
}

const quarantineRoute = createRoute({
  getParentRoute: () => syncRoute,
  path: 'quarantine',
  validateSearch: (raw): QuarantineSearch => ({
    system: textParam(raw['system']),
    domain: textParam(raw['domain']),
    code: textParam(raw['code']),
    batch: textParam(raw['batch']),
    row: textParam(raw['row']),
  }),
  staticData: { title: () => t('sync.quarantine') },
  component: lazyRouteComponent(() => import('../screens/sync/quarantine-screen.js'), 'QuarantineScreen'),
});

const feedRoute = createRoute({
  getParentRoute: () => syncRoute,
  path: 'feed',
  validateSearch: (raw): { domain?: string } => ({ domain: textParam(raw['domain']) }),
  staticData: { title: () => t('sync.feed') },
  component: lazyRouteComponent(() => import('../screens/sync/feed-screen.js'), 'FeedScreen'),
});

const adminRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/admin',
  validateSearch: tabSearch,
  staticData: { title: () => t('nav.admin') },
  component: lazyRouteComponent(() => import('../screens/admin/admin-screen.js'), 'AdminScreen'),
});

// Whoever lost their way keeps the rail and the search.
const missingRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '$',
  component: ScreenMissing,
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
    workRoute.addChildren([workIndexRoute, reviewRoute]),
    recordsRoute.addChildren([recordsIndexRoute, domainRoute.addChildren([domainIndexRoute, recordRoute])]),
    searchRoute,
    syncRoute.addChildren([batchesRoute, quarantineRoute, feedRoute]),
    adminRoute,
    missingRoute,
  ]),
]);
