import { readProcessEnvironment, readSettings, type Settings } from '../platform/config/index.js';

/** What `touchstone ingest` sends; the hub itself has no such setting and would call it a fault. */
export const API_KEY_VARIABLE = 'TOUCHSTONE_API_KEY';

/** The settings of a command: the environment and `.env`, with what its options say on top. */
export function readCliSettings(overrides: Readonly<Record<string, string | undefined>> = {}): Settings {
  const folder = process.cwd();
  const given = Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
  const { [API_KEY_VARIABLE]: _clientOnly, ...variables } = readProcessEnvironment(folder);
  return readSettings({ ...variables, ...given }, folder);
}
