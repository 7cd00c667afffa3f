import { withRenewal } from '../session/with-renewal.js';
import { request, type HubRequest } from './request.js';

/**
 * Asks a REST path of the hub. `read` turns the JSON of the answer into what the caller works with, and
 * throws when it is something else.
 * @throws RequestFailure
 */
export function rest<Answer>(
  path: string,
  read: (content: unknown) => Answer,
  asked: HubRequest = {},
): Promise<Answer> {
  return withRenewal(async () => read(await request(path, asked)));
}
