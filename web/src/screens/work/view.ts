import { total, useCallerId, useOpenWork } from '../../hub/index.js';
import type { QueueAsked, RequestsAsked } from './task.js';

/** What a view of the queue narrows it to: `supplier.duplicate` one domain and kind, `all` nothing. */
export function viewParts(view: string | undefined): {
  domain?: string | undefined;
  kind?: string | undefined;
} {
  const [domain, kind] = (view ?? '').split('.');
  return kind === undefined ? {} : { domain, kind };
}

/** A view of the queue as the address keeps it. */
export function viewOf(domain: string, kind: string): string {
  return `${domain}.${kind}`;
}

/** What of the work the address says. */
interface Address {
  readonly view?: string | undefined;
  readonly attribute?: string | undefined;
  readonly q?: string | undefined;
}

/** Which questions a view asks the hub for. */
export function useViewAsked({ view, q: search }: Address): QueueAsked {
  const caller = useCallerId();
  return view === 'mine' ? { assignee: caller, search } : { ...viewParts(view), search };
}

/** Which changes the approvals ask the hub for. */
export function requestsAsked({ attribute: chosen, q: search }: Address): RequestsAsked {
  const [domain, attribute] = chosen?.split('.') ?? [];
  return { domain, attribute, search };
}

/** How many questions a view holds, where the hub has counted them. */
export function useViewCount(view: string | undefined): number | undefined {
  const { taskCounts } = useOpenWork();
  const { domain, kind } = viewParts(view);
  if (view === 'mine') return undefined;
  return total(
    taskCounts.filter(each => kind === undefined || (each.domain === domain && each.kind === kind)),
  );
}
