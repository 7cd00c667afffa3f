import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/**
 * The variables of this process over those of `folder/.env`, where there is one. A variable that is set in the
 * process wins, so that a deployment never depends on a forgotten file.
 */
export function readProcessEnvironment(folder: string): Readonly<Record<string, string | undefined>> {
  return { ...readEnvFile(join(folder, '.env')), ...process.env };
}

function readEnvFile(path: string): Readonly<Record<string, string | undefined>> {
  try {
    return { ...parseEnv(readFileSync(path, 'utf8')) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}
