import { DomainError } from '../core/model/index.js';

/** A union member that a caller can act on. */
export interface ExpectedFailure {
  readonly __typename: 'StaleVersion' | 'Refused';
  readonly code: string;
  readonly message: string;
}

/**
 * Runs a change and turns failures that the caller can act on into union members. Access and request errors stay errors: they say
 * something about the caller, not about the record.
 */
export async function expecting<Result extends object>(
  typename: string,
  change: () => Promise<Result>,
): Promise<(Result & { readonly __typename: string }) | ExpectedFailure> {
  try {
    return { ...(await change()), __typename: typename };
  } catch (error) {
    if (!(error instanceof DomainError) || /^(ACCESS|REQUEST|DATABASE)\./.test(error.code)) throw error;
    const isStale = error.code.endsWith('STALE_VERSION') || error.retry === 'after-refresh';
    return { __typename: isStale ? 'StaleVersion' : 'Refused', code: error.code, message: error.message };
  }
}

/** A failure that a plan gives as a value. */
export function refused(code: string, message: string): ExpectedFailure {
  return { __typename: 'Refused', code, message };
}
