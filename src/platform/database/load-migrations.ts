import { readdir } from 'node:fs/promises';
import type { MigrationInterface } from 'typeorm';

/** Same distance from here in the sources and in the build: `migrations/` or `dist/migrations/`. */
const FOLDER = new URL('../../../migrations/', import.meta.url);

/**
 * The migration classes of the `migrations` folder in their order. Imported here rather than by TypeORM, so that tests
 * and scripts may load the TypeScript files as well as the built ones.
 */
export async function loadMigrations(): Promise<readonly (new () => MigrationInterface)[]> {
  const files = (await readdir(FOLDER)).filter(name => /^\d{13}-\w+\.(js|ts)$/.test(name)).sort();
  const modules = await Promise.all(
    files.map(async name => [name, await import(new URL(name, FOLDER).href)] as const),
  );
  return modules.map(([name, module]) => {
    const [migration] = Object.values<unknown>(module);
    if (typeof migration !== 'function') throw new Error(`migrations/${name} exports no migration class`);
    return migration as new () => MigrationInterface;
  });
}
