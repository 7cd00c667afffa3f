import { defineConfig } from 'vitest/config';

/**
 * Two projects: `unit` needs nothing but Node and runs in seconds (part of `npm run check`);
 * `integration` runs against a real PostgreSQL that the harness starts once for the whole run.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.spec.ts', 'test/rules/**/*.spec.ts', 'test/quality/**/*.spec.ts'],
          environment: 'node',
          testTimeout: 20_000,
        },
      },
    ],
  },
});
