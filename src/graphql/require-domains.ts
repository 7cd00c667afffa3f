import { requireAllowed, scopedDomains, type Action, type Principal } from '../access/index.js';
import type { GoldenRecordRequest } from '../golden-records/index.js';
import type { GraphqlContext } from './context.js';

/**
 * Checks that the caller may do this in the domain of every golden record that is named by its id. Ids of nothing pass: the
 * operation itself says that they are not there.
 *
 * @throws DomainError `ACCESS.DENIED`
 */
export async function requireDomains(
  goldenIds: readonly string[],
  action: Action,
  { principal, loaders }: GraphqlContext,
): Promise<void> {
  for (const golden of await loaders.goldens.loadMany([...goldenIds])) {
    if (golden instanceof Error) throw golden;
    if (golden !== null) requireAllowed(principal, action, { domain: golden.domain });
  }
}

/**
 * The domains that a list is of: the one that is asked for, else all that the caller's scope is limited to; `null` for all there are.
 *
 * @throws DomainError `ACCESS.DENIED` for a domain outside the scope
 */
export function domainsAsked(
  domain: string | null | undefined,
  action: Action,
  principal: Principal,
): readonly string[] | null {
  if (domain == null) return scopedDomains(principal);
  requireAllowed(principal, action, { domain });
  return [domain];
}

/** The golden records that a request is about; of a source record, the one that it belongs to. */
export async function goldenIdsOf(
  request: GoldenRecordRequest,
  { loaders }: GraphqlContext,
): Promise<readonly string[]> {
  switch (request.kind) {
    case 'merge':
      return [...request.merge.goldenIds, ...(request.merge.survivorId ? [request.merge.survivorId] : [])];
    case 'split':
      return [request.split.goldenId];
    case 'status':
      return [request.goldenId];
    case 'unmerge': {
      if ('goldenId' in request.unmerge) return [request.unmerge.goldenId];
      const source = await loaders.sources.load(request.unmerge.recordId);
      return source === null ? [] : [source.goldenId];
    }
  }
}
