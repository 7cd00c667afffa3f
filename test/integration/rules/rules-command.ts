import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { rulesCommand } from '../../../src/cli/rules.command.js';
import type { TestHub } from '../../harness/index.js';

/** `touchstone rules` on a copy of a hub's rules, as somebody at a terminal runs it against that hub. */
export interface RulesCommand {
  /** For what a test writes; goes with `end`. */
  readonly folder: string;
  /** The copy of the rules, which the commands read and write. */
  readonly rulesFolder: string;
  /** What the command prints. */
  run(...words: readonly string[]): Promise<string>;
  /** What the command prints with `--json`. */
  report<Report>(...words: readonly string[]): Promise<Report>;
  end(): Promise<void>;
}

/** Points the environment at the hub, for as long as the command is not ended. */
export async function prepareRulesCommand(hub: TestHub): Promise<RulesCommand> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-rules-'));
  const rulesFolder = join(folder, 'rules');
  await cp(hub.config.rules.path, rulesFolder, { recursive: true });
  vi.stubEnv('DATABASE_URL', hub.config.database.url);
  vi.stubEnv('TOUCHSTONE_DATA_DIR', join(folder, 'data'));
  const run = async (...words: readonly string[]): Promise<string> => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const progress = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      await rulesCommand().parseAsync([...words, '--rules', rulesFolder], { from: 'user' });
      return written.mock.calls.map(([text]) => String(text)).join('');
    } finally {
      written.mockRestore();
      progress.mockRestore();
    }
  };
  return {
    folder,
    rulesFolder,
    run,
    report: async <Report>(...words: readonly string[]) =>
      JSON.parse(await run(...words, '--json')) as Report,
    async end() {
      vi.unstubAllEnvs();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Everything that a hub holds, as one sum for each table. */
export async function sumsOfTables(hub: TestHub): Promise<unknown> {
  const tables = await hub.database.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1`,
  );
  const sums = [];
  for (const { name } of tables) {
    sums.push(
      await hub.database.query(
        `SELECT '${name}' AS name, md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS sum FROM "${name}" t`,
      ),
    );
  }
  return sums;
}
