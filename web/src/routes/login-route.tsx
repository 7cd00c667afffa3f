import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { LoginScreen } from '../session/index.js';

const route = getRouteApi('/login');

/** The door, and where it leads: to the page that asked for it. */
export function LoginRoute() {
  const { token, next } = route.useSearch();
  const navigate = route.useNavigate();
  const enter = useCallback(
    // Only a path of this page: an address that somebody sent must not lead out of it after signing in.
    () => void navigate({ href: next && /^\/(?![/\\])/.test(next) ? next : '/', replace: true }),
    [navigate, next],
  );
  return <LoginScreen token={token} onSignedIn={enter} />;
}
