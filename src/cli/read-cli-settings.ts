import { readProcessEnvironment, readSettings, type Settings } from '../platform/config/index.js';

/** The settings of a command: the environment and `.env`, with what its options say on top. */
export function readCliSettings(overrides: Readonly<Record<string, string | undefined>> = {}): Settings {
  const folder = process.cwd();
  const given = Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
  return readSettings({ ...readProcessEnvironment(folder), ...given }, folder);
}
