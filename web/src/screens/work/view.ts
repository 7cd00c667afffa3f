/** What a view of the queue narrows it to: `supplier.duplicate` one domain and kind, `all` nothing. */
export function viewParts(view: string | undefined): {
  domain?: string | undefined;
  kind?: string | undefined;
} {
  const [domain, kind] = (view ?? '').split('.');
  return kind === undefined ? {} : { domain, kind };
}
