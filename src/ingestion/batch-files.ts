import type { FileSpec } from '../core/rules/index.js';
import type { CompiledDomain } from '../core/mapping/index.js';
import { assignFiles } from '../core/mapping/index.js';
import { openArchive, UnreadableFile, type ByteSource, type ReadLimits } from '../sources/index.js';
import type { Fault } from '../core/model/index.js';

/** A file of a batch as it can be opened: stored as such, or an entry of a stored archive. */
export interface NamedContent {
  readonly name: string;
  open(): ByteSource | AsyncIterable<Uint8Array>;
}

/** The files of a batch with the parts that they play. */
export interface AssignedFiles {
  readonly open: (file: FileSpec) => ByteSource | AsyncIterable<Uint8Array> | undefined;
  /** Remarks, for instance files that nothing reads. */
  readonly notices: readonly Fault[];
}

/** ZIP archives start with this; workbooks are archives too, but are read as one file. */
const ZIP_SIGNATURE = Uint8Array.of(0x50, 0x4b, 0x03, 0x04);

/** Looks into archives: a batch of one ZIP is a batch of its entries. */
export async function expandArchives(
  files: readonly { readonly name: string; readonly bytes: ByteSource }[],
  limits: ReadLimits,
): Promise<NamedContent[]> {
  const expanded: NamedContent[] = [];
  for (const { name, bytes } of files) {
    if (!/\.zip$/i.test(name) || !(await isArchive(bytes))) expanded.push({ name, open: () => bytes });
    else {
      const entries = await openArchive(bytes, limits);
      expanded.push(...entries.map(entry => ({ name: entry.name, open: () => entry.open() })));
    }
  }
  return expanded;
}

/**
 * Gives each file its part in the domain.
 *
 * @throws UnreadableFile when a file that is needed is missing or comes twice
 */
export function assignBatchFiles(domain: CompiledDomain, contents: readonly NamedContent[]): AssignedFiles {
  const assignment = assignFiles(
    domain.source,
    contents.map(content => content.name),
  );
  const errors = assignment.faults.filter(fault => fault.severity === 'error');
  if (errors.length > 0) throw new UnreadableFile(errors);
  return {
    open: file => {
      const position = assignment.positions.get(file.name);
      return position === undefined ? undefined : contents[position]?.open();
    },
    notices: assignment.faults,
  };
}

async function isArchive(bytes: ByteSource): Promise<boolean> {
  const head = await bytes.read(0, ZIP_SIGNATURE.length);
  return head.length === ZIP_SIGNATURE.length && ZIP_SIGNATURE.every((byte, index) => head[index] === byte);
}
