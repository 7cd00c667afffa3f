/** One state change, said for an auditor: who did what to which thing, why, and under which correlation id. */
export interface AuditEntry {
  /** `user:<id>`, `key:<id>` or `machine`. */
  readonly actor: string;
  /** Verb phrase with the noun first: `golden-record.merge`, `task.resolve`, `user.sign-in`. */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly reason?: string;
  /** Facts about the change; restricted and secret values never, not even masked. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly correlationId: string;
}
