import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  root: import.meta.dirname,
  test: {
    name: 'web',
    include: ['src/**/*.spec.{ts,tsx}'],
    environment: 'jsdom',
    setupFiles: ['src/test/setup.ts'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
    // jsdom on a busy two-core machine: the first render of React Aria alone can take a second. Longer than what one wait in a test may
    // take, so that the wait itself says what never came.
    testTimeout: 60_000,
    env: { TZ: 'UTC' },
  },
});
