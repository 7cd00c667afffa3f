import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, Outlet, useRouter } from '@tanstack/react-router';
import { RouterProvider as AriaRouterProvider } from 'react-aria-components';
import { useShortcutListener } from '../keyboard/index.js';
import { ToastRegion } from '../ui/index.js';

/** What every route can reach while it loads. */
export interface RouteContext {
  queries: QueryClient;
}

export const rootRoute = createRootRouteWithContext<RouteContext>()({ component: Root });

function Root() {
  const router = useRouter();
  useShortcutListener();
  return (
    <AriaRouterProvider navigate={href => void router.navigate({ href })}>
      <Outlet />
      <ToastRegion />
    </AriaRouterProvider>
  );
}
