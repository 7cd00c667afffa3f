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
 * A single file counts as the primary one whatever its name, when the domain needs no other. One file may play several parts
 * (suppliers, and the list in which their parents are looked up).
 */
export function assignFiles(source: DomainSource, names: readonly string[]): FileAssignment {
  const positions = new Map<string, number>();
  const faults: Fault[] = [];
  const single =
    names.length === 1 && source.files.filter(file => file.required && !isLookup(file)).length <= 1;
  for (const [index, file] of source.files.entries()) {
    const fitting = names.flatMap((name, position) => (fits(file, name) ? [position] : []));
    const position = single && (index === 0 || file.pattern === source.files[0]?.pattern) ? 0 : fitting[0];
    if (position === undefined) {
      if (file.required) faults.push(missingFile(file));
      continue;
    }
    positions.set(file.name, position);
    for (const further of fitting.slice(1)) faults.push(doubleFile(names[further] ?? '', file));
  }
  const read = new Set(positions.values());
  for (const [position, name] of names.entries()) {
    const known = read.has(position) || source.files.some(file => fits(file, name));
    if (!known) faults.push(unknownFile(name, source.files));
  }
  const absent = source.files
    .filter(file => !file.required && !positions.has(file.name))
    .map(file => file.name);
  return { positions, absent, faults };
}

function isLookup(file: FileSpec): boolean {
  return file.join?.lookup === true;
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
  const shown = name.slice(0, 200);
  return {
    code: 'FILE_UNKNOWN',
    severity: 'warning',
    message: `${shown} is none of the files that the system declares; it was not read.`,
    value: shown,
    fix: `Rename it so that it fits ${[...new Set(files.map(file => file.pattern))].join(' or ')}.`,
  };
}
