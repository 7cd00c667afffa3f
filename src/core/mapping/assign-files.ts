import type { Fault } from '../model/index.js';
import type { DomainSource, FileSpec } from '../rules/index.js';

/** Which file of a batch plays which part, and what is wrong with the set. Any fault of severity error stops the batch. */
export interface FileAssignment {
  /** File name of the system file (`LFB1`) → position in the batch. */
  readonly positions: ReadonlyMap<string, number>;
  /** Optional files that the batch does not have. */
  readonly absent: readonly string[];
  readonly faults: readonly Fault[];
}

/**
 * Matches the names of a batch (multipart names or archive entries; folders are ignored) to the files that a domain declares.
 * A single file counts as the primary one whatever its name, when the domain needs no other.
 */
export function assignFiles(source: DomainSource, names: readonly string[]): FileAssignment {
  const positions = new Map<string, number>();
  const faults: Fault[] = [];
  const needed = source.files.filter(file => file.required);
  const primary = source.files[0];
  if (names.length === 1 && needed.length <= 1 && primary !== undefined) positions.set(primary.name, 0);
  else {
    for (const [position, name] of names.entries()) {
      const file = source.files.find(candidate => fits(candidate, name));
      if (file === undefined) faults.push(unknownFile(name, source.files));
      else if (positions.has(file.name)) faults.push(doubleFile(name, file));
      else positions.set(file.name, position);
    }
  }
  for (const file of needed) if (!positions.has(file.name)) faults.push(missingFile(file));
  const absent = source.files
    .filter(file => !file.required && !positions.has(file.name))
    .map(file => file.name);
  return { positions, absent, faults };
}

function fits(file: FileSpec, name: string): boolean {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const pattern = file.pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}$`, 'iu').test(base);
}

function missingFile(file: FileSpec): Fault {
  return {
    code: 'FILE_MISSING',
    severity: 'error',
    message: `The batch has no ${file.name} file.`,
    field: file.name,
    fix: `Send a file whose name fits ${file.pattern} with the batch.`,
  };
}

function doubleFile(name: string, file: FileSpec): Fault {
  return {
    code: 'FILE_REPEATED',
    severity: 'error',
    message: `Two files of the batch are ${file.name} files.`,
    field: file.name,
    value: name.slice(0, 200),
    fix: 'Send one of them, or put them into one file.',
  };
}

function unknownFile(name: string, files: readonly FileSpec[]): Fault {
  return {
    code: 'FILE_UNKNOWN',
    severity: 'warning',
    message: 'This file of the batch is none that the system declares; it was not read.',
    value: name.slice(0, 200),
    fix: `Rename it so that it fits one of ${files.map(file => file.pattern).join(', ')}.`,
  };
}
