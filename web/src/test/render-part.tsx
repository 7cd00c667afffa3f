import { render, type RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useShortcutListener } from '../keyboard/index.js';

/** Renders a part the way the page does: in American English, with the keys switched on. */
export function renderPart(part: ReactNode): RenderResult {
  return render(part, { wrapper: Page });
}

function Page({ children }: { children: ReactNode }) {
  useShortcutListener();
  return <I18nProvider locale="en-US">{children}</I18nProvider>;
}
