import { readProcessEnvironment } from '../platform/config/index.js';
import { StartupError } from '../platform/errors/index.js';
import { textOf } from './json-fields.js';
import { API_KEY_VARIABLE, readCliSettings } from './read-cli-settings.js';
import { askHub, type HubAddress, type HubAnswer } from './upload-files.js';

/**
 * The hub that options and environment name.
 *
 * @throws StartupError without a key, or when the address is none
 */
export function addressOf({ url, key }: { readonly url?: string; readonly key?: string }): HubAddress {
  const { http } = readCliSettings();
  const apiKey = key ?? readProcessEnvironment(process.cwd())[API_KEY_VARIABLE];
  if (apiKey === undefined || apiKey === '') {
    throw new StartupError(
      'An API key is needed: set TOUCHSTONE_API_KEY, or make one with "touchstone key create <name> --role integration".',
    );
  }
  const address = url ?? http.publicUrl ?? `http://localhost:${http.port}`;
  if (!/^https?:\/\//.test(address) || !URL.canParse(address)) {
    throw new StartupError(`${address} is not an address such as http://localhost:4600.`);
  }
  return { url: address, apiKey };
}

/**
 * Asks with an empty request first: a wrong key, system or domain then shows before gigabytes are sent, and its answer is
 * not lost with a connection that the hub closes in the middle of them.
 *
 * @returns why the hub would not take records of this system and domain; `null` when it would
 * @throws StartupError when it would take none at all
 */
export async function whyUnwelcome(hub: HubAddress, path: string): Promise<StartupError | null> {
  const answer = await askHub(hub, { method: 'POST', path, headers: { 'content-length': 0 } });
  const code = textOf(answer.body, 'code');
  if (code !== undefined && answer.status === 401)
    throw new StartupError(
      'The hub does not know this API key, or it is revoked or expired; "touchstone key list" shows the live ones.',
    );
  if (code === 'BATCH.EMPTY') return null;
  if (code === undefined || answer.status >= 500) throw refusal(answer);
  return refusal(answer);
}

/** What a hub says that does not do what it is asked. */
export function refusal({ status, body }: HubAnswer): StartupError {
  const detail = textOf(body, 'detail');
  if (detail === undefined) {
    return new StartupError(`The answer (HTTP ${status}) is not one of a Touchstone hub; check --url.`);
  }
  const correlation = textOf(body, 'correlationId');
  const trace = correlation === undefined ? '' : `, correlation id ${correlation}`;
  return new StartupError(`The hub refused: ${detail} (${textOf(body, 'code') ?? status}${trace})`);
}
