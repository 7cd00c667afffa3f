import './styles/index.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { createQueryClient, onConnectionChange } from './api/index.js';
import { activeLocale, startLanguage } from './i18n/index.js';
import { startPreferences } from './preferences/index.js';
import { createAppRouter } from './routes/router.js';
import { onSignedOut } from './session/index.js';

startPreferences();
await startLanguage();

const root = document.querySelector('#root');
if (!root) throw new Error('index.html has no #root');

const queries = createQueryClient();
const router = createAppRouter(queries);
onSignedOut(() => {
  // The next person at this screen must not see what this one could.
  queries.clear();
  void router.invalidate();
});

onConnectionChange(isReachable => {
  // A screen that could not even start while the hub was gone starts now.
  if (isReachable) void router.invalidate();
});

createRoot(root).render(
  <StrictMode>
    <I18nProvider locale={activeLocale()}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
);
