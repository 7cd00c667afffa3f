import { screen, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { renderScreen } from '../test/render-screen.js';

afterEach(() => vi.unstubAllGlobals());

it('keeps the rail beside the words for a page that does not exist', async () => {
  renderScreen('/no/such/page', [], {});
  const main = await screen.findByRole('main');
  expect(within(main).getByRole('heading', { name: 'There is no such page' })).toBeTruthy();
  expect(screen.getByRole('navigation', { name: 'Main' })).toBeTruthy();
});
