import type { TestProject } from 'vitest/node';
import { startTestServer } from './test-server.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of the maintenance database of the run's PostgreSQL. */
    adminUrl: string;
    /** Name of the migrated database that `useTestDatabase` clones. */
    templateDatabase: string;
  }
}

/** Vitest global set-up of the `integration` project: one PostgreSQL for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  project.provide('adminUrl', server.adminUrl);
  project.provide('templateDatabase', server.template);
  return () => server.stop();
}
