/** What a caller's lists are limited to; `null`: not at all. */
export interface ListScope {
  readonly domains: readonly string[] | null;
  readonly systems: readonly string[] | null;
}
