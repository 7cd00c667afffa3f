import type { QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import type { DomainInfo } from '../hub/index.js';
import { routeTree } from './routes.js';
import { ScreenFailure, ScreenMissing } from '../frame/screen-failure.js';

/** The router of the page. Screens are fetched while the pointer rests on their link; the address keeps filters and scroll. */
export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    context: { queries },
    defaultPreload: 'intent',
    // TanStack Query knows how fresh things are; the router asks it every time.
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultErrorComponent: ScreenFailure,
    defaultNotFoundComponent: ScreenMissing,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }

  interface StaticDataRouteOption {
    /** The words of a route in the breadcrumbs and in the title of the tab. */
    title?: (
      params: Readonly<Record<string, string | undefined>>,
      domains: readonly DomainInfo[] | undefined,
    ) => string;
  }
}
