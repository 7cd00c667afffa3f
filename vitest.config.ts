import { defineConfig } from 'vitest/config';

/**
 * Three projects: `unit` needs nothing but Node and runs in seconds (part of `npm run check`); `quality` scores the shipped
 * rules on networks whose truth is known;
 * `integration` runs against a real PostgreSQL that the harness starts once for the whole run.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'src/**/*.spec.ts',
            'test/rules/**/*.spec.ts',
            'test/sources/**/*.spec.ts',
            'test/deployment/**/*.spec.ts',
          ],
          environment: 'node',
          // Against tests that hang, on a machine that others use, too; speed is for bench.
          testTimeout: 60_000,
        },
      },
      {
        // Two whole networks: too long for every commit, part of `npm test`.
        test: {
          name: 'quality',
          include: ['test/quality/**/*.spec.ts'],
          environment: 'node',
          testTimeout: 900_000,
        },
      },
      {
        // Vite would load graphql's ES build beside the CommonJS one that Node gives everybody else.
        resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
        test: {
          name: 'integration',
          include: ['test/{integration,faults,e2e}/**/*.spec.ts'],
          environment: 'node',
          globalSetup: ['test/harness/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
