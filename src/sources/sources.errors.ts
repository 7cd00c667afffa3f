import { DomainError } from '../core/model/index.js';

/** No system file declares the system. */
export function unknownSystem(system: string, known: Iterable<string>): DomainError {
  const names = [...known].sort().join(', ');
  return new DomainError('SOURCE.UNKNOWN_SYSTEM', `no source system '${system}'; known: ${names || 'none'}`, {
    details: { system },
  });
}

/** The system's file does not declare the domain. */
export function unknownSourceDomain(system: string, domain: string, known: readonly string[]): DomainError {
  return new DomainError(
    'SOURCE.UNKNOWN_DOMAIN',
    `${system} sends no ${domain} records; it sends: ${[...known].sort().join(', ') || 'none'}`,
    { details: { system, domain } },
  );
}
